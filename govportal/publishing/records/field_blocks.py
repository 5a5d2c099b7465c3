"""Form fields that Wagtail's blocks lack: figures as written here, described images, tables."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from govportal.publishing.records import table_files

DIGITS = 20
_AMBIGUOUS = re.compile(r"-?\d{1,3}\.\d{3}")
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def plain_number(text: str) -> str:
    """Return what was typed in the Vietnamese way as a program writes it: ``1.234,5`` → ``1234.5``.

    Raises:
        ValidationError: the only mark is a dot before three digits, which may be either mark.
    """
    text = _SPACES.sub("", text)
    whole, comma, decimals = text.partition(",")
    if comma:
        return f"{whole.replace('.', '')}.{decimals}" if _is_whole(whole) else text
    if _AMBIGUOUS.fullmatch(text):
        names = {
            "number": text,
            "thousands": text.replace(".", ""),
            "decimals": text.replace(".", ","),
        }
        message = _("Is %(number)s %(thousands)s or %(decimals)s? Write it in one of these ways.")
        raise ValidationError(message % names, code="ambiguous")
    return text.replace(".", "") if _GROUPED.fullmatch(text) else text


def _is_whole(text: str) -> bool:
    return "." not in text or _GROUPED.fullmatch(text) is not None


class WordsMixin:
    """Holds empty words where a record has none: translation reads words, never nothing."""

    def to_python(self, value: Any) -> str:
        """Return the words that are stored."""
        return value or ""

    normalize = to_python


class LineBlock(WordsMixin, blocks.CharBlock):
    """One line of words."""


class LinesBlock(WordsMixin, blocks.TextBlock):
    """Lines of words."""


class AmountField(forms.DecimalField):
    """A number whose decimal mark is a comma, as the country writes it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Decimal | None:
        """Read what was typed; a number stays one."""
        return super().to_python(plain_number(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Return how the number is shown; what cannot be read is shown as it was typed."""
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value


class AmountBlock(blocks.DecimalBlock):
    """A number with decimals."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field = AmountField(required=required, help_text=help_text, max_digits=DIGITS)

    def to_python(self, value: Any) -> Decimal | None:
        """Return the stored number; a float is what its digits say."""
        return None if value is None else Decimal(str(value))


class DescribedImageBlock(ImageBlock):
    """An image with its description for those who cannot see it, in the record's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.child_blocks["image"].label = _("Image")  # Wagtail makes one of the name, in English

    def clean(self, value: Any) -> Any:
        """Refuse an image that is neither described nor called decorative."""
        is_told = value is None or value.decorative or (value.contextual_alt_text or "").strip()
        if is_told or self.is_deferred_validation:
            return super().clean(value)
        message = _(
            "The image has no description. Describe in a few words what it shows, for those who "
            "cannot see it, or mark it as decorative (WCAG 2.2, 1.1.1)."
        )
        error = ValidationError(message, code="no_description")
        raise StructBlockValidationError(block_errors={"alt_text": error})


class TableFileBlock(DocumentChooserBlock):
    """A file that must hold a table."""

    def clean(self, value: Any) -> Any:
        """Refuse a file that holds no table, unless a draft is being kept."""
        cleaned = super().clean(value)
        if cleaned is not None and not self.is_deferred_validation:
            table_files.refuse_other_than_table(cleaned)
        return cleaned
