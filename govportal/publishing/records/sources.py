"""Where records are taken from that another system keeps: a file, or an address that gives one."""

from __future__ import annotations

import csv
import io
import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError

from django.conf import settings
from django.utils.translation import gettext as _

from govportal.folding import normalise

SETTING = "GOVPORTAL_RECORD_SOURCES"
SECONDS = 60
LARGEST = 50 * 1024 * 1024

Row = dict[str, Any]


class UnreadableSourceError(Exception):
    """A source gives nothing that can be read; the message says why, in the reader's language."""


class RecordSource(Protocol):
    """Anything that yields rows: one record each, its values by the names of their columns."""

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield each row with its number, counted as the source's reader would.

        Raises:
            UnreadableSourceError: nothing can be read.
        """


@dataclass(frozen=True)
class FileSource:
    """A CSV file with a line of headings, or a JSON file with a list of objects."""

    path: Path

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the lines of the file."""
        try:
            data = self.path.read_bytes()
        except OSError as error:
            message = _("The file %(name)s cannot be read: %(reason)s")
            names = {"name": self.path.name, "reason": error.strerror}
            raise UnreadableSourceError(message % names) from error
        yield from read_rows(data, self.path.name)


@dataclass(frozen=True)
class WebSource:
    """An address that answers with CSV or JSON, as ``GOVPORTAL_RECORD_SOURCES`` describes it."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    """The names of our fields by the names that the source gives them."""
    within: str = ""
    """Where in a JSON answer the list is: ``data.items``."""

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield what the address answers with, under our names."""
        for line, row in read_rows(self._fetch(), self.url, self.within):
            yield line, {self.columns.get(name, name): value for name, value in row.items()}

    def _fetch(self) -> bytes:
        if not self.url.startswith(("https://", "http://")):
            raise UnreadableSourceError(
                _("The address %(url)s is not a web address.") % {"url": self.url}
            )
        request = urllib.request.Request(self.url, headers=self.headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                data: bytes = answer.read(LARGEST + 1)
        except OSError as error:
            if isinstance(error, HTTPError):
                error.close()
            message = _("%(url)s does not answer: %(reason)s. Try again later.")
            names = {"url": self.url, "reason": error}
            raise UnreadableSourceError(message % names) from error
        if len(data) > LARGEST:
            raise UnreadableSourceError(_("%(url)s answers with too much.") % {"url": self.url})
        return data


def source_named(name: str) -> RecordSource:
    """Return the source that the settings describe under *name*, else the file of that name."""
    configured = getattr(settings, SETTING, {}).get(name)
    return WebSource(**configured) if configured else FileSource(Path(name))


def read_rows(data: bytes, name: str, within: str = "") -> Iterator[tuple[int, Row]]:
    """Yield the rows of *data*, CSV or JSON by its first sign, in NFC.

    Raises:
        UnreadableSourceError: it is neither, or not in UTF-8.
    """
    try:
        text = normalise(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = _("%(name)s is not in UTF-8. Save it as UTF-8 and try again.")
        raise UnreadableSourceError(message % {"name": name}) from error
    if text.lstrip()[:1] in ("[", "{"):
        yield from _json_rows(text, name, within)
    else:
        yield from _csv_rows(text)


def _csv_rows(text: str) -> Iterator[tuple[int, Row]]:
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    for row in reader:
        yield reader.line_num, {name: value or "" for name, value in row.items() if name}


def _json_rows(text: str, name: str, within: str) -> Iterator[tuple[int, Row]]:
    message = _("%(name)s holds no list of records in JSON.") % {"name": name}
    try:
        found = json.loads(text)
        for step in filter(None, within.split(".")):
            found = found[step]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableSourceError(message) from error
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise UnreadableSourceError(message)
    yield from enumerate(found, start=1)
