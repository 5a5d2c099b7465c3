"""Shows the beginning of a file that holds a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

from django.utils.formats import number_format

from govportal.publishing.figures import written_column
from govportal.publishing.records.table_files import (
    SPREADSHEET_ERRORS,
    NoTableError,
    unpacked,
)
from govportal.publishing.written_dates import short_date

MOST_ROWS = 200
MOST_COLUMNS = 40
MOST_LINES = 1000
"""Lines of a sheet that are looked at, empty ones among them."""
LARGEST = 2 * 1024 * 1024
"""Bytes read of a file at most; what a reader sees first never needs more."""
LARGEST_UNPACKED = 20 * LARGEST
"""Bytes that a spreadsheet may come to when it is unpacked, to be read for a page."""
THREE_DECIMALS = re.compile(r"-?\d{1,3}[.,]\d{3}")
UNREADABLE: tuple[type[Exception], ...] = (csv.Error, NoTableError, *SPREADSHEET_ERRORS)
Rows = Iterator[list[str]]


@dataclass(frozen=True)
class Preview:
    """The headings and the first rows of a table."""

    headings: list[str]
    rows: list[list[str]]
    is_cut: bool
    """Whether the file holds more rows than these."""
    figures: frozenset[int] = frozenset()
    """The places of the columns that hold figures, known once they are written for readers."""


def preview(document: Any) -> Preview | None:
    """Return the beginning of a CSV file or of the first sheet of an XLSX file.

    None where the file is of another kind or cannot be read.
    """
    read = _READERS.get(document.file_extension.lower()) if document is not None else None
    if read is None:
        return None
    try:
        with document.file.open("rb") as file:
            return _evened(list(islice(filter(any, read(file)), MOST_ROWS + 2)))
    except UNREADABLE:
        return None


def readable(table: Preview) -> Preview:
    """Return *table* with its figures as the reader's language writes them.

    The first column names the rows: whatever it holds is no figure.
    """
    names, *columns = zip(*table.rows, strict=True)
    written = list(map(written_column, table.headings[1:], columns))
    shown = [figures or texts for figures, texts in zip(written, columns, strict=True)]
    return replace(
        table,
        rows=[list(row) for row in zip(names, *shown, strict=True)],
        figures=frozenset(place for place, column in enumerate(written, start=1) if column),
    )


def _csv_rows(file: BinaryIO) -> Rows:
    data = file.read(LARGEST + 1)
    text = data.decode("utf-8-sig", "strict" if len(data) <= LARGEST else "ignore")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _sheet_rows(file: BinaryIO) -> Rows:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        return
    from openpyxl import load_workbook  # noqa: PLC0415 – takes memory of each worker, and few need it

    unpacked(data, LARGEST_UNPACKED).close()
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    size = {"max_row": MOST_LINES, "max_col": MOST_COLUMNS}
    for row in book.worksheets[0].iter_rows(**size, values_only=True):
        yield [_written(cell) for cell in row]


def _written(cell: Any) -> str:
    """Return what a cell holds as a reader of the page writes it."""
    if isinstance(cell, datetime):
        return short_date(cell.date())
    if not isinstance(cell, float):
        return "" if cell is None else str(cell)
    text = number_format(Decimal(repr(cell)).normalize(), use_l10n=True)
    # Three decimals would be read as a group of thousands.
    return f"{text}0" if THREE_DECIMALS.fullmatch(text) else text


def _evened(rows: list[list[str]]) -> Preview | None:
    if len(rows) < 2:
        return None
    # A sheet may be wider than its table.
    width = min(max(map(_filled, rows)), len(rows[0]), MOST_COLUMNS)
    headings, *even = (row[:width] + [""] * (width - len(row)) for row in rows)
    return Preview(headings, even[:MOST_ROWS], len(even) > MOST_ROWS)


def _filled(row: list[str]) -> int:
    return max(place for place, cell in enumerate(row, start=1) if cell)


_READERS: dict[str, Callable[[BinaryIO], Rows]] = {"csv": _csv_rows, "xlsx": _sheet_rows}
