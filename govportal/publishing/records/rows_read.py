"""Reads the rows of a source: which column fills which field, and what its values mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.blocks.struct_block import StructBlockValidationError

from govportal.publishing.records import reading
from govportal.publishing.records.blocks import RecordBlock
from govportal.publishing.records.sources import Row
from govportal.record_types import RecordType


@dataclass(frozen=True)
class RowReader:
    """Reads rows as records of one kind."""

    record_type: RecordType

    def values_of(self, row: Row) -> dict[str, Any]:
        """Return the values of *row* by field, each understood.

        Raises:
            ValidationError: with every value that can't be understood, named by its column.
        """
        values: dict[str, Any] = {}
        errors: list[str] = []
        for column, key in reading.fields_by_column(row, self.record_type).items():
            try:
                values[key] = self._value(key, row[column])
            except reading.UnreadableValueError as error:
                errors.append(f"{column}: {error}")
        errors = errors or list(self._missing(values))
        if errors:
            raise ValidationError(errors)
        return values

    def _missing(self, values: dict[str, Any]) -> Iterator[str]:
        for key in {"title", self.record_type.identified_by or "title"}:
            if not values.get(key):
                message = _("The row has no value for “%(name)s”.")
                yield message % {"name": self._label(key)}

    def identity(self, values: dict[str, Any]) -> str:
        """Return what names the record in its source."""
        return str(values[self.record_type.identified_by or "title"])

    def unknown_columns(self, row: Row, known: set[str]) -> Iterator[str]:
        """Yield a message for each column of *row* that fills no field and is not *known* yet."""
        named = reading.fields_by_column(row, self.record_type)
        for column in row:
            if column not in named and column not in known:
                message = _("The column “%(name)s” fills no field and is left out.")
                yield message % {"name": column}
        known.update(row)

    def checked(self, raw: dict[str, Any]) -> Any:
        """Return *raw* as the form would have read it.

        Raises:
            ValidationError: a value is of the wrong form, named by its label.
        """
        block = RecordBlock(self.record_type)
        try:
            return block.clean_deferred(block.to_python(raw))
        except StructBlockValidationError as error:
            raise ValidationError(
                [f"{self._label(key)}: {m}" for key, e in error.block_errors.items()
                 for m in getattr(e, "messages", [str(e)])]
            ) from error  # fmt: skip

    def _value(self, key: str, written: Any) -> Any:
        if key == "title":
            return str(written).strip()
        return reading.value_of(self.record_type.field(key), written)

    def _label(self, key: str) -> str:
        kind = self.record_type
        label = kind.title_label if key == "title" else kind.field(key).label
        return label.in_language(get_language() or "vi") if label else _("Title")
