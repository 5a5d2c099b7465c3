"""``govportal send-digest``: mail everybody what waits for them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from govportal.my_work.digest import send_digests

NAME = "send-digest"
HELP = "gửi thư hằng ngày về việc đang chờ / mail everybody what waits for them"


def add_arguments(parser: ArgumentParser) -> None:
    """Take nothing."""


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Send the mails of today and tell how many; status 1 where one could not be sent."""
    results = [is_sent for _person, is_sent in send_digests()]
    failed = results.count(False)
    out.write(_("Mails sent: %(count)d") % {"count": results.count(True)})
    if failed:
        out.write(
            _("Not sent: %(count)d. See the log, then run the command again.") % {"count": failed}
        )
    return int(bool(failed))
