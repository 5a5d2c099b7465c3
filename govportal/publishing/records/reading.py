"""Understands what a table says of a record: days, figures and choices as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from govportal.folding import fold
from govportal.publishing.records.field_blocks import plain_number
from govportal.record_types import RecordField, RecordType

FILES = ("file", "table_file", "document")
YES = {"co", "yes", "true", "1", "x"}
NO = {"khong", "no", "false", "0", ""}
WITHOUT_WORDS = ("date", "time", "integer", "number", "yes_no", "image", *FILES)
NOT_IN_TABLES = ("image", *FILES)


class UnreadableValueError(ValueError):
    """A value can't be understood; the message says what is expected."""


def fields_by_column(columns: Iterable[str], record_type: RecordType) -> dict[str, str]:
    """Return the field that each of *columns* fills: by its key, or its label in any language."""
    known = {"title": "title", fold("Tiêu đề"): "title"}
    known |= {fold(name): "title" for name in _names(record_type.title_label)}
    for field in record_type.fields:
        known |= {fold(name): field.key for name in (field.key, *_names(field.label))}
    return {column: known[fold(column)] for column in columns if fold(column) in known}


def value_of(field: RecordField, written: Any) -> Any:
    """Return what is stored for *written*.

    Raises:
        UnreadableValueError: it does not fit the kind of the field.
    """
    if written in (None, "", []):
        return [] if field.kind == "list" else None if field.kind in WITHOUT_WORDS else ""
    return _READERS.get(field.kind, _text)(field, written)


def _names(label: Any) -> tuple[str, ...]:
    return (label.vi, label.en or label.vi) if label else ()


def _text(field: RecordField, written: Any) -> str:
    return str(written).strip()


def _paragraphs(field: RecordField, written: Any) -> str:
    lines = [line.strip() for line in str(written).splitlines() if line.strip()]
    return str(format_html_join("", "<p>{}</p>", ((line,) for line in lines)))


def _day(field: RecordField, written: Any) -> str:
    text = str(written).strip()
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        message = _("“%(value)s” is not a day. Write it as day/month/year.")
        raise UnreadableValueError(message % {"value": text}) from None


def _time(field: RecordField, written: Any) -> str:
    text = re.sub("[hg]", ":", str(written).strip().lower()).rstrip(":")
    try:
        return time.fromisoformat(text.zfill(5 if ":" in text else 2)).isoformat()
    except ValueError:
        message = _("“%(value)s” is not a time. Write it as 07:30.")
        raise UnreadableValueError(message % {"value": written}) from None


def decimal_of(written: Any) -> Decimal:
    """Return the figure that is *written*, in words as the form takes them.

    Raises:
        UnreadableValueError: it is no figure, or could be two.
    """
    try:
        return Decimal(plain_number(str(written)) if isinstance(written, str) else str(written))
    except ValidationError as error:
        raise UnreadableValueError(error.messages[0]) from None
    except InvalidOperation:
        message = _("“%(value)s” is not a number.")
        raise UnreadableValueError(message % {"value": written}) from None


def _whole(field: RecordField, written: Any) -> int:
    # A point in a whole number can only part its thousands.
    found = decimal_of(written.replace(".", "") if isinstance(written, str) else written)
    if found != found.to_integral_value():
        message = _("“%(value)s” is not a whole number.")
        raise UnreadableValueError(message % {"value": written})
    return int(found)


def _yes_no(field: RecordField, written: Any) -> bool:
    word = fold(str(written)).strip()
    if word not in YES | NO:
        message = _("“%(value)s” is neither yes nor no.")
        raise UnreadableValueError(message % {"value": written})
    return word in YES


def _choice(field: RecordField, written: Any) -> str:
    word = fold(str(written)).strip()
    for choice in field.choices:
        if word in (choice.key, fold(choice.label.vi), fold(choice.label.en)):
            return choice.key
    allowed = "; ".join(choice.label.vi for choice in field.choices)
    message = _("“%(value)s” is not one of: %(allowed)s.")
    raise UnreadableValueError(message % {"value": written, "allowed": allowed})


def _entries(field: RecordField, written: Any) -> list[dict[str, Any]]:
    if not isinstance(written, list) or not all(isinstance(entry, dict) for entry in written):
        raise UnreadableValueError(_("Entries of a list are taken from JSON alone."))
    return [
        {child.key: value_of(child, entry.get(child.key)) for child in field.fields}
        for entry in written
    ]


def _refused(field: RecordField, written: Any) -> Any:
    raise UnreadableValueError(_("Files and images are added in the administration."))


_READERS: dict[str, Callable[[RecordField, Any], Any]] = {
    "rich_text": _paragraphs,
    "date": _day,
    "time": _time,
    "integer": _whole,
    "number": lambda field, written: str(decimal_of(written)),
    "yes_no": _yes_no,
    "choice": _choice,
    "list": _entries,
    **dict.fromkeys(NOT_IN_TABLES, _refused),
}
