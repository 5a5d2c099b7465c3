"""``govportal sum-up-use``: add old days of the statistics of use up, forget old searches."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import ngettext

from govportal.search.searched import forget_old
from govportal.usage.retention import sum_up

NAME = "sum-up-use"
HELP = "cộng gộp số liệu sử dụng cũ theo tháng / add old statistics of use up by month"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments: the rules say how long days are kept."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Add up, and print how many sums of days were replaced; forget the words of old searches."""
    count = sum_up()
    forget_old()
    text = ngettext("%(count)d sum of a day added up.", "%(count)d sums of days added up.", count)
    out.write(text % {"count": count})
    return 0
