"""``govportal purge-api-log``: delete accesses to shared data that need not be kept any longer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import ngettext

from govportal.exchange.journal import purge

NAME = "purge-api-log"
HELP = "xóa nhật ký truy cập API đã hết hạn lưu / delete expired accesses to shared data"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments: the rules say how long the log is kept."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Delete, and print how many."""
    count = purge()
    text = ngettext("%(count)d access deleted.", "%(count)d accesses deleted.", count)
    out.write(text % {"count": count})
    return 0
