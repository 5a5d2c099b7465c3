"""Read a legal document from a file, whatever its format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Literal

from govportal.publishing.documents import akoma_ntoso
from govportal.publishing.regulations import ParsedRegulation, ReadingWarning, read_regulation
from govportal.publishing.regulations.files import decoded

Kind = Literal["text", "docx", "pdf", "akn"]


@dataclass(frozen=True)
class ReadFile:
    """A document read from a file, and what to know about the reading.

    `checksum` is the SHA-256 of the bytes in hexadecimal; `notices` tell about the file, the
    warnings of `parsed` about the document; `converted_from` is ``TCVN3`` or ``VNI`` where the
    text was converted to Unicode.
    """

    parsed: ParsedRegulation
    kind: Kind
    checksum: str
    notices: tuple[ReadingWarning, ...] = ()
    converted_from: str = ""


@dataclass(frozen=True)
class Content:
    """What a reader of one format found."""

    parsed: ParsedRegulation
    notices: tuple[ReadingWarning, ...] = ()
    converted_from: str = ""


@dataclass(frozen=True)
class Reader:
    """How files of one format are told, by their first bytes, and read."""

    kind: Kind
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, bool], Content]


def _read_text(data: bytes, convert: bool) -> Content:
    return Content(read_regulation(decoded(data)))


def _read_akoma_ntoso(data: bytes, convert: bool) -> Content:
    return Content(akoma_ntoso.read(data))


READERS: tuple[Reader, ...] = (
    Reader("akn", akoma_ntoso.is_akoma_ntoso, _read_akoma_ntoso),
    Reader("text", lambda data: True, _read_text),
)
"""The first that recognises a file reads it; text comes last."""


def read_file(source: str | PathLike[str] | bytes, name: str, *, convert: bool = False) -> ReadFile:
    """The document in the file *source*, a path or the bytes themselves.

    The format is told by the content; *name* is for messages only. With *convert*, text in a
    legacy encoding is converted to Unicode.

    Raises:
        LegacyEncoding: the text is in a legacy encoding and *convert* is false.
        UnreadableFile: the file is broken, locked or no document.
        OSError: the file cannot be opened.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    reader = next(reader for reader in READERS if reader.recognises(data))
    found = reader.read(data, convert)
    checksum = hashlib.sha256(data).hexdigest()
    return ReadFile(found.parsed, reader.kind, checksum, found.notices, found.converted_from)
