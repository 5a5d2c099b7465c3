"""Bar charts drawn from tables on the server: shapes and words, no script and no inline style.

A chart stands before its table and never in its place: the table is the equivalent for whoever
does not see the chart, and holds every row and figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

MOST_BARS = 12
WIDTH = 320
"""Units of the drawing; on a phone one is about a pixel, so its letters stay legible."""
ROW_HEIGHT = 42
BAR_HEIGHT = 14
BAR_TOP = 22
TEXT_BASE = 16
MOST_LETTERS = 40
"""Letters of a label and its figure that fit on one line of the drawing."""
MOST_DIGITS = 20
"""Signs of a figure; what is longer is a code, not a quantity."""

PLAIN = re.compile(r"\d+")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
DECIMAL = re.compile(r"\d+[.,]\d+")
BOTH = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})+(?!\1)[.,]\d+")
SPACES = re.compile(r"[\s\u00a0\u202f]")


@dataclass(frozen=True)
class Bar:
    """One row of the table, placed in the drawing."""

    label: str
    figure: Decimal
    y: int
    length: int

    @property
    def text_y(self) -> int:
        """The line on which the words stand."""
        return self.y + TEXT_BASE

    @property
    def bar_y(self) -> int:
        """The upper edge of the bar."""
        return self.y + BAR_TOP


@dataclass(frozen=True)
class BarChart:
    """The first numeric column of a table as horizontal bars that begin at zero."""

    label_heading: str
    heading: str
    bars: list[Bar]
    is_cut: bool
    """Whether the table has more rows than bars are drawn."""

    width = WIDTH
    bar_height = BAR_HEIGHT

    @property
    def height(self) -> int:
        """The height of the drawing in its own units."""
        return len(self.bars) * ROW_HEIGHT


def bar_chart(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> BarChart | None:
    """Return the chart of a table whose first column names its rows.

    None where no column holds figures in every row, all of them zero or more: a chart with gaps,
    or one that hides a sign, would say something else than the table.
    """
    drawn = rows[:MOST_BARS]
    for column in range(1, len(headings)):
        texts = [row[column] for row in drawn]
        figures = figures_of(texts)
        if figures and max(figures):
            labels = [row[0] for row in drawn]
            bars = list(_bars(labels, figures))
            return BarChart(headings[0], headings[column], bars, len(rows) > len(drawn))
    return None


def figures_of(texts: Sequence[str]) -> list[Decimal]:
    """Return the numbers that *texts* stand for, nothing where one of them is no number.

    A mark before three digits groups them, as in 1.200 and 1,200, unless another number of the
    column shows that it stands before decimals.
    """
    bare = [SPACES.sub("", text) for text in texts]
    mark = _decimal_mark(bare)
    found = [_figure(text, mark) if len(text) <= MOST_DIGITS else None for text in bare]
    return [] if None in found else [figure for figure in found if figure is not None]


def _decimal_mark(texts: Sequence[str]) -> str:
    """Return the mark that stands before decimals in the column, none where all are whole."""
    for text in texts:
        is_decimal = DECIMAL.fullmatch(text) and not GROUPED.fullmatch(text)
        if is_decimal or BOTH.fullmatch(text):
            return max(".,", key=text.rfind)
    return ""


def _figure(text: str, decimal_mark: str) -> Decimal | None:
    other = {".": ",", ",": "."}.get(decimal_mark, "")
    if PLAIN.fullmatch(text):
        return Decimal(text)
    if decimal_mark and DECIMAL.fullmatch(text) and decimal_mark in text:
        return Decimal(text.replace(decimal_mark, "."))
    if BOTH.fullmatch(text) and text.rfind(decimal_mark) > text.rfind(other):
        return Decimal(text.replace(other, "").replace(decimal_mark, "."))
    grouped = GROUPED.fullmatch(text)
    if grouped and grouped[1] != decimal_mark:
        return Decimal(text.replace(grouped[1], ""))
    return None


def _bars(labels: Sequence[str], figures: Sequence[Decimal]) -> Iterator[Bar]:
    greatest = max(figures)
    for index, (label, figure) in enumerate(zip(labels, figures, strict=True)):
        short = _shortened(label, MOST_LETTERS - len(f"{figure:,}"))
        yield Bar(short, figure, index * ROW_HEIGHT, round(WIDTH * figure / greatest))


def _shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
