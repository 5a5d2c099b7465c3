"""Read a legal document from the text layer of a PDF file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from threading import Lock
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from govportal.publishing.regulations import ReadingWarning
from govportal.publishing.regulations.furniture import Row, kept_rows
from govportal.publishing.regulations.layout import with_sure_openings
from govportal.publishing.regulations.lines import lines_of, row_of
from govportal.publishing.regulations.reader import read_lines

from .content import Content, Options, in_unicode
from .pdf_page import PrintedPage, PrintedRow, printed_page
from .pdf_paragraphs import BLANK_GAP, paragraphs
from .unreadable import UnreadableFile

_MOST_UNMAPPED = 0.3
_LINKS = ("http://", "https://")
ONE_AT_A_TIME = Lock()
"""pdfium must not be called by two threads."""


def read_pdf(data: bytes, options: Options) -> Content:
    """The document in a PDF file.

    Raises:
        LegacyEncoding: its text is in a legacy encoding and may not be converted.
        UnreadableFile: it is locked, damaged, too long, a scan or has unreadable fonts.
    """
    with ONE_AT_A_TIME:
        pages = _pages(data, options)
    _refuse_without_text(pages)
    printed = _with_links_closed([row for page in pages for row in page.rows])
    found = in_unicode([row.text for row in printed], (), options)
    printed = [replace(row, text=text) for row, text in zip(printed, found.paragraphs, strict=True)]
    rows = _joined(printed, pages)
    parsed = read_lines(with_sure_openings(lines_of(rows)))
    return Content(parsed, (*found.notices, *_scanned(pages)), found.converted_from)


def _pages(data: bytes, options: Options) -> list[PrintedPage]:
    document = opened_pdf(data)
    try:
        count = len(document)
        if count > options.most_pages:
            raise UnreadableFile("too_many_pages", pages=count, limit=options.most_pages)
        return [printed_page(document, index) for index in range(count)]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("broken_pdf") from error
    finally:
        document.close()


def opened_pdf(data: bytes) -> Any:
    """Return the document of pypdfium2; whoever calls holds the lock and closes it.

    Raises:
        UnreadableFile: it is locked or damaged.
    """
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise UnreadableFile("pdf_locked" if is_locked else "broken_pdf") from error


def _refuse_without_text(pages: Sequence[PrintedPage]) -> None:
    scans = sum(page.is_scan for page in pages)
    readable = [page for page in pages if page.rows and not page.is_scan]
    if not readable:
        raise UnreadableFile("scan", pages=scans) if scans else UnreadableFile("no_text")
    if sum(page.share_unmapped for page in readable) > _MOST_UNMAPPED * len(readable):
        raise UnreadableFile("fonts_unmapped")


def _with_links_closed(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The rows with a link that stands alone on several of them put together again."""
    kept: list[PrintedRow] = []
    for row in rows:
        if kept and _goes_on_link(kept[-1], row):
            kept[-1] = replace(kept[-1], text=kept[-1].text + row.text, bottom=row.bottom)
        else:
            kept.append(row)
    return kept


def _goes_on_link(before: PrintedRow, row: PrintedRow) -> bool:
    is_link = before.text.startswith(_LINKS) and not row.text.startswith(_LINKS)
    is_one_word = " " not in before.text + row.text and row.text.isascii()
    return before.page == row.page and is_link and is_one_word


def _scanned(pages: Sequence[PrintedPage]) -> Iterator[ReadingWarning]:
    scans = [str(number) for number, page in enumerate(pages, start=1) if page.is_scan]
    if scans:
        yield ReadingWarning("pages_scanned", {"pages": ", ".join(scans)})


def _joined(printed: Sequence[PrintedRow], pages: Sequence[PrintedPage]) -> list[Row]:
    places = list(_with_blanks(printed))
    kept = kept_rows([row for row, _ in places])
    worded = [
        (row, at) for row, (_, at) in zip(kept, places, strict=True) if row.text and at is not None
    ]
    return paragraphs(worded, pages)


def _with_blanks(printed: Sequence[PrintedRow]) -> Iterator[tuple[Row, PrintedRow | None]]:
    for _, group in groupby(printed, key=lambda row: row.page):
        page = list(group)
        for place, row in enumerate(page):
            if place and page[place - 1].bottom - row.top > BLANK_GAP * row.height:
                yield row_of(""), None
            yield row_of(row.text, place == 0, place == len(page) - 1), row
