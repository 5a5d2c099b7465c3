"""Streams lists for reuse: CSV that spreadsheets open as it is meant, and JSON.

Rows are written as they are read, so that a list of any length needs little memory.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO
from urllib.parse import quote

from django.core.serializers.json import DjangoJSONEncoder
from django.http import StreamingHttpResponse

FORMATS = ("csv", "json")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
"""Without it some spreadsheets read Vietnamese letters as another alphabet's."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of an export: the key of its values in a row, and its label for readers."""

    key: str
    label: str
    unit: str = ""

    @property
    def heading(self) -> str:
        """The label with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


class _Echo:
    """Gives back what a csv writer writes, instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180, UTF-8 with its mark)."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow([safe(column.heading) for column in columns])
    for row in rows:
        yield writer.writerow([safe(row.get(column.key)) for column in columns])


def write_csv(fields: Iterable[str], rows: Iterable[Row], out: TextIO) -> None:
    """Write *rows* to *out* as CSV for programs: with *fields* as they are, and yes as 1."""
    writer = csv.DictWriter(out, list(fields))
    writer.writeheader()
    for row in rows:
        plain = {key: int(v) if isinstance(v, bool) else v for key, v in row.items()}
        writer.writerow({key: safe(value) for key, value in plain.items()})


def safe(value: Any) -> Any:
    """Return *value* so that no spreadsheet calculates with it: text stays text."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def json_lines(about: Row, columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a JSON object: *about* the list, its ``fields`` with labels, its ``records``."""
    fields = [
        {"key": column.key, "label": column.label} | ({"unit": column.unit} if column.unit else {})
        for column in columns
    ]
    head = _json({**about, "fields": fields})
    yield f'{head[:-1]}, "records": ['
    for place, row in enumerate(rows):
        yield (",\n" if place else "\n") + _json(dict(row))
    yield "\n]}\n"


def csv_response(
    name: str, columns: Sequence[Column], rows: Iterable[Row]
) -> StreamingHttpResponse:
    """Answer with a CSV file called *name*, without its ending."""
    return _response(csv_lines(columns, rows), "text/csv; charset=utf-8", f"{name}.csv")


def json_response(
    name: str, about: Row, columns: Sequence[Column], rows: Iterable[Row]
) -> StreamingHttpResponse:
    """Answer with a JSON file called *name*, without its ending."""
    return _response(json_lines(about, columns, rows), "application/json", f"{name}.json")


def _response(lines: Iterable[str], content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
