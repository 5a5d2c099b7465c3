"""What a record of a kind consists of: its fields, what they must hold and how they agree.

A kind of record is data: the law, a province or a plugin describes it, and the same page type,
form, list and export serve it. Free of Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import model_validator

from govportal.facts import Confidence, Dated, Facts, Key, Source, Text

FieldKind = Literal[
    "text",
    "long_text",
    "rich_text",
    "integer",
    "number",
    "date",
    "time",
    "yes_no",
    "choice",
    "link",
    "email",
    "image",
    "file",
    "table_file",
    "document",
    "list",
]
"""``table_file`` is a file that must hold a table (CSV, XLSX, ODS); ``document`` a legal document
of the portal; ``list`` repeats the fields within it."""

PeriodName = Literal["now", "past", "coming"]
"""Whether something holds today, holds no more, or does not hold yet."""


class Choice(Facts):
    """A value that a field of the kind ``choice`` may have."""

    key: Key
    label: Text


class RecordField(Dated):
    """A field of a record; the days are those on which the law asks for it."""

    key: Key
    kind: FieldKind = "text"
    label: Text
    help: Text | None = None
    """What to write here; the article is added to it by itself."""
    is_required: bool = False
    """Whether a record may not be published without it."""
    source: str = ""
    """The article that asks for the field; the type's own where empty."""
    unit: Text | None = None
    choices: tuple[Choice, ...] = ()
    fields: tuple[RecordField, ...] = ()
    """What each entry of a ``list`` consists of."""
    in_list: bool = False
    """Whether the field is a column of the public list, which can then be sorted by it."""
    is_filter: bool = False
    """Whether the public list can be narrowed by it."""
    is_public: bool = True

    @model_validator(mode="after")
    def _consistent(self) -> RecordField:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("choices_missing")
        if (self.kind == "list") != bool(self.fields):
            raise ValueError("list_fields_missing")
        return self

    def must_be_filled(self, on: date) -> bool:
        """Return whether the law in force *on* a day lets nothing be published without it."""
        return self.is_required and self.is_in_force(on)

    def choice(self, key: str) -> Choice | None:
        """Return the choice *key*, None where there is none."""
        return next((choice for choice in self.choices if choice.key == key), None)


class RecordCheck(Facts):
    """How fields of a record must agree before it is published.

    ``ordered``: the first of *fields* is not after the second. ``not_before``: the *fields* stay
    empty until the field *given* is filled. ``any_of``: one of *fields* is filled. ``filled``:
    all of them are. ``week``: the first of *fields* is a Monday, and each ``day`` in the list that
    is the second lies in its week. ``tree``: each ``superior`` in the list names another entry's
    ``name``, and nobody is one's own superior. ``alone_during``: no other published record of the
    portal in the same language has the same values in *fields*, the first of which is filled, for
    a day between the days in *given* and *until*.
    """

    kind: Literal["ordered", "not_before", "any_of", "filled", "week", "tree", "alone_during"]
    fields: tuple[Key, ...]
    given: str = ""
    until: str = ""
    when: dict[str, str] = {}
    """The choices that a record must have made for the check to concern it, by field."""
    message: Text
    """What is wrong and what to do; ``{other}`` is the title of the record in the way."""
    source: Source


class RecordType(Dated):
    """A kind of record, such as an investment project or a leader."""

    key: Key
    title: Text
    plural: Text
    title_label: Text | None = None
    """What the page's title is called for this kind: the name of the project."""
    fields: tuple[RecordField, ...]
    checks: tuple[RecordCheck, ...] = ()
    sorted_by: str = "title"
    """The field that orders the list, ``-`` before it for the greatest first."""
    dated_by: str = ""
    """The field whose day places a record in a period; its first publication where empty."""
    state_field: str = ""
    """The field whose changes are logged; the list has one tab for each of its choices."""
    group_field: str = ""
    """The field by which the public list is divided under headings."""
    begins_by: str = ""
    """The field of the first day on which what the record tells holds; since ever where empty."""
    ends_by: str = ""
    """The field of the last such day; without end where empty. With either, lists keep apart what
    holds today, what holds no more and what does not yet."""
    period_labels: dict[PeriodName, Text] = {}
    """What those three are called, where general words will not do: leaders are in office."""
    identified_by: str = ""
    """The field that names the record in the system it is taken from; its title where empty."""
    schema_type: str = ""
    """The type of schema.org that describes it."""
    source: Source
    confidence: Confidence = "N"
    note: Text | None = None

    @model_validator(mode="after")
    def _known_fields(self) -> RecordType:
        keys = [field.key for field in self.fields]
        if len(set(keys)) != len(keys):
            raise ValueError("field_twice")
        named = {self.sorted_by.removeprefix("-"), self.dated_by, self.state_field}
        named |= {self.group_field, self.identified_by, self.begins_by, self.ends_by}
        for check in self.checks:
            named |= {*check.fields, check.given, check.until, *check.when}
        if named - {*keys, "", "title", "published"}:
            raise ValueError("field_unknown")
        limits = filter(None, (self.begins_by, self.ends_by))
        if any(key not in keys or self.field(key).kind != "date" for key in limits):
            raise ValueError("field_without_day")
        return self

    def field(self, key: str) -> RecordField:
        """Return the field *key*.

        Raises:
            KeyError: the record has no such field.
        """
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)

    def columns(self) -> Iterator[RecordField]:
        """Yield the fields that the public list shows."""
        return (field for field in self.fields if field.in_list and field.is_public)

    def filters(self) -> Iterator[RecordField]:
        """Yield the fields by which the public list can be narrowed."""
        return (field for field in self.fields if field.is_filter and field.is_public)
