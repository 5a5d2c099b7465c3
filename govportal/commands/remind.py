"""``govportal remind``: write to those whose approvals are due."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import ngettext

from govportal.editorial.deadlines import send_reminders

NAME = "remind"
HELP = "nhắc các bước phê duyệt sắp hết hạn, quá hạn / remind of approvals that are due"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments: the rules say when a step is due."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Write the letters, and print how many were sent."""
    count = send_reminders()
    text = ngettext("%(count)d reminder sent.", "%(count)d reminders sent.", count)
    out.write(text % {"count": count})
    return 0
