"""The fields of the national record of a document, with their lengths, as the law lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal.defaults import NATIONAL
from govportal.facts import Confidence, Facts, Source, Text
from govportal.province_files import read_facts
from govportal.province_problems import ProvinceDataError

Record = dict[str, Any]
"""The fields by name. SignerInfo holds fields of its own, To a list of such groups."""
PRINTED_DAY = "%d/%m/%Y"
"""Also read, besides the form that is written."""
LONGEST_NUMBER = 9
"""Digits of a number that every database can hold."""


class Field(Facts):
    """A field of the record; a dot in its name divides the group from the field in it."""

    name: str
    label: Text
    longest: int | None = None
    """Characters that a value may have; None where the text gives no number."""
    kind: Literal["text", "number", "day"] = "text"
    is_required: bool = False
    source: Source
    confidence: Confidence


class Form(Facts):
    """How records are written as XML."""

    root: str
    record: str
    day: str
    source: Source
    confidence: Confidence


class RecordFormat(Facts):
    """The whole data file."""

    form: Form
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Problem:
    """Why a record cannot be exchanged: a field and what to do about it."""

    field: str
    message: str


@lru_cache
def record_format() -> RecordFormat:
    """Return the form and the fields of the record."""
    facts, problems = read_facts(NATIONAL / "document_records.toml", RecordFormat)
    if facts is None:
        raise ProvinceDataError(problems)
    return facts


def values_of(record: Mapping[str, Any], field: Field) -> Iterator[Any]:
    """Yield each value that *record* has for *field*."""
    group, _dot, name = field.name.rpartition(".")
    holders = record.get(group, []) if group else record
    for holder in holders if isinstance(holders, list) else [holders]:
        if holder.get(name) not in (None, ""):
            yield holder[name]


def problems_of(record: Mapping[str, Any]) -> list[Problem]:
    """Return what keeps *record* from being exchanged, in the active language."""
    found: list[Problem] = []
    for field in record_format().fields:
        values = list(values_of(record, field))
        if field.is_required and not values:
            message = _("%(label)s (%(name)s) is missing. Enter it.")
            found.append(Problem(field.name, message % _names(field)))
        found += [problem for value in values if (problem := _too_long(field, value))]
    return found


def _too_long(field: Field, value: Any) -> Problem | None:
    length = len(str(value))
    if field.longest is None or field.kind == "day" or length <= field.longest:
        return None
    message = _(
        "%(label)s (%(name)s) has %(length)d characters, at most %(longest)d are allowed. "
        "Shorten it."
    )
    counts = {"length": length, "longest": field.longest}
    return Problem(field.name, message % (_names(field) | counts))


def _names(field: Field) -> dict[str, Any]:
    return {"label": field.label.in_language(get_language() or "vi"), "name": field.name}


def value_from(field: Field, text: str) -> str | int | date:
    """Return the value of *field* that is written as *text*.

    Raises:
        ValueError: it is no number, or no day; the message says so in the active language.
    """
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    if field.kind == "number" and not is_number:
        message = _("%(label)s (%(name)s): “%(text)s” is no whole number.")
        raise ValueError(message % (_names(field) | {"text": text[:40]}))
    if field.kind == "day":
        return _day(field, text)
    return int(text) if field.kind == "number" else text


def _day(field: Field, text: str) -> date:
    for form in (record_format().form.day, PRINTED_DAY):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    message = _("%(label)s (%(name)s): “%(text)s” is no day. Write it as %(example)s.")
    example = date(2026, 1, 31).strftime(record_format().form.day)
    raise ValueError(message % (_names(field) | {"text": text[:40], "example": example}))
