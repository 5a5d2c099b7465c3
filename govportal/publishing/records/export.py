"""Gives a list of records away for reuse: all their public fields, as CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.rich_text import RichText, get_text_for_indexing

from govportal.portals.pages import url_parts
from govportal.publishing import exports
from govportal.publishing.exports import Column
from govportal.publishing.records.listing import RecordList
from govportal.publishing.records.shown import References, Shown, raw_of, shown_fields

PAGE_FIELDS = (
    "title", "path", "url_path", "author", "source", "source_url", "source_changed_on",
    "first_published_at", "last_published_at",
)  # fmt: skip
CHUNK = 500


def export(listing: RecordList, file_format: str, request: HttpRequest) -> StreamingHttpResponse:
    """Answer with the whole list in *file_format*: filters, states and order hold, pages don't.

    The rows are read while the answer is sent, in a number of queries that does not grow with
    them; so all that depends on the request is settled before.
    """
    columns = list(columns_of(listing))
    rows = Rows(listing, _files_address(request), {True: _("Yes")})
    name = listing.section.slug
    if file_format == "csv":
        return exports.csv_response(name, columns, rows.in_words())
    about = {
        "title": listing.section.title,
        "url": listing.section.full_url,
        "language": listing.language,
        "kind": listing.record_type.key,
        "query": listing.chosen,
        "made_at": timezone.localtime(),
    }
    return exports.json_response(name, about, columns, rows.as_data())


def columns_of(listing: RecordList) -> Iterator[Column]:
    """Yield the columns of the export with their labels in the language of the page."""
    language, record_type = listing.language, listing.record_type
    label = record_type.title_label
    yield Column("title", label.in_language(language) if label else _("Title"))
    for field in record_type.fields:
        if field.is_public:
            unit = field.unit.in_language(language) if field.unit else ""
            yield Column(field.key, field.label.in_language(language), unit)
    yield Column("_author", _("Author"))
    yield Column("_source", pgettext("origin", "Source"))
    yield Column("_source_url", _("Address of the original"))
    yield Column("_source_changed_on", _("Day of the change"))
    yield Column("_published_at", pgettext("day", "Published"))
    yield Column("_updated_at", _("Updated"))
    yield Column("_url", _("Address"))


@dataclass(frozen=True)
class Rows:
    """The rows of an export, read in two passes: what the records point to, then themselves."""

    listing: RecordList
    files_address: str
    words: Mapping[bool, str]

    def as_data(self) -> Iterator[dict[str, Any]]:
        """Yield the records for programs: days as ISO 8601, figures as figures, files in full."""
        for row, fields in self._records():
            yield self._page_facts(row) | {
                cell.key: data_of(cell, self.files_address) for cell in fields
            }

    def in_words(self) -> Iterator[dict[str, Any]]:
        """Yield the records for spreadsheets: one value a cell, lists in words."""
        for row, fields in self._records():
            yield self._page_facts(row) | {cell.key: self._words(cell) for cell in fields}

    def _records(self) -> Iterator[tuple[dict[str, Any], list[Shown]]]:
        record_type, language = self.listing.record_type, self.listing.language
        references = References.of(record_type, self._raws())
        found = self.listing.records.values("details", *PAGE_FIELDS)
        for row in found.iterator(CHUNK):
            raw = raw_of(row["details"], record_type.key)
            yield row, list(shown_fields(record_type.fields, raw, references, language))

    def _raws(self) -> Iterator[Any]:
        kind = self.listing.record_type.key
        details = self.listing.records.order_by().values_list("details", flat=True)
        return (raw_of(stream, kind) for stream in details.iterator(CHUNK))

    def _page_facts(self, row: dict[str, Any]) -> dict[str, Any]:
        parts = url_parts(row["path"], row["url_path"])
        return {
            "title": row["title"],
            "_author": row["author"],
            "_source": row["source"],
            "_source_url": row["source_url"],
            "_source_changed_on": _iso(row["source_changed_on"]),
            "_published_at": _iso(row["first_published_at"]),
            "_updated_at": _iso(row["last_published_at"]),
            "_url": parts[1] + parts[2] if parts else "",
        }

    def _words(self, cell: Shown) -> Any:
        if cell.kind == "list":
            return "\n".join("; ".join(self._pairs(row)) for row in cell.rows)
        if cell.kind in {"file", "table_file", "image", "document"}:
            return _address(cell, self.files_address)
        return self.words[True] if cell.value is True else _plain(cell.value)

    def _pairs(self, row: tuple[Shown, ...]) -> Iterator[str]:
        return (f"{cell.label}: {self._words(cell)}" for cell in row if cell.value is not None)


def data_of(cell: Shown, files_address: str) -> Any:
    """Return what a program is given of *cell*; files lie below *files_address*."""
    if cell.kind == "list":
        return [{item.key: data_of(item, files_address) for item in row} for row in cell.rows]
    if cell.kind in {"file", "table_file", "image", "document"}:
        url = _address(cell, files_address)
        return {"title": cell.value.title, "url": url} if cell.value else None
    return cell.value if isinstance(cell.value, bool) else _plain(cell.value)


def _address(cell: Shown, files_address: str) -> str:
    if cell.value is None:
        return ""
    if cell.kind == "document":
        return str(cell.value.full_url)
    url = cell.value.file.url if cell.kind == "image" else cell.value.url
    return files_address + url if url.startswith("/") else str(url)


def _files_address(request: HttpRequest) -> str:
    endpoint = getattr(request, "endpoint", None)
    return endpoint.root_url if endpoint else f"{request.scheme}://{request.get_host()}"


def _iso(value: date | datetime | None) -> str | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if value else None


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, RichText):
        return get_text_for_indexing(value.source)
    return value
