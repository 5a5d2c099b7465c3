"""Writes a report as a spreadsheet in the order of the printed form: A4, landscape, Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from govportal.reporting.drawing import Report
from govportal.reporting.letterhead import KIND, MOTTO, STATE, Letterhead, letterhead
from govportal.reporting.values import Count, Ordinal, Value

LANGUAGE = "vi"
FONT = "Times New Roman"
WIDTHS = {"ordinal": 6, "text": 34, "count": 11, "ratio": 12, "yes_no": 12, "published_state": 14}
FORMATS = {"ordinal": "0", "count": "#,##0"}
TEXT_FORMAT = "@"
FORMULA_STARTS = ("=", "+", "-", "@")
HEAD_ROW = 10
LINE_HEIGHT = 16
"""Height in points of a line of text, for merged rows: spreadsheets don't fit those themselves."""

_thin = Side(style="thin")
BOX = Border(left=_thin, right=_thin, top=_thin, bottom=_thin)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)


def as_xlsx(report: Report) -> bytes:
    """Return *report* as the content of an ``.xlsx`` file."""
    book = Workbook()
    sheet = book.active
    sheet.title = INVALID_TITLE_REGEX.sub("-", report.template.form_number.vi)[:31]
    book.properties.title = _plain(report.title.vi)
    book.properties.creator = "govportal"
    width = max(len(report.columns), 2)
    _write_table(sheet, report)
    _write_head(sheet, letterhead(report), width)
    _write_notes(sheet, report, width)
    _set_up_page(sheet)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def file_name(report: Report) -> str:
    """Return a name that tells form, period and, of a single portal, the agency."""
    whose = "" if report.is_compiled else f"_{report.lines[0].portal.code}"
    return f"{report.template.key}_{report.period.slug}{whose}.xlsx"


def _write_head(sheet: Worksheet, head: Letterhead, width: int) -> None:
    left = max(width // 3, 1)
    for row, text, font in (
        (1, head.agency, Font(FONT, 12, bold=True)),
        (3, head.number, Font(FONT, 12)),
    ):
        _write_across(sheet, row, 1, left, text, font)
    for row, text, font in (
        (1, STATE, Font(FONT, 12, bold=True)),
        (2, MOTTO, Font(FONT, 12, bold=True)),
        (3, head.place_and_date, Font(FONT, 12, italic=True)),
    ):
        _write_across(sheet, row, left + 1, width, text, font)
    for row, text, font in (
        (5, KIND, Font(FONT, 14, bold=True)),
        (6, head.title, Font(FONT, 13, bold=True)),
        (7, head.basis, Font(FONT, 12, italic=True)),
        (8, head.days, Font(FONT, 12)),
    ):
        _write_across(sheet, row, 1, width, text, font)
    sheet.row_dimensions[1].height = 2 * LINE_HEIGHT


def _write_table(sheet: Worksheet, report: Report) -> None:
    for index, column in enumerate(report.columns, start=1):
        kind = column.spec.kind
        sheet.column_dimensions[get_column_letter(index)].width = WIDTHS[kind]
        head = _write(sheet.cell(HEAD_ROW, index), column.spec.head.vi)
        _dress(head, Font(FONT, 11, bold=True))
        _dress(_write(sheet.cell(HEAD_ROW + 1, index), column.mark), Font(FONT, 10, italic=True))
        for row, line in enumerate(report.lines, start=HEAD_ROW + 2):
            cell = _write_value(sheet.cell(row, index), line.cells[index - 1])
            _dress(cell, Font(FONT, 11), LEFT if kind == "text" else CENTRE)
    sheet.row_dimensions[HEAD_ROW].height = 3 * LINE_HEIGHT


def _write_notes(sheet: Worksheet, report: Report, width: int) -> None:
    first = HEAD_ROW + len(report.lines) + 3
    for row, text in enumerate(_notes(report), start=first):
        _write_across(sheet, row, 1, width, text, Font(FONT, 11), LEFT)


def _notes(report: Report) -> Iterator[str]:
    yield "Ghi chú:"
    for mark, note in report.notes():
        yield f"{mark} {note.vi}".strip()
    gaps = list(report.gaps())
    if gaps:
        yield "Cột để trống và lý do:"
    for mark, reason in gaps:
        yield f"{mark} {reason.vi}".strip()


def _set_up_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW + 1}"
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 2, 1)
    sheet.oddFooter.center.text = "&P/&N"


def _write_across(
    sheet: Worksheet, row: int, first: int, last: int, text: str, font: Font,
    alignment: Alignment = CENTRE,
) -> None:  # fmt: skip
    cell = _write(sheet.cell(row, first), text)
    cell.font, cell.alignment = font, alignment
    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    columns = (sheet.column_dimensions[get_column_letter(i)] for i in range(first, last + 1))
    room = sum(column.width for column in columns)
    needed = LINE_HEIGHT * -(-len(text) // max(int(room), 1))
    sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or 0, needed)


def _write_value(cell: Cell, value: Value | None) -> Cell:
    if isinstance(value, Ordinal | Count):
        cell.value = value.number
        cell.number_format = FORMATS[value.kind]
        return cell
    return _write(cell, value.in_language(LANGUAGE) if value else "")


def _write(cell: Cell, text: str) -> Cell:
    """Write *text* as text: neither this library nor a spreadsheet may take it for a formula."""
    cell.number_format = TEXT_FORMAT
    if text:
        cell.value = _plain(text)
        cell.data_type = "s"
        cell.quotePrefix = text.lstrip().startswith(FORMULA_STARTS)
    return cell


def _dress(cell: Cell, font: Font, alignment: Alignment = CENTRE) -> None:
    cell.font, cell.alignment, cell.border = font, alignment, BOX


def _plain(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
