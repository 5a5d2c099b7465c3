"""The records of a section as a reader asks for them: narrowed, searched and in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Case, F, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.translation import get_language

from govportal import plugins
from govportal.portals.tree import is_original, subtree
from govportal.publishing.categories import section_spec
from govportal.publishing.records.filters import Filter, Query, filters_of
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.stored import BEFORE_WORD, SEARCHED, searched
from govportal.publishing.records.tabs import Division, division_of, state_field
from govportal.record_types import RecordField, RecordType

if TYPE_CHECKING:
    from govportal.publishing.section_pages import SectionPage

LONGEST_SEARCH = 200
LATEST_FIRST = {"integer", "number", "date"}
"""Kinds of field whose headings begin with the greatest: years, days."""


class RecordList:
    """The records of *section* in its language, as *query* asks for them.

    Whatever in the query makes no sense is left out; ``chosen`` tells what held.
    """

    def __init__(self, section: SectionPage, record_type: RecordType, query: Query) -> None:
        self.section, self.record_type, self.query = section, record_type, query
        self.language = get_language() or "vi"
        self.today = timezone.localdate()

    @cached_property
    def all_records(self) -> Any:
        """The published records of the section, placeholders of translations left out."""
        kind = self.record_type.key
        found = _children_of(self.section).filter(is_original(), live=True, kind=kind)
        return found.filter(view_restrictions=None)

    @cached_property
    def filters(self) -> list[Filter]:
        """The fields by which the list can be narrowed, its states left to the tabs."""
        state = state_field(self.record_type)
        fields = (field for field in self.record_type.filters() if field != state)
        return filters_of(fields, self.all_records, self.query, self.language, self.section.pk)

    @property
    def search(self) -> str:
        """The words looked for in titles."""
        return " ".join(str(self.query.get("q", ""))[:LONGEST_SEARCH].replace("\0", "").split())

    @cached_property
    def in_every_state(self) -> Any:
        """The records that the filters and the search leave."""
        found = self.all_records
        for item in self.filters:
            found = found.filter(item.condition) if item.condition else found
        words = [word for word in searched(self.search).split(BEFORE_WORD) if word]
        if words:
            found = found.annotate(folded=KeyTextTransform(SEARCHED, "sort_keys"))
        for word in words:
            found = found.filter(folded__contains=BEFORE_WORD + word)
        return found

    @cached_property
    def division(self) -> Division:
        """The lists by state, and the one asked for."""
        found = self.in_every_state
        return division_of(self.record_type, found, self.query, self.today, self.language)

    @cached_property
    def records(self) -> Any:
        """The records asked for, in the order asked for."""
        return self.in_every_state.filter(self.division.condition).order_by(*self._order())

    @cached_property
    def sort(self) -> str:
        """The column that orders the list, ``-`` before it for the greatest first."""
        asked = str(self.query.get("sort", ""))
        allowed = {"title", *(field.key for field in self.record_type.columns())}
        return asked if asked.removeprefix("-") in allowed else self.record_type.sorted_by

    def _order(self) -> Iterator[Any]:
        if self.group_field:
            yield _by_group(self.group_field)
        yield _by(self.sort.removeprefix("-"), is_reversed=self.sort.startswith("-"))
        yield F("sort_keys__title").asc(nulls_last=True)
        yield "pk"

    @cached_property
    def group_field(self) -> RecordField | None:
        """The field under whose values the list is divided, while it has its own order."""
        key = self.record_type.group_field
        field = self.record_type.field(key) if key else None
        has_own_order = self.sort == self.record_type.sorted_by
        return field if field and field.is_public and has_own_order else None

    @property
    def chosen(self) -> dict[str, str]:
        """What holds of the query, as it stands in addresses; the page's number left out."""
        chosen = {"q": self.search} if self.search else {}
        chosen |= self.division.chosen
        for item in self.filters:
            chosen |= item.chosen
        return chosen | ({"sort": self.sort} if self.sort != self.record_type.sorted_by else {})

    @property
    def path(self) -> str:
        """The address of the section within its host, without a query."""
        parts = self.section.get_url_parts()
        return str(parts[2]) if parts else ""

    def address(self, **changes: str) -> str:
        """Return the address of this list with *changes* to its query; an empty value drops one."""
        values = {name: value for name, value in (self.chosen | changes).items() if value}
        return f"{self.path}?{urlencode(values)}" if values else self.path

    @property
    def is_narrowed(self) -> bool:
        """Whether the reader narrowed the list, the choice of a state apart."""
        return bool(self.search or any(item.condition for item in self.filters))


def _by(key: str, *, is_reversed: bool = False) -> Any:
    field = F("first_published_at") if key == "published" else F(f"sort_keys__{key}")
    return field.desc(nulls_last=True) if is_reversed else field.asc(nulls_last=True)


def _by_group(field: RecordField) -> Any:
    if not field.choices:
        return _by(field.key, is_reversed=field.kind in LATEST_FIRST)
    places = (
        When(Q((f"listed__{field.key}", choice.key)), then=Value(place))
        for place, choice in enumerate(field.choices)
    )
    return Case(*places, default=Value(len(field.choices))).asc()


def record_type_of(section: SectionPage) -> RecordType | None:
    """Return the kind of record that *section* lists, None where it lists something else.

    A section whose category has ended keeps its records and goes on showing them.
    """
    spec = section_spec(section)
    kind = spec.record_type if spec else _kind_within(section)
    return plugins.record_types().get(kind)


def _kind_within(section: SectionPage) -> str:
    if not section.key:
        return ""
    return _children_of(section).values_list("kind", flat=True).first() or ""


def _children_of(section: SectionPage) -> Any:
    return RecordPage.objects.filter(path__range=subtree(section.path), depth=section.depth + 1)
