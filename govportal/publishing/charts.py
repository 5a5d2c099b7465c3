"""Bar charts drawn from tables on the server: shapes and words, no script and no inline style.

A chart stands before its table and never in its place: the table is the equivalent for whoever
does not see the chart, and holds every row and figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from govportal.publishing.figures import are_codes, are_years, figures_of, written

MOST_BARS = 12
WIDTH = 320
"""Units of the drawing; on a phone one is about a pixel, so its letters stay legible."""
ROW_HEIGHT = 42
BAR_HEIGHT = 14
BAR_TOP = 22
TEXT_BASE = 16
MOST_LETTERS = 40
"""Letters of a label and its figure that fit on one line of the drawing."""


@dataclass(frozen=True)
class Bar:
    """One row of the table, placed in the drawing."""

    label: str
    figure: Decimal
    y: int
    length: int
    is_year: bool = False

    @property
    def written(self) -> str:
        """The figure as the reader's language writes it."""
        return written(self.figure, is_grouped=not self.is_year)

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
        texts = [row[column] for row in rows]
        figures = figures_of(texts[:MOST_BARS])
        if figures and max(figures) and not are_codes(headings[column], texts):
            labels = [row[0] for row in drawn]
            bars = list(_bars(labels, figures, are_years=are_years(texts)))
            return BarChart(headings[0], headings[column], bars, len(rows) > len(drawn))
    return None


def _bars(labels: Sequence[str], figures: Sequence[Decimal], *, are_years: bool) -> Iterator[Bar]:
    greatest = max(figures)
    for index, (label, figure) in enumerate(zip(labels, figures, strict=True)):
        short = _shortened(label, MOST_LETTERS - len(f"{figure:,}"))
        yield Bar(short, figure, index * ROW_HEIGHT, round(WIDTH * figure / greatest), are_years)


def _shortened(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
