"""``govportal withdraw-republished``: take off items whose source has removed them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govportal.publishing.aggregated_news import withdraw_removed

NAME = "withdraw-republished"
HELP = "gỡ tin đăng lại mà nguồn đã gỡ / take off republished items that their source removed"


def add_arguments(parser: ArgumentParser) -> None:
    """Take no arguments: editors record what a source has removed."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Take the items off; name each, and those that came too late."""
    withdrawn = withdraw_removed()
    for title, is_late in withdrawn:
        out.write(
            _("%(title)s (later than the law allows)") % {"title": title} if is_late else title
        )
    count = len(withdrawn)
    out.write(
        ngettext("%(count)d item taken off.", "%(count)d items taken off.", count)
        % {"count": count}
    )
    return 0
