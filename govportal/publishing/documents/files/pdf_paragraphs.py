"""Join the printed rows of a PDF file to paragraphs, by indents, gaps and full lines.

A row that had room for the next word was ended on purpose; a full one goes on, unless indents or
gaps tell otherwise. What stays in doubt is left as it is printed, for the words to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from govportal.publishing.regulations.furniture import Row
from govportal.publishing.regulations.layout import joined
from govportal.publishing.regulations.lines import row_of
from govportal.publishing.regulations.markers import (
    ARTICLE,
    CLAUSE,
    GROUND,
    ITEM,
    POINT,
    annex_heading,
    division_heading,
    ends_sentence,
    is_capitals,
    opens_signature,
    starts_lower,
)

from .pdf_page import PrintedPage, PrintedRow

_TOLERANCE = 0.4
"""How far lines that start at the same place may be apart, in heights of a line."""
_WIDER_GAP = 0.3
_SHARE_INDENTED = 0.15
"""Of the full lines, so many at least are the first of their paragraph where these are indented."""
_FEW_ROWS = 60
_RAGGED = 0.04
_LEFT_MARGIN, _RIGHT_MARGIN = 0.17, 0.095
"""Shares of the page's width; Decree 30/2020/NĐ-CP, annex I: 30 to 35 mm and 15 to 20 of 210."""
BLANK_GAP = 0.8
"""Rows so many heights apart have a blank line between them."""
_NOTE = re.compile(r"\([0-9]{1,3}\)\.?\s")
_DATED = re.compile(r"[^,]{1,60}, ngày .{1,4} tháng .{1,4} năm .{2,6}")
_STATE = re.compile(r"\s*CỘNG HÒA XÃ HỘI CHỦ NGHĨA")
_LABELS = (ARTICLE, CLAUSE, POINT, ITEM, GROUND)
Kept = tuple[Row, PrintedRow]


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of pages of one width begins and ends, in points."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file is set: its margins by page, the usual gap of lines, where first lines start."""

    margins: dict[int, Margins]
    gap: float
    indent: float | None


def paragraphs(kept: Sequence[Kept], pages: Sequence[PrintedPage]) -> list[Row]:
    """The rows with those joined that surely belong together; `opens` tells a sure beginning."""
    habits = _habits(kept, pages)
    groups: list[list[Row]] = []
    previous: PrintedRow | None = None
    for row, printed in kept:
        bond = _bond(previous, printed, len(groups[-1]) == 1, habits) if previous else None
        if bond:
            groups[-1].append(row)
        else:
            if previous and _has_blank(previous, printed):
                groups.append([row_of("")])
            groups.append([replace(row, opens=bond is False)])
        previous = printed
    return [_whole(group) for group in groups]


def _whole(group: Sequence[Row]) -> Row:
    if len(group) == 1:
        return group[0]
    whole = row_of(joined([row.text for row in group]), group[0].opens_page, group[-1].closes_page)
    return replace(whole, opens=group[0].opens)


def _bond(before: PrintedRow, row: PrintedRow, is_first: bool, habits: Habits) -> bool | None:
    """True where a row goes on the paragraph, False where it surely opens one, else None."""
    margins = habits.margins[before.page]
    if before.columns > 1 or row.columns > 1:
        goes_on = row.columns == 1 and starts_lower(row.text)
        return True if goes_on and not _fits(before, row, margins) else None
    if _is_centred(before, margins) or _is_centred(row, habits.margins[row.page]):
        return True if _breaks_centred(before, row, margins) else None
    if _fits(before, row, margins) or _is_apart(before, row, habits):
        return False
    if _DATED.fullmatch(before.text.strip()) or _STATE.match(row.text):
        return False  # the head of a document is set in columns, with other text right below
    if row.first > (margins.right - margins.left) / 2:
        return None  # so long a word, such as a link, fits on no line that is begun
    return _bond_by_indent(before, row, is_first, habits)


def _bond_by_indent(
    before: PrintedRow, row: PrintedRow, is_first: bool, habits: Habits
) -> bool | None:
    shift = row.left - before.left
    tolerance = _TOLERANCE * row.height
    if habits.indent is not None:
        if abs(row.left - habits.indent) < tolerance and (is_first or shift > tolerance):
            return False
        if abs(row.left - habits.margins[row.page].left) < tolerance and shift < tolerance:
            return True
    if shift > tolerance:
        return is_first and is_labelled(before.text) and not is_labelled(row.text)
    if shift < -tolerance:
        return True if is_first or not is_labelled(row.text) else None
    in_doubt = ends_sentence(before.text) and is_labelled(row.text)
    return None if in_doubt or _NOTE.match(row.text) else True


