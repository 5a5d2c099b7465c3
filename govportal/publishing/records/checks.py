"""Whether the fields of a record agree with each other, as its description asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language
from wagtail.rich_text import RichText

from govportal.publishing.prose import has_text
from govportal.record_types import RecordCheck

Values = Mapping[str, Any]
WEEK = timedelta(days=7)


def fields_in_breach(check: RecordCheck, values: Values) -> tuple[str, ...]:
    """Return the fields of *values* at which *check* fails, none where it holds."""
    find = _BREACHES.get(check.kind)
    return find(check, values) if find and concerns(check, values) else ()


def concerns(check: RecordCheck, values: Values) -> bool:
    """Return whether *check* is about a record that has made the choices in *values*."""
    return all(values.get(key) == choice for key, choice in check.when.items())


def message(check: RecordCheck, **names: str) -> str:
    """Return what is wrong, what to do, and the article, in the reader's language."""
    text = check.message.in_language(get_language() or "vi").format(**names)
    return f"{text} ({check.source})"


def overlap(first: tuple[Any, Any], second: tuple[Any, Any]) -> bool:
    """Return whether two periods share a day; a period without an end goes on."""
    (begins, ends), (other_begins, other_ends) = _days(first), _days(second)
    return begins <= other_ends and other_begins <= ends


def is_filled(value: Any) -> bool:
    """Return whether a field holds something: ``0`` does, an empty paragraph does not."""
    if isinstance(value, RichText):
        return has_text(value)
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and (isinstance(value, int) or bool(value))


def _days(period: tuple[Any, Any]) -> tuple[date, date]:
    begins, ends = period
    return _day(begins) or date.min, _day(ends) or date.max


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _ordered(check: RecordCheck, values: Values) -> tuple[str, ...]:
    first, second = (values.get(key) for key in check.fields[:2])
    is_wrong = first is not None and second is not None and second < first
    return (check.fields[1],) if is_wrong else ()


def _not_before(check: RecordCheck, values: Values) -> tuple[str, ...]:
    if is_filled(values.get(check.given)):
        return ()
    return tuple(key for key in check.fields if is_filled(values.get(key)))


def _any_of(check: RecordCheck, values: Values) -> tuple[str, ...]:
    return () if any(is_filled(values.get(key)) for key in check.fields) else check.fields[:1]


def _filled(check: RecordCheck, values: Values) -> tuple[str, ...]:
    return tuple(key for key in check.fields if not is_filled(values.get(key)))


def _week(check: RecordCheck, values: Values) -> tuple[str, ...]:
    first, entries = (values.get(key) for key in check.fields)
    if first is None:
        return ()
    if first.isoweekday() != 1:
        return (check.fields[0],)
    days = [entry.get("day") for entry in entries or ()]
    is_outside = any(day and not first <= day < first + WEEK for day in days)
    return (check.fields[1],) if is_outside else ()


def _tree(check: RecordCheck, values: Values) -> tuple[str, ...]:
    entries = values.get(check.fields[0]) or ()
    superiors = {entry.get("name"): entry.get("superior") for entry in entries}
    return () if all(_reaches_root(name, superiors) for name in superiors) else check.fields


def _reaches_root(name: Any, superiors: Mapping[Any, Any]) -> bool:
    passed = set()
    while name and name in superiors and name not in passed:
        passed.add(name)
        name = superiors[name]
    return not name


_BREACHES: dict[str, Callable[[RecordCheck, Values], tuple[str, ...]]] = {
    "ordered": _ordered,
    "not_before": _not_before,
    "any_of": _any_of,
    "filled": _filled,
    "week": _week,
    "tree": _tree,
}
