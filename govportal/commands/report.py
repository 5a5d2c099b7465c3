"""``govportal report``: draw up a statutory report as a spreadsheet."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal import plugins
from govportal.reporting.command import draw_up
from govportal.reporting.errors import ReportError
from govportal.reporting.periods import Period

NAME = "report"
HELP = "lập báo cáo theo biểu mẫu / draw up a statutory report"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the form, the period, the file and, for one portal's sheet, its code."""
    parser.add_argument("form", nargs="?", metavar="KEY")
    parser.add_argument("--period", metavar="2026-H1|2026", default="")
    parser.add_argument("--output", type=Path, metavar="FILE.xlsx", default=Path("bao-cao.xlsx"))
    parser.add_argument("--portal", default="", metavar="CODE")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Write the spreadsheet; without a form, list the forms the province has."""
    if options["form"] is None:
        return _list(out)
    try:
        period = Period.parse(options["period"])
        draw_up(options["form"], period, options["output"], options["portal"])
    except ReportError as error:
        raise CommandError(error.text.in_language(get_language() or "vi")) from error
    out.write(_("Written: %(file)s") % {"file": options["output"]})
    return 0


def _list(out: OutputWrapper) -> int:
    templates = plugins.report_templates()
    for key, template in templates.items():
        out.write(f"{key:12} {template.title.in_language(get_language() or 'vi')}")
    if not templates:
        out.write(_("The province's regulation prescribes no form."))
    return 0
