"""The beginning of a file of figures as the page of a record shows it."""

import io
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from openpyxl import Workbook

from govportal.publishing.charts import bar_chart
from govportal.publishing.records.tables import preview

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


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"Nh\xf3m,1"])
@pytest.mark.parametrize("extension", ["xlsx", "csv", "ods", "pdf"])
def test_what_cannot_be_read_is_not_shown(content, extension):
    assert preview(document_of(content, extension)) is None
