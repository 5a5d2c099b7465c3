"""Narrows a list of records by what the reader chose; what makes no sense is left out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from govportal.dictionary_order import sort_key
from govportal.publishing.listed.choices import said_in
from govportal.record_types import RecordField

RESERVED = {"q", "sort", "page", "format"}
MOST_OPTIONS = 300
"""A longer choice than this helps nobody; the search does."""
BY_WHAT_IS_SAID = {"text", "long_text", "integer"}
"""Kinds whose filter offers what the records say."""
BY_RANGE = {"date", "number"}
INPUTS = {"date": "date", "number": "number"}

Query = Mapping[str, Any]


@dataclass(frozen=True)
class Option:
    """A value that the list can be narrowed to."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Bound:
    """One end of a range: its name in the address, its label and what was asked for."""

    name: str
    label: str
    value: str = ""


@dataclass(frozen=True)
class Filter:
    """A field by which the list can be narrowed, and what the reader chose."""

    field: RecordField
    label: str
    options: tuple[Option, ...] = ()
    bounds: tuple[Bound, ...] = ()
    condition: Q | None = None

    @property
    def name(self) -> str:
        """The name of the filter in the address."""
        return name_of(self.field)

    @property
    def input(self) -> str:
        """The type of the input of a bound."""
        return INPUTS.get(self.field.kind, "text")

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for and made sense, as it stands in the address."""
        found = {option.value for option in self.options if option.is_chosen}
        ends = {bound.name: bound.value for bound in self.bounds if bound.value}
        return ({self.name: found.pop()} if found else {}) | ends


def name_of(field: RecordField) -> str:
    """Return the name of *field* in the address of a list."""
    return f"{field.key}_" if field.key in RESERVED else field.key


def filters_of(
    fields: Iterable[RecordField], records: Any, query: Query, language: str, section: int
) -> list[Filter]:
    """Return the filters of the *records* listed in *section*, with what *query* asks of each."""
    fields = list(fields)
    telling = [field for field in fields if field.kind in BY_WHAT_IS_SAID]
    said = said_in(section, lambda: _said_in(records, telling)) if telling else {}
    found = (_filter(field, said, query, language) for field in fields)
    return [item for item in found if item.options or item.bounds]


def _said_in(records: Any, fields: list[RecordField]) -> dict[str, list[str]]:
    """Return what *records* say in each of *fields*, in order; one query for all of them."""
    found: dict[str, list[str]] = {}
    first, *others = (_distinct(records, field.key) for field in fields)
    for key, value in first.union(*others):
        found.setdefault(key, []).append(str(value))
    return {key: sorted(values, key=sort_key) for key, values in found.items()}


def _distinct(records: Any, key: str) -> Any:
    found = records.order_by().filter(listed__has_key=key)
    option = Cast(KeyTextTransform(key, "listed"), TextField())
    values = found.annotate(filter=Value(key, TextField()), option=option)
    return values.values_list("filter", "option").distinct()


def _filter(field: RecordField, said: dict[str, list[str]], query: Query, language: str) -> Filter:
    empty = Filter(field, field.label.in_language(language))
    if field.kind in BY_RANGE:
        return _by_range(empty, query)
    return _by_option(empty, list(_options(field, said.get(field.key, []), language)), query)


def _by_option(empty: Filter, options: list[Option], query: Query) -> Filter:
    asked = str(query.get(empty.name, ""))
    options = [replace(option, is_chosen=option.value == asked) for option in options]
    is_known = any(option.is_chosen for option in options)
    condition = _equals(empty.field, asked) if is_known else None
    return replace(empty, options=tuple(options), condition=condition)


def _options(field: RecordField, said: list[str], language: str) -> Iterator[Option]:
    for choice in field.choices:
        yield Option(choice.key, choice.label.in_language(language))
    if field.kind == "yes_no":
        yield Option("yes", _("Yes"))
        yield Option("no", _("No"))
    for value in said[::-1] if field.kind == "integer" else said[:MOST_OPTIONS]:
        yield Option(value, value)


def _equals(field: RecordField, value: str) -> Q:
    path = f"listed__{field.key}"
    if field.kind == "yes_no":
        no = Q((path, False)) | Q((f"{path}__isnull", True))
        return Q((path, True)) if value == "yes" else no
    return Q((path, int(value) if field.kind == "integer" else value))


def _by_range(empty: Filter, query: Query) -> Filter:
    names = f"{empty.name}_from", f"{empty.name}_to"
    read = _READERS[empty.field.kind]
    low, high = (read(str(query.get(name, ""))) for name in names)
    if low is not None and high is not None and low > high:
        low, high = high, low
    bounds = (
        Bound(names[0], _("%(field)s, from") % {"field": empty.label}, _written(low)),
        Bound(names[1], _("%(field)s, to") % {"field": empty.label}, _written(high)),
    )
    return replace(empty, bounds=bounds, condition=_between(empty.field.key, low, high))


def _between(key: str, low: Any, high: Any) -> Q | None:
    condition = Q()
    if low is not None:
        condition &= Q((f"listed__{key}__gte", low))
    if high is not None:
        condition &= Q((f"listed__{key}__lte", high))
    return condition or None


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def _figure(text: str) -> float | None:
    try:
        figure = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return figure if math.isfinite(figure) else None


def _written(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


_READERS: dict[str, Callable[[str], Any]] = {"date": _day, "number": _figure}
