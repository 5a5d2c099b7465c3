"""Text with marks that says something."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.rich_text import RichText, get_text_for_indexing


def has_text(prose: RichText) -> bool:
    """Return whether *prose* holds a letter: what is typed and deleted leaves its markup behind."""
    return bool(get_text_for_indexing(prose.source).strip())


class ProseBlock(blocks.RichTextBlock):
    """Text with marks; an empty paragraph is no text."""

    def clean(self, value: Any) -> Any:
        """Refuse empty text where text is asked for."""
        cleaned = super().clean(value)
        if self.required and not has_text(cleaned):
            raise ValidationError(self.field.error_messages["required"], code="required")
        return cleaned

    def deconstruct(self) -> Any:
        """Stand in migrations as the text it is: what is enough of it is not the database's."""
        return "wagtail.blocks.RichTextBlock", [], self._constructor_args[1]
