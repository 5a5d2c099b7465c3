"""The printed rows of one PDF page: words put together by where they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_SPACES = frozenset({0x09, 0x20, 0xA0, 0x3000, *range(0x2000, 0x200B)})
_BREAKS = frozenset({0, 0x0A, 0x0D})
_LINE_HYPHENS = frozenset({0x02, 0xFFFE})
"""What pdfium makes of a hyphen at the end of a line."""
_TOUCHING = 0.08
_WORD_GAP = 0.3
_COLUMN_GAP = 1.5
"""Gaps within words, between words and between columns, in heights of a line."""
_SAMPLED = 7
_FEW_CHARACTERS = 100


@dataclass(slots=True)
class Word:
    """Letters that touch, with their place in points; y grows upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """Words on one height; `first` is the width of the first one. Columns are parted widely."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    first: float
    page: int
    columns: int

    @property
    def height(self) -> float:
        """The height of the row in points."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The rows of a page from top to bottom; a scan is a page that only shows an image."""

    rows: tuple[PrintedRow, ...]
    width: float
    is_scan: bool
    share_unmapped: float


def printed_page(document: Any, index: int) -> PrintedPage:
    """Read the page of a pdfium document; nothing of it stays open."""
    page = document[index]
    text = page.get_textpage()
    try:
        words = [_turned(word, page) for word in _words(text.raw, text.count_chars())]
        letters = sum(len(word.text) for word in words)
        return PrintedPage(
            rows=tuple(_row(row, index) for row in _by_height(words)),
            width=page.get_width(),
            is_scan=letters < _FEW_CHARACTERS and _shows_image(page, letters),
            share_unmapped=_share_unmapped(text.raw, text.count_chars()),
        )
    finally:
        text.close()
        page.close()


def _words(text: Any, count: int) -> list[Word]:
    box = pdfium.FS_RECTF()
    words: list[Word] = []
    is_open = False
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _SPACES or code in _BREAKS:
            is_open = False
            continue
        letter = "-" if code in _LINE_HYPHENS else chr(code)
        pdfium.FPDFText_GetLooseCharBox(text, index, byref(box))
        if words and unicodedata.combining(letter):
            _accented(words[-1], letter, box)
        elif is_open and _goes_on(words[-1], box):
            words[-1].text += letter
            words[-1].right = max(words[-1].right, box.right)
        else:
            words.append(Word(letter, box.left, box.right, box.bottom, box.top))
            is_open = True
    return words


def _accented(word: Word, mark: str, box: Any) -> None:
    word.text += mark
    # Drawn from another font than its letter, a mark may be said to stand anywhere.
    if abs(box.left - word.right) < word.top - word.bottom:
        word.right = max(word.right, box.right)


def _goes_on(word: Word, box: Any) -> bool:
    height = word.top - word.bottom
    is_level = abs(box.bottom - word.bottom) < 0.5 * height
    return bool(is_level and -height < box.left - word.right < _WORD_GAP * height)


def _turned(word: Word, page: Any) -> Word:
    """The word where the reader sees it, on a page that is shown turned."""
    rotation = page.get_rotation()
    if rotation == 90:
        return Word(word.text, word.bottom, word.top, -word.right, -word.left)
    if rotation == 180:
        return Word(word.text, -word.right, -word.left, -word.top, -word.bottom)
    if rotation == 270:
        return Word(word.text, -word.top, -word.bottom, word.left, word.right)
    return word


def _by_height(words: Iterable[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: -(word.bottom + word.top)):
        if row and not _is_level(row[0], word):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _is_level(first: Word, word: Word) -> bool:
    middle = (word.bottom + word.top) / 2
    return first.bottom < middle < first.top


def _row(words: list[Word], page: int) -> PrintedRow:
    words.sort(key=lambda word: word.left)
    top, bottom = max(word.top for word in words), min(word.bottom for word in words)
    gaps = _gaps(words, top - bottom)
    return PrintedRow(
        text="".join(gap + word.text for gap, word in zip(("", *gaps), words, strict=True)),
        left=words[0].left,
        right=max(word.right for word in words),
        bottom=bottom,
        top=top,
        first=words[0].right - words[0].left,
        page=page,
        columns=1 + sum(len(gap) > 1 for gap in gaps),
    )


def _gaps(words: Sequence[Word], height: float) -> list[str]:
    return [
        _gap((following.left - word.right) / max(height, 1.0))
        for word, following in pairwise(words)
    ]


def _gap(heights: float) -> str:
    if -_WORD_GAP < heights < _TOUCHING:
        return ""
    return "   " if heights > _COLUMN_GAP else " "


def _shows_image(page: Any, letters: int) -> bool:
    images = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
    if letters < 10:
        return bool(images)
    return any(_covers(image, page.get_width() * page.get_height()) for image in images)


def _covers(image: Any, area: float) -> bool:
    try:
        left, bottom, right, top = image.get_bounds()
    except pypdfium2.PdfiumError:
        return False
    return bool((right - left) * (top - bottom) > 0.5 * area)


def _share_unmapped(text: Any, count: int) -> float:
    sampled = range(0, count, _SAMPLED)
    wrong = sum(pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 for index in sampled)
    return wrong / len(sampled) if sampled else 0.0
