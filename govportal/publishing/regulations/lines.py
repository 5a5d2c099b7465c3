"""Clean the lines of a text: no page furniture, no Markdown, single spaces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .characters import normalise
from .furniture import Row, kept_rows

_MARKS = re.compile(r"[*#<>\\]")
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
_QUOTE = re.compile(r">\s+(?=\S)")
_LINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_ESCAPED_NUMBER = re.compile(r"([0-9]{1,3})\\\.")
_COLUMNS = re.compile(r"\s{3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words on it; `cells` are its columns where wide gaps were printed.

    It `opens` a paragraph where the file itself tells so, not only the words.
    """

    text: str
    cells: tuple[str, ...]
    after_blank: bool
    width: int
    opens: bool = False

    def below_label(self, text: str) -> "Line":
        """The line with only the words after its label, as wide as it was printed."""
        return replace(self, text=text)


def clean_lines(text: str) -> list[Line]:
    """The lines of a text that belong to the document."""
    return lines_of(kept_rows(list(_rows(normalise(text)))))


def lines_of(rows: Iterable[Row]) -> list[Line]:
    """The lines that have words."""
    return list(_lines(rows))


def row_of(raw: str, opens_page: bool = False, closes_page: bool = False) -> Row:
    """A printed line, wide gaps parting its cells."""
    cells = _cells(raw)
    return Row(raw, " ".join(cells), cells, opens_page, closes_page)


def _rows(text: str) -> Iterator[Row]:
    for page in text.split("\f"):
        printed = page.strip().split("\n")
        for index, raw in enumerate(printed):
            yield row_of(raw, index == 0, index == len(printed) - 1)


def _lines(rows: Iterable[Row]) -> Iterator[Line]:
    after_blank = False
    for row in rows:
        if row.text:
            yield Line(row.text, row.cells, after_blank, len(row.text), row.opens)
        after_blank = not row.text


def _cells(raw: str) -> tuple[str, ...]:
    stripped = _without_markdown(raw.strip())
    cells = (" ".join(cell.split()) for cell in _COLUMNS.split(stripped))
    return tuple(cell for cell in cells if cell)


def _without_markdown(text: str) -> str:
    if not _MARKS.search(text):
        return text
    opened = _HASHES.sub("", _QUOTE.sub("", text, count=1), count=1).replace("**", "")
    linked = _ESCAPED_NUMBER.sub(r"\1.", _LINK.sub(r"\1", opened), count=1)
    return _without_emphasis(linked.strip())


def _without_emphasis(text: str) -> str:
    if text.startswith("*") and text[1:2].isalpha():
        text = text[1:]
    if text.endswith("*") and not text.endswith((" *", "(*")):
        text = text[:-1]
    return text
