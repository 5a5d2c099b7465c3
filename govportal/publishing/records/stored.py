"""What a record's lists, filters and counts need, computed once when it is saved."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from wagtail.rich_text import RichText, get_text_for_indexing

from govportal.dictionary_order import sort_key
from govportal.folding import normalise, slug
from govportal.record_types import RecordField

if TYPE_CHECKING:
    from govportal.publishing.records.models import RecordPage

LONGEST = 200
SEARCHED = "_folded"
"""Where the title stands without marks, so that a list is searched without them; no field's key."""
BEFORE_WORD = "-"


def values_of(record: RecordPage) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the plain values that lists need and the keys that order them, by field."""
    record_type, values = record.record_type, record.values
    listed = {field.key: plain(values.get(field.key)) for field in record_type.fields}
    listed = {key: value for key, value in listed.items() if value not in (None, "", [])}
    sort_keys = {"title": sort_key(record.title), SEARCHED: searched(record.title)}
    for field in record_type.fields:
        if field.key in listed:
            sort_keys[field.key] = sort_key(_words(field, listed[field.key]))
    return listed, sort_keys


def searched(text: str) -> str:
    """Return *text* as its words are looked for: ``Dự án (2)`` → ``-du-an-2``."""
    return f"{BEFORE_WORD}{slug(text)}"


def plain(value: Any) -> Any:
    """Return *value* as JSON can hold it; of pages, images and files their id, of lists none."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, RichText):
        return normalise(get_text_for_indexing(value.source))[:LONGEST]
    if hasattr(value, "pk"):
        return value.pk
    return normalise(str(value))[:LONGEST] if isinstance(value, str) else None


def _words(field: RecordField, value: Any) -> Any:
    choice = field.choice(str(value))
    return choice.label.vi if choice else value
