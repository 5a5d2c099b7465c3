"""Shows the beginning of a file that holds a table."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice
from typing import Any

MOST_ROWS = 200
MOST_COLUMNS = 40
LARGEST = 2 * 1024 * 1024
"""Bytes read of a file at most; what a reader sees first never needs more."""


@dataclass(frozen=True)
class Preview:
    """The headings and the first rows of a table."""

    headings: list[str]
    rows: list[list[str]]
    is_cut: bool
    """Whether the file holds more rows than these."""


def preview(document: Any) -> Preview | None:
    """Return the beginning of a CSV file, None where it is another kind or cannot be read."""
    if document is None or document.file_extension.lower() != "csv":
        return None
    try:
        with document.file.open("rb") as file:
            data = file.read(LARGEST + 1)
        return _read(data.decode("utf-8-sig", "strict" if len(data) <= LARGEST else "ignore"))
    except (OSError, UnicodeDecodeError, csv.Error):
        return None


def _read(text: str) -> Preview | None:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [row[:MOST_COLUMNS] for row in islice(lines, MOST_ROWS + 2) if any(row)]
    if len(rows) < 2:
        return None
    headings, *rest = rows
    width = len(headings)
    even = [row[:width] + [""] * (width - len(row)) for row in rest]
    return Preview(headings, even[:MOST_ROWS], len(even) > MOST_ROWS)
