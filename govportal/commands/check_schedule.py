"""``govportal check-schedule``: tell whether what was scheduled has appeared and gone in time."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal.editorial.schedule import overdue_pages

NAME = "check-schedule"
HELP = "kiểm tra việc đăng, gỡ theo lịch / check that scheduled pages appear and go in time"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Name the pages that are late; return 1 where there are any."""
    late = list(overdue_pages())
    for page in late:
        out.write(f"{page.pk} {page.get_admin_display_title()}")
    if not late:
        out.write(_("Everything appeared and went in time."))
        return 0
    text = ngettext(
        "%(count)d page is late. Let the scheduler run publish_scheduled every 5 minutes.",
        "%(count)d pages are late. Let the scheduler run publish_scheduled every 5 minutes.",
        len(late),
    )
    out.write(text % {"count": len(late)})
    return 1
