"""``govportal languages``: what is not translated, or older than its original."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

from govportal.information.access import all_portals
from govportal.languages import drift, rows
from govportal.portals.models import Portal
from govportal.publishing.written_dates import short_date

NAME = "languages"
HELP = "tình trạng bản dịch của các cổng / state of the portals' translations"
FORMATS = ("text", "csv", "json")
Rows = list[dict[str, Any]]


def add_arguments(parser: ArgumentParser) -> None:
    """Take a portal and a format."""
    parser.add_argument("--portal", default="", metavar="CODE")
    parser.add_argument("--format", choices=FORMATS, default="text")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print each page of a portal or, without one, a line for each portal.

    The status is 1 when something is to be done.
    """
    portals = _portals(options["portal"])
    found = drift.items(portals)
    if options["portal"]:
        data = [rows.as_data(item) for item in found]
        _write(options["format"], data, rows.FIELDS, out, lambda: _write_items(found, out))
    else:
        lines = drift.summaries(portals, found)
        data = [rows.summary_as_data(line) for line in lines]
        _write(options["format"], data, rows.SUMMARY_FIELDS, out, lambda: _write_lines(lines, out))
    return int(any(item.is_drift for item in found))


def _portals(code: str) -> list[Portal]:
    found = [portal for portal in all_portals() if code in ("", portal.code)]
    if not found:
        message = _("No agency “%(code)s” has a portal. Check the agency's code.")
        raise CommandError(message % {"code": code})
    return found


def _write(
    output_format: str,
    data: Rows,
    fields: tuple[str, ...],
    out: OutputWrapper,
    as_text: Callable[[], None],
) -> None:
    if output_format == "json":
        out.write(json.dumps(data, ensure_ascii=False, indent=2))
    elif output_format == "csv":
        rows.write_csv(data, fields, out)
    else:
        as_text()


def _write_items(found: list[drift.Item], out: OutputWrapper) -> None:
    for item in found:
        marks = [_("required")] if item.is_required else []
        marks += [_("edited by hand")] if item.is_hand_edited else []
        state = ", ".join([rows.state_name(item), *marks])
        changed = item.original.written_at
        day = short_date(changed) if changed else "-"
        out.write(f"{item.language}  {day:10}  {item.original.title}: {state}")
    if not found:
        out.write(_("This portal has nothing to translate."))


def _write_lines(lines: list[drift.Summary], out: OutputWrapper) -> None:
    for line in lines:
        counts = [f"{drift.State(key).label} {count}" for key, count in line.counts.items()]
        out.write(f"{line.portal.code:24} {line.language}  {', '.join(counts)}")
