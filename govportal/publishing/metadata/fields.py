"""The column and the form field for the texts that editors write in place of automatic ones."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockField, StructValue

from govportal.publishing.form_blocks import FormBlock
from govportal.publishing.lazy_texts import in_language, lazily
from govportal.publishing.metadata.elements import Element, elements, joined, values_in

LONGEST_INPUT = 2000
LEVELS = {
    "obligatory": _("Obligatory"),
    "recommended": _("Recommended"),
    "optional": _("Optional"),
}


@lru_cache
def metadata_block() -> FormBlock:
    """Return the form with one line an element, each naming its article."""
    lines = [(key, _line(item)) for key, item in elements().items()]
    block = FormBlock(lines, label=capfirst(_("metadata")))
    block.set_name("metadata")
    return block


def _line(element: Element) -> blocks.CharBlock:
    return blocks.CharBlock(
        label=in_language(element.label),
        help_text=lazily(lambda: f"{LEVELS[element.level]} ({element.source})"),
        required=False,
        max_length=LONGEST_INPUT,
    )


class MetadataFormField(BlockField):
    """Shows one line an element; what stays empty is filled automatically."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, StructValue) else self.block.to_python(value or {})

    def clean(self, value: Any) -> dict[str, str]:
        """Return the texts that were written, spaces and semicolons put in order."""
        return _written(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _written(data or {}) != (initial or {})


def _written(value: Any) -> dict[str, str]:
    texts = {
        key: joined(values_in(element, str(value.get(key) or "")))
        for key, element in elements().items()
    }
    return {key: text for key, text in texts.items() if text}


class MetadataField(models.JSONField):
    """Texts by element of metadata."""

    def formfield(self, **kwargs: Any) -> Any:
        return MetadataFormField(metadata_block(), label=self.verbose_name)
