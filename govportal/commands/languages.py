"""``govportal languages``: what is not translated, or older than its original."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from govportal.commands.asked import FORMATS, named_portals, write_table
from govportal.languages import drift, rows
from govportal.publishing.written_dates import short_date

NAME = "languages"
HELP = "tình trạng bản dịch của các cổng / state of the portals' translations"


def add_arguments(parser: ArgumentParser) -> None:
    """Take a portal and a format."""
    parser.add_argument("--portal", default="", metavar="CODE")
    parser.add_argument("--format", choices=FORMATS, default="text")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print each page of a portal or, without one, a line for each portal.

    The status is 1 when something is to be done.
    """
    portals, file_format = named_portals(options["portal"]), options["format"]
    found = drift.items(portals)
    lines = drift.summaries(portals, found)
    if file_format == "text":
        _write_items(found, out) if options["portal"] else _write_lines(lines, out)
    elif options["portal"]:
        write_table(file_format, rows.FIELDS, [rows.as_data(item) for item in found], out)
    else:
        data = [rows.summary_as_data(line) for line in lines]
        write_table(file_format, rows.SUMMARY_FIELDS, data, out)
    return int(any(item.is_drift for item in found))


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
