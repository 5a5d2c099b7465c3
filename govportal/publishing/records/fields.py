"""The column and the form field that hold what a record says."""

from __future__ import annotations

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import (
    Block,
    BlockField,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructValue,
)
from wagtail.fields import StreamField

from govportal.folding import normalise
from govportal.plugins import NoProvinceError
from govportal.province_problems import ProvinceDataError
from govportal.publishing.composition import composed_data
from govportal.publishing.records import checks
from govportal.publishing.records.blocks import FieldsBlock, RecordBlock, details_block

_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


class DetailsField(StreamField):
    """The fields of a record, stored as a stream of one block: the one of the record's kind.

    Which kinds there are is data of the installed plugins, so no migration knows them. All text
    is stored in NFC (INFO-37).
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__([], **kwargs)

    @property
    def stream_block(self) -> StreamBlock:
        return details_block()

    def check(self, **kwargs: Any) -> list[Any]:
        """Check the blocks, once the province's data can be read; its own check names the rest."""
        try:
            return list(super().check(**kwargs))
        except (NoProvinceError, ProvinceDataError):
            return []

    def formfield(self, **kwargs: Any) -> Any:
        """Return what stands for the field until :class:`RecordForm` knows the record's kind."""
        return super(StreamField, self).formfield(
            **{"form_class": BlockField, "block": StreamBlock(), **kwargs}
        )

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [], kwargs

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored: every field of the kind, those that it has gained included."""
        if isinstance(value, StreamValue):
            list(value)  # what nobody has read would be stored as it was
        return composed_data(super().get_prep_value(value))

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Return what is stored, and let the record itself hold it, as search reads that."""
        value = super().pre_save(model_instance, add)
        raw = super().get_prep_value(value)
        stored = self.get_prep_value(value)
        if raw != stored:
            setattr(model_instance, self.attname, stored)
        return stored


class DetailsFormField(BlockField):
    """Shows and reads the fields of one kind of record."""

    def __init__(self, block: RecordBlock, **kwargs: Any) -> None:
        super().__init__(block=block, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return what the form shows: the fields within the stream."""
        return struct_of(value, self.block) if isinstance(value, StreamValue) else value

    def clean(self, value: Any) -> StreamValue:
        """Return what is stored.

        Raises:
            ValidationError: a field is missing or wrong, or two contradict each other.
        """
        return stream_of(super().clean(value), self.block)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether a reader of the form has changed what it showed.

        Whoever changes a page is one of its authors and may not approve it, so what the form
        itself makes of stored values is no change: days and figures as words, new ids of entries.
        """
        try:
            sent = self.block.clean_deferred(data)
        except ValidationError:
            return True
        return _comparable(self.block, sent) != _comparable(self.block, self.prepare_value(initial))


def _comparable(block: Block, value: Any) -> str:
    return json.dumps(_plain(block, value), cls=DjangoJSONEncoder, sort_keys=True)


def _plain(block: Block, value: Any) -> Any:
    if isinstance(block, FieldsBlock):
        return {key: _plain(child, value.get(key)) for key, child in block.child_blocks.items()}
    if isinstance(block, ListBlock):
        return [_plain(block.child_block, entry) for entry in value or ()]
    if isinstance(block, RichTextBlock):
        return _as_edited(block, value)
    return _without_blanks(composed_data(block.get_prep_value(value)))


def _as_edited(block: RichTextBlock, value: Any) -> str:
    """Return the markup that the editor makes of *value*, without the keys it draws by lot."""
    if not checks.is_filled(value):
        return ""
    shown = block.field.widget.format_value(value.source)
    sent = block.field.widget.value_from_datadict({"text": shown}, {}, "text")
    return normalise(_BLOCK_KEY.sub("", sent))


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_blanks(item) for key, item in value.items()}
    return None if value is False or value == "" else value


def struct_of(value: StreamValue, block: RecordBlock) -> StructValue:
    """Return the fields within the stream, empty ones where it holds none of this kind."""
    for child in value:
        if child.block_type == block.name:
            return child.value
    return block.get_default()


def stream_of(fields: StructValue, block: RecordBlock) -> StreamValue:
    """Return the stream of one block that holds *fields*.

    The block's id is the kind, so that translations find it in their source.
    """
    raw = {
        "type": block.name,
        "value": composed_data(block.get_prep_value(fields)),
        "id": block.name,
    }
    return StreamValue(details_block(), [raw], is_lazy=True)
