"""``govportal erase-senders``: erase the data of citizens whose question is long answered."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import ngettext

from govportal.citizens.retention import erase_expired
from govportal.intake import retention as intake

NAME = "erase-senders"
HELP = "xóa thông tin người hỏi đã hết hạn lưu / erase expired data of senders"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments: the rule says how long data is kept."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Erase, and print how many senders."""
    count = erase_expired() + intake.erase_expired()
    out.write(
        ngettext("%(count)d sender erased.", "%(count)d senders erased.", count) % {"count": count}
    )
    return 0
