"""Figures in tables that offices publish: read as they are written, shown as readers write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils import numberformat
from django.utils.formats import get_format

MOST_DIGITS = 20
"""Signs of a figure; what is longer is a code, not a quantity."""

PLAIN = re.compile(r"\d+")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
DECIMAL = re.compile(r"\d+[.,]\d+")
BOTH = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})+(?!\1)[.,]\d+")
SPACES = re.compile(r"[\s\u00a0\u202f]")
LEADING_ZERO = re.compile(r"0\d+")
NAMES_CODES = re.compile(r"\b(mã(?! lực)|code)\b", re.IGNORECASE)
YEAR = re.compile(r"19\d\d|20\d\d|2100")
SIGNS = "-\u2212\u2013"
GAPS = frozenset({"", "-", "\u2013", "\u2014", "\u2212", "...", "\u2026"})
"""What stands where a figure is missing."""


def written(number: Decimal, *, is_grouped: bool = True) -> str:
    """Write *number* as the reader's language does: ``1.234.567,5``, ``1,234,567.5``."""
    return numberformat.format(
        f"{number:f}",
        get_format("DECIMAL_SEPARATOR"),
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR") if is_grouped else "",
        force_grouping=is_grouped,
    )


def grouped(count: int) -> str:
    """Write a whole number as the reader's language does: ``1.234``, ``1,234``."""
    return written(Decimal(count))


def written_column(heading: str, texts: Sequence[str]) -> list[str]:
    """Return the column *texts* with its figures as the reader's language writes them.

    Nothing for years, codes and columns that hold anything else than figures.
    """
    if are_years(texts) or are_codes(heading, texts):
        return []
    places = [place for place, text in enumerate(texts) if text not in GAPS]
    signs = [texts[place][0] if texts[place][0] in SIGNS else "" for place in places]
    bare = [texts[place].removeprefix(sign) for place, sign in zip(places, signs, strict=True)]
    figures = figures_of(bare)
    shown = list(texts)
    # Where one is no figure there are none.
    for place, sign, figure in zip(places, signs, figures, strict=False):
        shown[place] = sign + written(figure)
    return shown if figures else []


def are_years(texts: Sequence[str]) -> bool:
    """Return whether all of *texts* that are filled are years."""
    filled = [text for text in texts if text not in GAPS]
    return all(map(YEAR.fullmatch, filled))


def are_codes(heading: str, texts: Sequence[str]) -> bool:
    """Return whether the column holds codes: its *heading* says so, or one begins with zero."""
    return bool(NAMES_CODES.search(heading)) or any(map(LEADING_ZERO.fullmatch, texts))


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
