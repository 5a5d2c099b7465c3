"""Reads contributions from the board's mailbox: a folder of mails, or a server (IMAP).

A message is taken in once: its identity is kept. Nothing is deleted from the mailbox.
"""

from __future__ import annotations

import hashlib
import imaplib
import mailbox
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from govportal.folding import normalise
from govportal.intake import contribution_steps
from govportal.intake.contributions import Channel, Contribution
from govportal.intake.file_fields import refusals, staff_kinds
from govportal.portals.models import Portal

LENGTH = 100_000
TIMEOUT, PORT = 60, 993
BREAK = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|h\d|tr)>")


@dataclass
class Taken:
    """What became of one message."""

    subject: str
    contribution: Contribution | None = None
    """None for one that was taken in before."""
    refused: list[str] = field(default_factory=list)
    """Why files of it were left out."""


def messages_in(place: Path) -> Iterator[EmailMessage]:
    """Yield the messages of a maildir (a folder) or an mbox (a file).

    Raises:
        FileNotFoundError: there is no such place.
    """
    if not place.exists():
        raise FileNotFoundError(place)
    box = mailbox.Maildir(place, create=False) if place.is_dir() else mailbox.mbox(place)
    try:
        for key in box.iterkeys():
            yield parsed(box.get_bytes(key))
    finally:
        box.close()


@contextmanager
def server(host: str, user: str, password: str, folder: str) -> Iterator[Iterator[EmailMessage]]:
    """Give the messages of a folder on an IMAP server, read over TLS and left as they are.

    *host* may end in a port: ``mail.example.vn:993``.

    Raises:
        OSError: the server is not reached.
        imaplib.IMAP4.error: it refuses user, password or folder.
    """
    name, _colon, port = host.partition(":")
    trusted = ssl.create_default_context()  # imaplib alone would take any certificate
    number = int(port) if port.isdecimal() else PORT
    with imaplib.IMAP4_SSL(name, number, ssl_context=trusted, timeout=TIMEOUT) as connection:
        connection.login(user, password)
        state, _count = connection.select(f'"{folder}"', readonly=True)
        if state != "OK":
            raise imaplib.IMAP4.error(folder)
        yield _fetched(connection)


def _fetched(connection: Any) -> Iterator[EmailMessage]:
    _state, (numbers,) = connection.search(None, "ALL")
    for number in numbers.split():
        _state, parts = connection.fetch(number, "(BODY.PEEK[])")
        for part in parts:
            if isinstance(part, tuple):
                yield parsed(part[1])


def parsed(content: bytes) -> EmailMessage:
    """Return the message that *content* is."""
    return BytesParser(policy=policy.default).parsebytes(content)  # type: ignore[return-value]


def take_in(message: EmailMessage, portal: Portal) -> Taken:
    """Keep a message as a contribution to *portal*, with what of its files may be kept."""
    subject = _line(message, "Subject") or _("(without subject)")
    identity = identity_of(message)
    if Contribution.objects.filter(portal=portal, message_id=identity).exists():
        return Taken(subject)
    files, refused = _files(message)
    name, address = parseaddr(_line(message, "From"))
    contribution = contribution_steps.take_in(
        portal, Channel.MAIL, files, title=subject[:255], body=_text(message, refused),
        contributor_name=name[:120], contributor_email=address[:254],
        message_id=identity, received_at=_sent_at(message),
    )  # fmt: skip
    return Taken(subject, contribution, refused)


def identity_of(message: EmailMessage) -> str:
    """Return what tells the message from others: its identifier, else a hash of the whole."""
    stated = _line(message, "Message-ID")
    return stated[:255] or hashlib.sha256(message.as_bytes()).hexdigest()


def _line(message: EmailMessage, name: str) -> str:
    """Return a header as one line; a broken one as far as it can be read."""
    return normalise(" ".join(str(message.get(name, "")).replace("\x00", "").split()))


def _sent_at(message: EmailMessage) -> Any:
    try:
        sent = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return timezone.now()
    return sent if timezone.is_aware(sent) else timezone.make_aware(sent)


def _text(message: EmailMessage, refused: list[str]) -> str:
    body = message.get_body(("plain", "html"))
    text = _content(body) if body is not None else ""
    if body is not None and body.get_content_subtype() == "html":
        text = strip_tags(BREAK.sub("\n\n", text))
    notes = "\n".join(refused)
    text = normalise(text.replace("\x00", "")).strip()[:LENGTH]
    return f"{text}\n\n{notes}".strip()


def _content(part: Any) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):  # an encoding that nobody knows
        return (part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _files(message: EmailMessage) -> tuple[list[Any], list[str]]:
    """Return the attachments that may be kept, and why the others may not."""
    kept, refused = [], []
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if not content:
            continue
        name = Path(part.get_filename() or "").name or _("unnamed")
        file = InMemoryUploadedFile(
            BytesIO(content), None, name, part.get_content_type(), len(content), None
        )
        problems = refusals(file, staff_kinds())
        refused += [message for problem in problems for message in problem.messages]
        kept += [] if problems else [file]
    return kept, refused
