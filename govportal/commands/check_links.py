"""``govportal check-links``: find links of all portals that lead nowhere."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from govportal.operations.links.checking import check_links

NAME = "check-links"
HELP = "kiểm tra liên kết hỏng / find links that lead nowhere"
MINUTES = 60


def add_arguments(parser: ArgumentParser) -> None:
    """Take how long the run may last, and the wish to check everything anew."""
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, metavar="N",
        help="chạy lâu nhất N phút / run for N minutes at most",
    )  # fmt: skip
    parser.add_argument("--anew", action="store_true", help="kiểm tra lại toàn bộ / check all anew")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Check, and print how many addresses were asked and how many fail; the report names them."""
    found = check_links(options["minutes"] * 60, anew=options["anew"])
    counts = {"checked": found.checked, "broken": found.broken}
    out.write(_("addresses checked: %(checked)d; failing: %(broken)d") % counts)
    if not found.is_whole:
        out.write(_("The time was not enough for all; the next run goes on from here."))
    return 0
