"""``govportal check-connections``: ask every connected system whether it answers."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from govportal.exchange.health import check_all

NAME = "check-connections"
HELP = "kiểm tra các hệ thống kết nối / check connected systems"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments: the plugins' data say what to ask."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print what each answered; status 1 where one does not work."""
    found = list(check_all())
    for row in found:
        out.write(
            f"{row.key:30} {row.get_outcome_display()} ({row.status or '-'}, {row.duration} ms)"
        )
    if not found:
        out.write(_("No connected system has an address."))
    return 0 if all(row.is_working for row in found) else 1
