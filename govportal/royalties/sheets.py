"""Spreadsheets for the paying unit: text stays text, amounts are numbers to add up."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.http import HttpResponse

from govportal.publishing.exports import XLSX_TYPE, Column, safe

MONEY = "#,##0"


def new_book() -> Any:
    """Return an empty workbook that is only written."""
    from openpyxl import Workbook  # noqa: PLC0415 – takes long to import, and few need it

    return Workbook(write_only=True)


def write_sheet(
    sheet: Any, head: Iterable[str], columns: list[Column], rows: Iterable[dict[str, Any]]
) -> None:
    """Write what the sheet is about, the headings, then *rows*."""
    for text in head:
        sheet.append([_cell(text)])
    sheet.append([])
    sheet.append([_cell(column.heading) for column in columns])
    for row in rows:
        sheet.append([_dressed(sheet, row.get(column.key)) for column in columns])


def answer_with(book: Any, name: str) -> HttpResponse:
    """Answer with *book* as the file *name*, without its ending."""
    stream = BytesIO()
    book.save(stream)
    response = HttpResponse(stream.getvalue(), content_type=XLSX_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _dressed(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, _cell(value))
    if isinstance(value, int):
        cell.number_format = MONEY
    return cell


def _cell(value: Any) -> Any:
    """Return *value* so that a spreadsheet neither refuses it nor calculates with it."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    return safe(ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
