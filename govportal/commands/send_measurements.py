"""``govportal send-measurements``: send the sums of whole days to the measuring platform."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

from govportal.commands.asked import named_day
from govportal.usage.measurement import checks, exporters
from govportal.usage.measurement.gathering import gather
from govportal.usage.measurement.models import Measurement
from govportal.usage.measurement.sending import due_days, send_due

NAME = "send-measurements"
HELP = "gửi số liệu đo lường / send the sums of use to the measuring platform"
AUTOMATIC = "govportal"


def add_arguments(parser: ArgumentParser) -> None:
    """Take a day to reach back to, who sends, and whether only to show what is due."""
    parser.add_argument("--since", type=named_day, metavar="YYYY-MM-DD")
    parser.add_argument("--by", default=AUTOMATIC, metavar="NAME")
    parser.add_argument("--show", action="store_true")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Send each day that is due and print its result; status 1 where one was not accepted."""
    if faults := list(checks.faults()):
        raise CommandError(
            _("%(name)s can't be used: see manage.py check.") % {"name": ", ".join(faults)}
        )
    if options["show"]:
        return _show(options["since"], out)
    attempts = []
    for attempt in send_due(_exporter(), options["by"], options["since"]):
        out.write(f"{attempt.day} {attempt.get_outcome_display()} ({attempt.status or '-'})")
        attempts.append(attempt)
    if not attempts:
        out.write(_("Every whole day has been sent."))
    return int(any(attempt.outcome != Measurement.Outcome.SENT for attempt in attempts))


def _exporter() -> exporters.Exporter:
    is_ours = settings.GOVPORTAL_MEASUREMENT_EXPORTER == exporters.OURS
    if is_ours and not settings.GOVPORTAL_MEASUREMENT_URL:
        raise CommandError(_("Set GOVPORTAL_MEASUREMENT_URL first; --show prints what is due."))
    try:
        return exporters.of_deployment()
    except ImportError as error:
        message = _("GOVPORTAL_MEASUREMENT_EXPORTER names no class: %(error)s")
        raise CommandError(message % {"error": error}) from error


def _show(since: date | None, out: OutputWrapper) -> int:
    reports = [gather(day).data for day in due_days(since)]
    out.write(json.dumps(reports, ensure_ascii=False, indent=2))
    return 0
