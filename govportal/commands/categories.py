"""``govportal categories``: the state of every category of information, with its article."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal.commands.asked import FORMATS, named_day, named_portals, write_table
from govportal.information import rows
from govportal.information.models import CategoryAnswer
from govportal.information.states import CategoryState, State, states
from govportal.portals.models import Portal

NAME = "categories"
HELP = "tình trạng các danh mục thông tin / state of the categories of information"


def add_arguments(parser: ArgumentParser) -> None:
    """Take a portal, a day and a format."""
    parser.add_argument("--portal", default="", metavar="CODE")
    parser.add_argument("--on", type=named_day, metavar="YYYY-MM-DD", default=None)
    parser.add_argument("--format", choices=FORMATS, default="text")
    # Also after the sub-command; without it, what stands before the sub-command holds.
    parser.add_argument("--language", choices=["vi", "en"], default=SUPPRESS)


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print the categories of a portal or, without one, a line for each portal."""
    portals, file_format = named_portals(options["portal"]), options["format"]
    found = states(portals, options["on"])
    if options["portal"]:
        _print_portal(portals[0], found[portals[0].pk], file_format, out)
    else:
        lines = [rows.summary(portal, found[portal.pk]) for portal in portals]
        if file_format == "text":
            out.writelines(f"{_line(line)}\n" for line in lines)
        else:
            write_table(file_format, rows.SUMMARY_FIELDS, lines, out)
    return 0


def _print_portal(
    portal: Portal, found: list[CategoryState], format_name: str, out: OutputWrapper
) -> None:
    if format_name == "text":
        _write_portal(portal, found, out)
        return
    language = get_language() or "vi"
    counted = [category for category in found if category.is_counted]
    table = [rows.as_data(category, language) for category in counted]
    write_table(format_name, rows.FIELDS, table, out)


def _write_portal(portal: Portal, found: list[CategoryState], out: OutputWrapper) -> None:
    out.write(f"{portal.code}: {portal.agency.name}")
    for category in found:
        _write_category(category, out)
    out.write(_("Total:"))
    for state, count in rows.totals(found):
        out.write(f"  {state.label}: {count}")


def _write_category(category: CategoryState, out: OutputWrapper) -> None:
    spec, indent = category.spec, "  " * category.level
    title = spec.title.in_language(get_language() or "vi")
    mark = "" if spec.is_mandatory else f" ({_('optional')})"
    out.write(f"{indent}{spec.key} – {title}{mark}: {category.state.label}")
    if not category.is_counted:
        return
    facts = _("published %(published)s, unpublished %(unpublished)s, updated %(updated)s") % {
        "published": category.published,
        "unpublished": category.unpublished,
        "updated": rows.day_or_dash(category.updated_on),
    }
    if category.due_on:
        facts += _(", due %(day)s") % {"day": rows.day_or_dash(category.due_on)}
    if late := category.late():
        facts += _(", late this year: %(count)s") % {"count": late}
    out.write(f"{indent}    {facts}")
    if category.answer:
        out.write(f"{indent}    {_answer(category.answer)}")
    out.write(f"{indent}    {spec.source}")


def _answer(answer: CategoryAnswer) -> str:
    return (
        f"{answer.get_answer_display()}: {answer.reason} "
        f"({answer.answered_by_name}, {rows.day_or_dash(answer.answered_on)})"
    )


def _line(row: dict[str, Any]) -> str:
    shown = [f"{state.label}: {row[state.value]}" for state in State if row[state.value]]
    return f"{row['portal']:24} {row['categories']:4}   {', '.join(shown)}"
