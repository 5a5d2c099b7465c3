"""``govportal memberships``: bring the groups of portals in line with assignments and seats."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import ngettext

from govportal.accounts import notices
from govportal.boards import memberships

NAME = "memberships"
HELP = "cập nhật nhóm theo phân công còn hiệu lực / bring groups in line with assignments"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments: assignments and seats say who has which role."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Record what nobody has recorded, give and take roles, send notices that wait."""
    adopted = len(memberships.adopt())
    changes = memberships.bring_in_line()
    told = notices.tell_of_all_untold()
    texts = (
        (ngettext("%(count)d membership recorded, to be completed.",
                  "%(count)d memberships recorded, to be completed.", adopted), adopted),
        (ngettext("%(count)d role given.", "%(count)d roles given.", len(changes.granted)),
         len(changes.granted)),
        (ngettext("%(count)d role taken.", "%(count)d roles taken.", len(changes.withdrawn)),
         len(changes.withdrawn)),
        (ngettext("%(count)d notice sent.", "%(count)d notices sent.", told), told),
    )  # fmt: skip
    for text, count in texts:
        out.write(text % {"count": count})
    return 0
