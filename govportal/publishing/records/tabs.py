"""Divides a list into lists by state: those of a project, or whether something holds today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from govportal.publishing.records.filters import Query, name_of
from govportal.publishing.records.periods import NAME, Period, period_of
from govportal.record_types import RecordField, RecordType

ALL = "all"


@dataclass(frozen=True)
class Part:
    """One of the lists: its value in the address, its name and how many records it has."""

    value: str
    label: str
    condition: Q
    count: int = 0


@dataclass(frozen=True)
class Division:
    """The lists that a list of records is divided into, and the one that is shown."""

    name: str
    parts: tuple[Part, ...]
    current: str
    default: str

    @property
    def condition(self) -> Q:
        """Which records the list that is shown has."""
        return next((part.condition for part in self.parts if part.value == self.current), Q())

    @property
    def count(self) -> int | None:
        """How many records the list that is shown has, None where nobody counted."""
        return next((part.count for part in self.parts if part.value == self.current), None)

    @property
    def chosen(self) -> dict[str, str]:
        """What the address must say for the list that is shown."""
        return {} if self.current == self.default else {self.name: self.current}


UNDIVIDED = Division("", (), ALL, ALL)


def division_of(
    record_type: RecordType, records: Any, query: Query, today: date, language: str
) -> Division:
    """Return how a list of *records* is divided, counted in one query."""
    field, period = state_field(record_type), period_of(record_type)
    if field is not None:
        parts = _counted(_by_field(field, language), records)
        return _asked(name_of(field), parts, query, ALL)
    if period is not None:
        given = _by_period(period, today, language)
        parts = tuple(part for part in _counted(given, records) if part.count)
        divides = len(parts) > 2
        return _asked(NAME, parts, query, "now") if divides else UNDIVIDED
    return UNDIVIDED


def state_field(record_type: RecordType) -> RecordField | None:
    """Return the field whose choices are the lists, None where nothing public divides them."""
    key = record_type.state_field
    field = record_type.field(key) if key else None
    return field if field and field.is_public and field.choices else None


def _asked(name: str, parts: tuple[Part, ...], query: Query, default: str) -> Division:
    values = {part.value for part in parts}
    default = default if default in values else ALL
    asked = str(query.get(name, ""))
    return Division(name, parts, asked if asked in values else default, default)


def _by_field(field: RecordField, language: str) -> Iterator[Part]:
    for choice in field.choices:
        condition = Q((f"listed__{field.key}", choice.key))
        yield Part(choice.key, choice.label.in_language(language), condition)


def _by_period(period: Period, today: date, language: str) -> Iterator[Part]:
    for when, label in period.labels(language):
        yield Part(when, label, period.condition(when, today))


def _counted(given: Iterable[Part], records: Any) -> tuple[Part, ...]:
    """Return the parts with their counts, the whole before them."""
    parts = [Part(ALL, _("All"), Q(pk__isnull=False)), *given]
    counts = {f"n{n}": Count("pk", filter=part.condition) for n, part in enumerate(parts)}
    found = records.order_by().aggregate(**counts)
    return tuple(replace(part, count=found[f"n{n}"]) for n, part in enumerate(parts))
