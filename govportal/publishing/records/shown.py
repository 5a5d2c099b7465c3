"""What a reader sees of a record: its filled public fields, with files and images fetched at once.

Records are read as they are stored, without building their blocks: a record costs one query a
kind of reference however many it has, and so do ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.rich_text import RichText, get_text_for_indexing

from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.renditions import fetch_renditions
from govportal.record_types import RecordField, RecordType

Raw = Mapping[str, Any]
REFERENCES = {"file": "files", "table_file": "files", "image": "images", "document": "documents"}
WORDS = {"text", "long_text", "choice"}
AT_ONCE = 10_000
"""How many references one query asks for."""


def raw_of(details: Any, kind: str) -> Raw:
    """Return the fields in the stream *details* as they are stored, none where it lacks *kind*."""
    found = (child for child in details.get_prep_value() if child["type"] == kind)
    return next((child["value"] for child in found), {})


def entries_of(raw_list: Any) -> list[Raw]:
    """Return the entries of a stored list, which older drafts hold without an id."""
    found = (entry.get("value", entry) for entry in raw_list or () if isinstance(entry, Mapping))
    return [entry for entry in found if isinstance(entry, Mapping)]


@dataclass(frozen=True)
class References:
    """The files, images and published documents that records point to, by id."""

    files: Mapping[int, Any] = field(default_factory=dict)
    images: Mapping[int, Any] = field(default_factory=dict)
    documents: Mapping[int, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, record_type: RecordType, raws: Iterable[Raw]) -> References:
        """Fetch everything that *raws* point to."""
        ids: dict[str, set[int]] = {"files": set(), "images": set(), "documents": set()}
        if _refers(record_type.fields):
            for raw in raws:
                for kind, pk in _ids(record_type.fields, raw):
                    ids[kind].add(pk)
        documents = LegalDocumentPage.objects.live().public() if ids["documents"] else None
        return cls(
            _fetch(get_document_model().objects, ids["files"]),
            _fetch(get_image_model().objects, ids["images"]),
            _fetch(documents, ids["documents"]),
        )

    def find(self, kind: str, stored: Any) -> Any:
        """Return what the field of *kind* points to, None where it is gone or not published."""
        found: Mapping[int, Any] = getattr(self, REFERENCES[kind])
        item = found.get(_id(stored))
        return _described(item, stored) if kind == "image" else item

    def with_renditions(self) -> References:
        """Return these references with what showing the images needs, read in one query."""
        if self.images:
            fetch_renditions(self.images.values())
        return self


def _refers(fields: Iterable[RecordField]) -> bool:
    return any(item.kind in REFERENCES or _refers(item.fields) for item in fields)


def _ids(fields: Iterable[RecordField], raw: Raw) -> Iterator[tuple[str, int]]:
    for item in fields:
        value = raw.get(item.key)
        if item.kind == "list":
            for entry in entries_of(value):
                yield from _ids(item.fields, entry)
        elif item.kind in REFERENCES and isinstance(pk := _id(value), int):
            yield REFERENCES[item.kind], pk


def _id(stored: Any) -> Any:
    """Return the id that is stored; an image's stands beside its description."""
    return stored.get("image") if isinstance(stored, Mapping) else stored


def _described(image: Any, stored: Any) -> Any:
    """Return *image* with the description it has in this place, none where it decorates."""
    if image is None:
        return None
    shown = copy(image)
    here = stored if isinstance(stored, Mapping) else {}
    words = here.get("alt_text") or image.default_alt_text
    shown.alt_here = "" if here.get("decorative") else words
    return shown


def _fetch(found: Any, ids: set[int]) -> dict[int, Any]:
    waiting = iter(sorted(ids))
    fetched: dict[int, Any] = {}
    while some := list(islice(waiting, AT_ONCE)):
        rows = found.filter(pk__in=some)
        rows = rows.defer_streamfields() if hasattr(rows, "defer_streamfields") else rows
        fetched |= {row.pk: row for row in rows}
    return fetched


@dataclass(frozen=True)
class Shown:
    """A filled field as a page shows it; of a list, its columns and the entries under them."""

    field: RecordField
    label: str
    value: Any
    unit: str = ""
    columns: tuple[Shown, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the field, which decides how its value is written."""
        return self.field.kind

    @property
    def is_words(self) -> bool:
        """Whether the value is written as the words that it is."""
        return self.field.kind in WORDS

    @property
    def key(self) -> str:
        """The key of the field."""
        return self.field.key

    @property
    def unit_beside(self) -> str:
        """The unit, unless the label has named it: not “Cases: 12 cases”."""
        is_named = f" {self.unit.lower()} " in f" {self.label.lower()} "
        return "" if is_named else self.unit

    @property
    def is_filled(self) -> bool:
        """Whether there is something to show."""
        return bool(self.rows) or not _is_empty(self.value)

    @property
    def entries(self) -> list[dict[str, Shown]]:
        """The entries of a list, each with its filled fields by key."""
        return [{cell.key: cell for cell in row if cell.is_filled} for row in self.rows]


def shown_fields(
    fields: Iterable[RecordField], raw: Raw, references: References, language: str
) -> Iterator[Shown]:
    """Yield the filled public fields of *raw*, in their order."""
    for item in fields:
        found = _shown(item, raw.get(item.key), references, language) if item.is_public else None
        if found is not None and found.is_filled:
            yield found


def _shown(item: RecordField, stored: Any, references: References, language: str) -> Shown:
    unit = item.unit.in_language(language) if item.unit else ""
    shown = Shown(item, item.label.in_language(language), None, unit)
    if item.kind == "list":
        return _shown_list(shown, entries_of(stored), references, language)
    return replace(shown, value=value_of(item, stored, references, language))


def _shown_list(shown: Shown, entries: list[Raw], references: References, language: str) -> Shown:
    fields = [item for item in shown.field.fields if item.is_public]
    table = [
        [_shown(item, entry.get(item.key), references, language) for item in fields]
        for entry in entries
    ]
    table = [row for row in table if any(cell.is_filled for cell in row)]
    places = range(len(fields))
    filled = [place for place in places if any(row[place].is_filled for row in table)]
    rows = tuple(tuple(row[place] for place in filled) for row in table)
    return replace(shown, columns=rows[0] if rows else (), rows=rows)


def value_of(item: RecordField, stored: Any, references: References, language: str) -> Any:
    """Return the value of a field from what is stored: a day, a figure, a file, a label."""
    if _is_empty(stored):
        return None
    if item.kind in REFERENCES:
        return references.find(item.kind, stored)
    if item.kind == "choice":
        choice = item.choice(str(stored))
        return choice.label.in_language(language) if choice else str(stored)
    read = _READERS.get(item.kind, str)
    try:
        return read(stored)
    except (ValueError, InvalidOperation):
        return str(stored)


def _day(stored: Any) -> date:
    return stored if isinstance(stored, date) else date.fromisoformat(str(stored)[:10])


def _time(stored: Any) -> time:
    return stored if isinstance(stored, time) else time.fromisoformat(str(stored))


def _rich_text(stored: Any) -> RichText | None:
    return RichText(stored) if get_text_for_indexing(str(stored)).strip() else None


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == "" or value == []


_READERS: dict[str, Any] = {
    "date": _day,
    "time": _time,
    "integer": int,
    "number": lambda stored: Decimal(str(stored)),
    "yes_no": bool,
    "rich_text": _rich_text,
}
