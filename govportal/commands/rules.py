"""``govportal rules``: every rule value in force, its article, and what it replaced."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from govportal import law, plugins
from govportal.commands.asked import named_day
from govportal.law import ResolvedRule
from govportal.province import Rule, RuleValue
from govportal.publishing.written_dates import short_date

NAME = "rules"
HELP = "giá trị quy định đang áp dụng / rule values in force"
UNITS = {
    "attempts": gettext_lazy("attempts"),
    "characters": gettext_lazy("characters"),
    "classes": gettext_lazy("classes of characters"),
    "days": gettext_lazy("days"),
    "files": gettext_lazy("files"),
    "hours": gettext_lazy("hours"),
    "minutes": gettext_lazy("minutes"),
    "months": gettext_lazy("months"),
    "passwords": gettext_lazy("passwords"),
    "working_days": gettext_lazy("working days"),
    "dong": gettext_lazy("VND"),
    "percent": gettext_lazy("percent"),
    "coefficient": gettext_lazy("units of the coefficient"),
}


def add_arguments(parser: ArgumentParser) -> None:
    """Take a day and a portal system."""
    parser.add_argument("--on", type=named_day, metavar="YYYY-MM-DD", default=None)
    parser.add_argument("--system", default="", metavar="KEY")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print the rules by id; those whose confidence is K are settings to confirm."""
    plugins.province()
    for found in law.rules_in_force(options["on"], options["system"]):
        _write(found, out)
    return 0


def _write(found: ResolvedRule, out: OutputWrapper) -> None:
    label = found.definition.label.in_language(get_language() or "vi")
    unit = UNITS.get(found.definition.unit, "")
    shown = f"{_shown(found.value)} {unit}".rstrip()
    out.write(f"{found.definition.id} = {shown}   [{found.rule.confidence}]")
    out.write(f"    {label}")
    out.write(f"    {found.rule.source} ({found.given_by})")
    for given_by, rule in found.replaced:
        out.write(_("    in place of: %(value)s") % {"value": _replaced(given_by, rule)})


def _replaced(given_by: str, rule: Rule) -> str:
    shown = f"{_shown(rule.value)}, {rule.source} ({given_by})"
    if rule.valid_to is None:
        return shown
    return _("%(rule)s, until %(day)s") % {"rule": shown, "day": short_date(rule.valid_to)}


def _shown(value: RuleValue) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
