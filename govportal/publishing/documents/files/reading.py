"""Read a legal document from a file, whatever its format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Literal

from govportal.publishing.documents import akoma_ntoso
from govportal.publishing.regulations import ParsedRegulation, ReadingWarning

from .content import MOST_PAGES, Content, Options
from .first_bytes import OLE, PDF, ZIP, refused_ole
from .text_reading import read_text

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
class Reader:
    """How files of one format are told, by their first bytes, and read."""

    kind: Kind
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, Options], Content]


def _read_word(data: bytes, options: Options) -> Content:
    from .word_reading import read_word  # noqa: PLC0415 – python-docx takes memory of each worker

    return read_word(data, options)


def _read_pdf(data: bytes, options: Options) -> Content:
    from .pdf_reading import read_pdf  # noqa: PLC0415 – and so does pdfium

    return read_pdf(data, options)


def _refuse_ole(data: bytes, options: Options) -> Content:
    raise refused_ole(data)


def _read_akoma_ntoso(data: bytes, options: Options) -> Content:
    return Content(akoma_ntoso.read(data))


READERS: tuple[Reader, ...] = (
    Reader("docx", lambda data: data.startswith(ZIP), _read_word),
    Reader("docx", lambda data: data.startswith(OLE), _refuse_ole),
    Reader("pdf", lambda data: PDF in data[:1024], _read_pdf),
    Reader("akn", akoma_ntoso.is_akoma_ntoso, _read_akoma_ntoso),
    Reader("text", lambda data: True, read_text),
)
"""The first that recognises a file reads it; text comes last."""


def read_file(
    source: str | PathLike[str] | bytes,
    name: str,
    *,
    convert: bool = False,
    most_pages: int = MOST_PAGES,
) -> ReadFile:
    """The document in the file *source*, a path or the bytes themselves.

    The format is told by the content, whatever the *name* says. With *convert*, text in a legacy
    encoding is converted to Unicode. A PDF file with more than *most_pages* pages is refused.

    Raises:
        LegacyEncoding: the text is in a legacy encoding and *convert* is false.
        UnreadableFile: the file is broken, locked or no document.
        OSError: the file cannot be opened.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    reader = next(reader for reader in READERS if reader.recognises(data))
    found = reader.read(data, Options(convert, most_pages))
    checksum = hashlib.sha256(data).hexdigest()
    return ReadFile(found.parsed, reader.kind, checksum, found.notices, found.converted_from)
