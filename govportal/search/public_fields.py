"""The fields of a record that anybody may read, as blocks and values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govportal.publishing.records.blocks import FieldsBlock, block_of
from govportal.publishing.records.models import RecordPage
from govportal.record_types import RecordField


def public_values(record: RecordPage) -> Iterator[tuple[Any, Any]]:
    """Yield block and value of each public field of *record*, those within lists as well.

    Of a kind that nobody describes nothing is known to be public.
    """
    try:
        fields, block = record.record_type.fields, block_of(record.kind)
    except KeyError:
        return
    yield from _within(fields, block, record.values)


def _within(
    fields: tuple[RecordField, ...], block: FieldsBlock, values: Any
) -> Iterator[tuple[Any, Any]]:
    for field in (field for field in fields if field.is_public):
        child, value = block.child_blocks[field.key], values.get(field.key)
        inner = getattr(child, "child_block", None)
        if isinstance(inner, FieldsBlock):
            for entry in value or ():
                yield from _within(field.fields, inner, entry)
        elif value not in (None, ""):
            yield child, value
