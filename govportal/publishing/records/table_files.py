"""Whether a file holds a table: rows and columns that a program can read (INFO-24)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest file that is looked into."""
LARGEST_UNPACKED = 300 * 1024 * 1024
"""Bytes that a spreadsheet may come to when it is unpacked."""
ROWS_READ = 2000
"""Rows of a spreadsheet that are looked at; a table shows itself in its first rows."""
DELIMITERS = ",;\t|"

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_ROW = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row"
Rows = Iterator[list[Any]]


class NoTableError(Exception):
    """The file holds no table; the text says why."""


def refuse_other_than_table(document: Any) -> None:
    """Refuse the file of *document* unless it is a CSV, XLSX or ODS table.

    Raises:
        ValidationError: what is wrong with it and what to do.
    """
    try:
        _refuse_shapeless(_reader(document.filename)(_content(document)))
    except NoTableError as error:
        message = _(
            "“%(file)s” holds no table: %(reason)s Choose a CSV (UTF-8), XLSX or ODS file whose "
            "first line names the columns."
        )
        names = {"file": document.filename, "reason": str(error)}
        raise ValidationError(message % names, code="no_table") from error


def _content(document: Any) -> bytes:
    try:
        with document.open_file() as stream:
            content: bytes = stream.read(LARGEST + 1)
    except OSError as error:
        raise NoTableError(_("the file is no longer there.")) from error
    if len(content) > LARGEST:
        raise NoTableError(_("it is larger than %(size)d MB.") % {"size": LARGEST >> 20})
    return content


def _reader(filename: str) -> Callable[[bytes], Rows]:
    extension = filename.rpartition(".")[2].lower()
    if extension not in _READERS:
        raise NoTableError(_("files of this kind are not read as tables."))
    return _READERS[extension]


def _refuse_shapeless(rows: Rows) -> None:
    filled = [row for row in rows if any(cell not in (None, "") for cell in row)]
    if len(filled) < 2:
        raise NoTableError(_("it has no line of figures below the names of its columns."))
    if max(len(row) for row in filled) < 2:
        raise NoTableError(_("it has one column only."))


def _read_csv(content: bytes) -> Rows:
    text = _text(content)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    if len({len(row) for row in rows if row}) > 1:
        raise NoTableError(_("its lines have different numbers of columns."))
    return iter(rows)


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoTableError(_("its text is not written in UTF-8.")) from error
    if "\0" in text:
        raise NoTableError(_("its content is damaged or of another kind."))
    return text


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _read_xlsx(content: bytes) -> Rows:
    from openpyxl import load_workbook  # noqa: PLC0415 – takes memory of each worker, and few need it

    unpacked(content).close()
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(max_row=ROWS_READ, values_only=True):
            yield list(row)


def _read_ods(content: bytes) -> Rows:
    with unpacked(content) as archive:
        if archive.read("mimetype").decode("ascii", "replace").strip() != _ODS:
            raise NoTableError(_("its content is damaged or of another kind."))
        with archive.open("content.xml") as stream:
            yield from _ods_rows(stream)


def _ods_rows(stream: Any) -> Rows:
    found = 0
    for _event, element in ElementTree.iterparse(stream):  # noqa: S314 - expat bounds entities
        if element.tag == _ODS_ROW and found < ROWS_READ:
            found += 1
            yield ["".join(cell.itertext()) for cell in element]
            element.clear()


def unpacked(content: bytes, largest: int = LARGEST_UNPACKED) -> zipfile.ZipFile:
    """Return the archive that a spreadsheet is.

    Raises:
        NoTableError: its files come to more than *largest* bytes.
        zipfile.BadZipFile: it is no archive.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    if sum(entry.file_size for entry in archive.infolist()) > largest:
        raise NoTableError(_("it is too large when unpacked."))
    return archive


def _told(read: Callable[[bytes], Rows], *errors: type[Exception]) -> Callable[[bytes], Rows]:
    """Return *read* with the errors of its parser told as what they mean."""

    def reading(content: bytes) -> Rows:
        try:
            yield from read(content)
        except errors as error:
            raise NoTableError(_("its content is damaged or of another kind.")) from error

    return reading


SPREADSHEET_ERRORS: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError,
    AttributeError, OSError, SyntaxError, NotImplementedError, EOFError,
)  # fmt: skip
"""Parsers of foreign files fail in every way that their authors did not think of."""
_READERS: dict[str, Callable[[bytes], Rows]] = {
    "csv": _told(_read_csv, csv.Error),
    "xlsx": _told(_read_xlsx, *SPREADSHEET_ERRORS),
    "ods": _told(
        _read_ods, zipfile.BadZipFile, KeyError, ValueError, ElementTree.ParseError,
        OSError, NotImplementedError, EOFError,
    ),
}  # fmt: skip
