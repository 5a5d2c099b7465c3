"""What the page of a record shows and answers: its filled fields, and its days for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from govportal.publishing.records import calendar, displays
from govportal.publishing.records.shown import References, raw_of, shown_fields

if TYPE_CHECKING:
    from govportal.publishing.records.models import RecordPage

AT_LENGTH = {"rich_text", "list", "image"}
"""Kinds of field that a page shows under a heading of their own."""


def record_context(record: RecordPage) -> dict[str, Any]:
    """Return what the template of a record needs: its filled public fields, in their order."""
    language, record_type = get_language() or "vi", record.record_type
    raw = raw_of(record.details, record.kind)
    references = References.of(record_type, [raw]).with_renditions()
    shown = list(shown_fields(record_type.fields, raw, references, language))
    common = {
        "record_type": record_type,
        "kind_name": record_type.title.in_language(language),
        "shown": {item.key: item for item in shown},
        "facts": [item for item in shown if item.kind not in AT_LENGTH],
        "parts": [item for item in shown if item.kind in AT_LENGTH],
        "is_calendar": calendar.has_days(record_type),
    }
    return common | displays.extras(record, shown)


def record_in_format(record: RecordPage, request: HttpRequest) -> HttpResponseBase | None:
    """Return the days of *record* as a calendar, None where the page itself is asked for."""
    wants_calendar = request.GET.get("format") == "ics"
    if not wants_calendar or not calendar.has_days(record.record_type):
        return None
    return calendar.of_record(record)
