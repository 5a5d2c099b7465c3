"""The words of a Word or PDF file without its structure, for a search."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .content import Options, in_unicode
from .first_bytes import OLE, PDF, ZIP, refused_ole
from .unreadable import UnreadableFile

_BROKEN_LINE = re.compile("[\x02\ufffe]\\s*")
"""What pdfium makes of a hyphen at the end of a line."""


@dataclass(frozen=True)
class Bounds:
    """How much of a file is read; *seconds* are looked at after each page or paragraph."""

    pages: int = 500
    characters: int = 400_000
    seconds: float = 20
    keeps_part: bool = True


def plain_text(data: bytes, bounds: Bounds) -> str:
    """Return the text of a Word or PDF file in one line, as far as *bounds* reach.

    The format is told by the content. Text in a legacy encoding is converted to Unicode.

    Raises:
        TimeoutError: the time is over, and a part of the text is not wanted.
        UnreadableFile: the file is broken, locked, of another format or holds no text.
    """
    if data.startswith(OLE):
        raise refused_ole(data)
    found, encodings = _word(data, bounds) if data.startswith(ZIP) else (_pdf(data, bounds), ())
    paragraphs = in_unicode(found, encodings, Options(convert=True)).paragraphs
    text = " ".join("".join(map(_shown, " ".join(paragraphs).replace("\xad", ""))).split())
    if not text:
        raise UnreadableFile("no_text")
    return text[: bounds.characters].strip()


def _word(data: bytes, bounds: Bounds) -> tuple[list[str], Iterable[str]]:
    # Few workers read files, and python-docx and pdfium take memory of each that has them.
    from .word_container import open_word  # noqa: PLC0415
    from .word_reading import word_text  # noqa: PLC0415

    document = open_word(data)
    walk = word_text(document)
    return _taken(walk.paragraphs(document.element.body), bounds), walk.seen.encodings


def _pdf(data: bytes, bounds: Bounds) -> list[str]:
    if PDF not in data[:1024]:
        raise UnreadableFile("no_text")
    import pypdfium2  # noqa: PLC0415

    from .pdf_reading import ONE_AT_A_TIME, opened_pdf  # noqa: PLC0415

    with ONE_AT_A_TIME:
        document = opened_pdf(data)
        try:
            count = min(len(document), bounds.pages)
            return _taken((_page_text(document, number) for number in range(count)), bounds)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile("broken_pdf") from error
        finally:
            document.close()


def _page_text(document: Any, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        return _BROKEN_LINE.sub("", text_page.get_text_bounded())
    finally:
        text_page.close()
        page.close()


def _taken(parts: Iterable[str], bounds: Bounds) -> list[str]:
    """Return the first of *parts*, until enough is read or the time is over."""
    until = time.monotonic() + bounds.seconds
    found: list[str] = []
    length = 0
    for part in parts:
        found.append(part)
        length += len(part)
        if length >= bounds.characters:
            break
        if time.monotonic() > until:
            if not bounds.keeps_part:
                raise TimeoutError
            break
    return found


def _shown(char: str) -> str:
    """Return *char*, a blank for what no text shows and no database takes."""
    return char if char.isprintable() else " "
