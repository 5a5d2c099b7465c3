"""``govportal make-pictures``: make the small formats of pictures that were left at publication."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _

from govportal.publishing.picture_making import make_missing_pictures

NAME = "make-pictures"
HELP = "tạo ảnh thu gọn còn thiếu / make the pictures that pages lack"
MINUTES = 30


def add_arguments(parser: ArgumentParser) -> None:
    """Take how long the run may last, and the wish to look at the newest pages alone."""
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, metavar="N",
        help="chạy lâu nhất N phút / run for N minutes at most",
    )  # fmt: skip
    parser.add_argument(
        "--recent", action="store_true",
        help="chỉ trang đăng trong 24 giờ qua / only pages published within the last day",
    )  # fmt: skip


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Make them, and print for how many pages."""
    since = timezone.now() - timedelta(days=1) if options["recent"] else None
    count, is_whole = make_missing_pictures(options["minutes"] * 60, since)
    out.write(_("pages with new pictures: %(count)d") % {"count": count})
    if not is_whole:
        out.write(_("The time was not enough for all. Let it run longer with --minutes."))
    return 0