def is_labelled(text: str) -> bool:
    """Whether a line starts like an article, a clause, a heading or a signature."""
    if any(shape.match(text) for shape in _LABELS) or opens_signature(text) or is_capitals(text):
        return True
    return division_heading(text) is not None or annex_heading(text) is not None


def _fits(before: PrintedRow, row: PrintedRow, margins: Margins) -> bool:
    return before.right + 0.2 * row.height + row.first <= margins.right + 0.5


def _is_apart(before: PrintedRow, row: PrintedRow, habits: Habits) -> bool:
    goes_on = starts_lower(row.text) and not is_labelled(row.text)
    wider = BLANK_GAP if goes_on else _WIDER_GAP
    return before.page == row.page and _gap(before, row) > habits.gap + wider


def _has_blank(before: PrintedRow, row: PrintedRow) -> bool:
    return before.page == row.page and _gap(before, row) > BLANK_GAP


def _gap(before: PrintedRow, row: PrintedRow) -> float:
    return (before.bottom - row.top) / max(row.height, 1.0)


def _is_centred(row: PrintedRow, margins: Margins) -> bool:
    left, right = row.left - margins.left, margins.right - row.right
    return min(left, right) > 2 * row.height and abs(left - right) < row.height


def _breaks_centred(before: PrintedRow, row: PrintedRow, margins: Margins) -> bool:
    width = before.right - before.left + 0.2 * row.height + row.first
    return width > margins.right - margins.left and starts_lower(row.text)


def _habits(kept: Sequence[Kept], pages: Sequence[PrintedPage]) -> Habits:
    margins = _margins(kept, pages)
    full = [
        (before, row)
        for (_, before), (_, row) in pairwise(kept)
        if before.columns == row.columns == 1 and not _fits(before, row, margins[before.page])
    ]
    gaps = [_gap(*pair) for pair in full if pair[0].page == pair[1].page]
    starts = [before.left for before, row in full if _is_first_line(before, row, margins)]
    indents = len(starts) > _SHARE_INDENTED * len(full)
    return Habits(margins, _smaller(gaps), median(starts) if indents else None)


def _smaller(gaps: Sequence[float]) -> float:
    """The gap within paragraphs: there are greater ones where paragraphs end in full lines."""
    return sorted(gaps)[len(gaps) // 5] if gaps else 0.0


def _is_first_line(before: PrintedRow, row: PrintedRow, margins: dict[int, Margins]) -> bool:
    is_outdent = before.left - row.left > _TOLERANCE * row.height
    return is_outdent and abs(row.left - margins[row.page].left) < _TOLERANCE * row.height


def _margins(kept: Sequence[Kept], pages: Sequence[PrintedPage]) -> dict[int, Margins]:
    widths = {index: round(page.width) for index, page in enumerate(pages)}
    found = {
        width: _margin_of(list(_of_width(kept, widths, width)), width)
        for width in {*widths.values()}
    }
    return {index: found[width] for index, width in widths.items()}


def _of_width(kept: Sequence[Kept], widths: dict[int, int], width: int) -> Iterator[PrintedRow]:
    return (row for _, row in kept if widths[row.page] == width)


def _margin_of(rows: Sequence[PrintedRow], width: int) -> Margins:
    if not rows:
        return Margins(0.0, 0.0)
    # A few rows may stick out; text that is set flush has many at the very edge.
    few, several = len(rows) // 100, len(rows) // 100 + (2 if len(rows) > _FEW_ROWS else 0)
    lefts, rights = sorted(row.left for row in rows), sorted(row.right for row in rows)
    left, right = lefts[few], rights[-1 - several]
    if sum(edge > right - _RAGGED * width for edge in rights) < max(4, len(rows) // 10):
        # Short lines only do not show where the margin is: it is where the decree wants it.
        right = max(right, (1 - _RIGHT_MARGIN) * width)
    return Margins(min(left, _LEFT_MARGIN * width), right)
