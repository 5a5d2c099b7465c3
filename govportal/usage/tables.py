"""Writes the figures of use as CSV and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govportal.publishing.exports import XLSX_TYPE, Column, Row, csv_response, safe
from govportal.usage.report import Line

HEADS = {
    "portal": gettext_lazy("Agency"),
    "label": gettext_lazy("Section, page or time"),
    "page": gettext_lazy("Page number"),
    "views": gettext_lazy("Views"),
    "yes": gettext_lazy("Useful"),
    "partly": gettext_lazy("Partly useful"),
    "no": gettext_lazy("Not useful"),
    "satisfaction": gettext_lazy("Satisfaction (%)"),
}


def as_csv(name: str, lines: Iterable[Line]) -> StreamingHttpResponse:
    """Answer with the lines as a CSV file called *name*, without its ending."""
    columns = [Column(key, str(head)) for key, head in HEADS.items()]
    return csv_response(name, columns, _rows(lines))


def as_xlsx(name: str, lines: Iterable[Line]) -> HttpResponse:
    """Answer with the lines as a spreadsheet called *name*, without its ending."""
    from openpyxl import Workbook  # noqa: PLC0415 – takes memory of each worker, and few need it

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Statistics of use"))
    sheet.append([str(head) for head in HEADS.values()])
    for row in _rows(lines):
        sheet.append([_cell(row[key]) for key in HEADS])
    stream = BytesIO()
    book.save(stream)
    response = HttpResponse(stream.getvalue(), content_type=XLSX_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _rows(lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        yield {
            "portal": line.portal.agency.name if line.portal else "",
            "label": line.label,
            "page": line.page_id,
            "views": line.figures.views,
            **line.figures.ratings,
            "satisfaction": line.figures.satisfaction,
        }


def _cell(value: object) -> object:
    """Return *value* so that a spreadsheet neither refuses it nor calculates with it."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    return safe(ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
