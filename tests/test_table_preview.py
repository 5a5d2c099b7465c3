"""The beginning of a file of figures as the page of a record shows it."""

import csv
import io
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from openpyxl import Workbook

from govportal.publishing.charts import bar_chart
from govportal.publishing.records.tables import preview, readable
from govportal.trial import sample_data
from govportal.trial.media import content_of

pytestmark = pytest.mark.pure


class Stored(ContentFile):
    def open(self, mode="rb"):
        return super().open(mode)


def document_of(content, extension):
    return SimpleNamespace(file=Stored(content), file_extension=extension)


def workbook(*sheets):
    book, stream = Workbook(), io.BytesIO()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(stream)
    return document_of(stream.getvalue(), "xlsx")


def csv_of(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def test_the_first_sheet_of_a_workbook_is_shown_and_drawn():
    shown = preview(
        workbook(
            [["Nhóm", "Số người", None], ["Trẻ", 1000], [], ["Già", 700]],
            [["Khác", "Số"], ["A", 1]],
        )
    )
    assert shown.headings == ["Nhóm", "Số người"]
    assert shown.rows == [["Trẻ", "1000"], ["Già", "700"]]
    assert [int(bar.figure) for bar in bar_chart(shown.headings, shown.rows).bars] == [1000, 700]


@pytest.mark.parametrize(("language", "written"), [("vi", "1,2340"), ("en", "1.2340")])
def test_decimals_are_written_in_the_language_and_never_taken_for_thousands(language, written):
    with translation.override(language):
        shown = preview(workbook([["Chỉ số", "Điểm"], ["A", 1.234], ["B", 2.0]]))
    assert shown.rows == [["A", written], ["B", "2"]]
    bars = bar_chart(shown.headings, shown.rows).bars
    assert [float(bar.figure) for bar in bars] == [1.234, 2.0]


def test_a_day_is_written_as_a_day_and_a_long_sheet_is_cut():
    rows = [[date(2026, 2, 1), number] for number in range(201)]
    with translation.override("vi"):
        shown = preview(workbook([["Ngày", "Số"], *rows]))
    assert shown.rows[0] == ["01/02/2026", "0"]
    assert len(shown.rows) == 200
    assert shown.is_cut


@pytest.mark.parametrize(
    ("heading", "cells", "written"),
    [
        ("Số người", ["3000", "12", "1234567"], ["3.000", "12", "1.234.567"]),
        ("Số người", ["3,000", "12", "1,234,567"], ["3.000", "12", "1.234.567"]),
        ("Tỷ lệ", ["2.50", "1200"], ["2,50", "1.200"]),
        ("Tăng, giảm", ["-1500", "2000", "–3000"], ["-1.500", "2.000", "–3.000"]),
        ("Số ca", ["1500", "", "…", "-"], ["1.500", "", "…", "-"]),
        ("Năm", ["1999", "2026", ""], ["1999", "2026", ""]),
        ("Số người", ["1999", "2101"], ["1.999", "2.101"]),
        ("Dân số", ["08923", "12345"], ["08923", "12345"]),
        ("Mã xã", ["12345", "12346"], ["12345", "12346"]),
        ("Ghi chú", ["3000", "chưa có"], ["3000", "chưa có"]),
        ("Ghi chú", ["", ""], ["", ""]),
    ],
)
def test_columns_of_figures_are_written_as_the_reader_does(heading, cells, written):
    shown = preview(
        document_of(
            csv_of([["Tên", heading], *([f"x{n}", cell] for n, cell in enumerate(cells))]), "csv"
        )
    )
    with translation.override("vi"):
        table = readable(shown)
    assert [row[1] for row in table.rows] == written
    assert bool(table.figures) == any("." in cell for cell in written)


def test_the_column_that_names_the_rows_stays_as_it_is():
    shown = preview(document_of(csv_of([["Số hiệu", "N"], ["12345", "12345"]]), "csv"))
    with translation.override("en"):
        assert readable(shown).rows == [["12345", "12,345"]]


def test_the_sample_of_statistics_draws_the_present_quarter():
    table = preview(document_of(content_of(sample_data.files()["statistics"], "vi"), "csv"))
    assert bar_chart(table.headings, table.rows).heading == "Quý này"


def test_a_chart_draws_figures_and_no_codes():
    chart = bar_chart(["A", "Mã", "N"], [["x", "123", "3000"], ["y", "124", "1200"]])
    with translation.override("vi"):
        assert (chart.heading, [bar.written for bar in chart.bars]) == ("N", ["3.000", "1.200"])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"Nh\xf3m,1"])
@pytest.mark.parametrize("extension", ["xlsx", "csv", "ods", "pdf"])
def test_what_cannot_be_read_is_not_shown(content, extension):
    assert preview(document_of(content, extension)) is None
