"""What the page of a section of records shows and answers: the list, and the same for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase

from govportal.publishing import exports
from govportal.publishing.records import calendar
from govportal.publishing.records.export import export
from govportal.publishing.records.list_page import ListPage
from govportal.publishing.records.listing import RecordList, record_type_of

if TYPE_CHECKING:
    from govportal.publishing.section_pages import SectionPage


def section_context(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the template of a section needs to list its records; nothing for others."""
    records = _records(section, request)
    if records is None:
        return {}
    listing, kind = ListPage(records), records.record_type.key
    return {
        "listing": listing,
        "page_obj": listing.page,
        "kept_query": listing.kept,
        "canonical_query": listing.canonical_query,
        "list_template": [f"govportal/records/{kind}_list.html", "govportal/records/list.html"],
        "is_calendar": calendar.has_days(records.record_type),
    }


def section_in_format(section: SectionPage, request: HttpRequest) -> HttpResponseBase | None:
    """Return the records of *section* as a file, None where the page itself is asked for."""
    file_format = request.GET.get("format", "")
    records = _records(section, request) if file_format else None
    if records is None:
        return None
    if file_format in exports.FORMATS:
        return export(records, file_format, request)
    return calendar.of_list(records) if file_format == "ics" else None


def _records(section: SectionPage, request: HttpRequest) -> RecordList | None:
    record_type = record_type_of(section)
    return RecordList(section, record_type, request.GET) if record_type else None
