"""``govportal import-mail``: take contributions in from the board's mailbox."""

from __future__ import annotations

import imaplib
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

from govportal.commands.asked import named_portal
from govportal.intake import mailbox_reading

NAME = "import-mail"
HELP = "nhập tin, bài từ hộp thư / take contributions in from a mailbox"
PASSWORD = "GOVPORTAL_MAILBOX_PASSWORD"  # noqa: S105 – the name of a variable


def add_arguments(parser: ArgumentParser) -> None:
    """Take the portal and the mailbox: a maildir, an mbox, or a folder on a server."""
    parser.add_argument("--portal", metavar="CODE", required=True)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--mailbox", type=Path, metavar="FOLDER|FILE")
    place.add_argument("--imap", metavar="HOST[:PORT]")
    parser.add_argument("--user", default="", metavar="NAME")
    parser.add_argument("--folder", default="INBOX", metavar="NAME")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Take in each new message; one that can't be read is named and the rest go on (status 1)."""
    portal, failed = named_portal(options["portal"]), 0
    with _messages(options) as messages:
        for message in messages:
            try:
                out.write(_told(mailbox_reading.take_in(message, portal)))
            except Exception as error:  # a mail may be broken in any way; the rest goes on
                failed += 1
                words = {"id": message.get("Message-ID", "?"), "error": f"{error!r}"}
                out.write(_("Not taken in: %(id)s (%(error)s)") % words)
    return 1 if failed else 0


@contextmanager
def _messages(options: dict[str, Any]) -> Iterator[Iterator[EmailMessage]]:
    if options["mailbox"]:
        if not options["mailbox"].exists():
            text = _("There is no mailbox %(place)s.") % {"place": options["mailbox"]}
            raise CommandError(text)
        yield mailbox_reading.messages_in(options["mailbox"])
        return
    password = os.environ.get(PASSWORD, "")
    try:
        with mailbox_reading.server(
            options["imap"], options["user"], password, options["folder"]
        ) as messages:
            yield messages
    except (OSError, imaplib.IMAP4.error) as error:
        text = _("The mailbox can't be read: %(error)s. Check host, --user and %(variable)s.")
        raise CommandError(text % {"error": error, "variable": PASSWORD}) from error


def _told(taken: mailbox_reading.Taken) -> str:
    if taken.contribution is None:
        return _("Known: %(subject)s") % {"subject": taken.subject}
    lines = [_("Taken in: %(subject)s") % {"subject": taken.subject}]
    return "\n".join([*lines, *(f"  {reason}" for reason in taken.refused)])
