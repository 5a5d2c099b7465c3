"""What a record's fields say for its metadata; a record that nobody describes says little."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govportal import plugins
from govportal.publishing.metadata.values import Place

if TYPE_CHECKING:
    from govportal.publishing.records.models import RecordPage

PROSE = ("long_text", "rich_text", "text")


def elements_of(record: RecordPage, place: Place) -> dict[str, Any]:
    """Return the elements that follow from the kind of *record*: its day and its subject."""
    record_type = plugins.record_types().get(record.kind)
    if record_type is None:
        return {}
    found = {"subject": (place.subject, record_type.title.in_language(place.language))}
    day = record.listed.get(record_type.dated_by)
    return found | ({"date": str(day)} if day else {})


def text_of(record: RecordPage, place: Place) -> str:
    """Return the longest kind of text that *record* shows, else its title and kind."""
    record_type = plugins.record_types().get(record.kind)
    if record_type is None:
        return record.title
    for kind in PROSE:
        for field in record_type.fields:
            if field.kind == kind and field.is_public and record.listed.get(field.key):
                return str(record.listed[field.key])
    return f"{record.title} – {record_type.title.in_language(place.language)}"
