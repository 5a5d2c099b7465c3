"""Makes the form of a kind of record out of its description."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from govportal import plugins
from govportal.publishing.blocks import RICH_TEXT, NumberBlock
from govportal.publishing.form_blocks import FormBlock
from govportal.publishing.lazy_texts import in_language, lazily
from govportal.publishing.prose import ProseBlock
from govportal.publishing.records import checks
from govportal.publishing.records.field_blocks import (
    AmountBlock,
    DescribedImageBlock,
    LineBlock,
    LinesBlock,
    TableFileBlock,
)
from govportal.record_types import RecordField, RecordType

Options = dict[str, Any]
Errors = dict[str, ValidationError]


class FieldsBlock(FormBlock):
    """Described fields: those of a record, or of an entry of one of its lists."""

    def __init__(self, fields: Sequence[RecordField], source: str, **kwargs: Any) -> None:
        today = timezone.localdate()
        self.articles = {field.key: field.source or source for field in fields}
        self.lists = {f.key for f in fields if f.kind == "list" and f.must_be_filled(today)}
        super().__init__([(f.key, field_block(f, source, today)) for f in fields], **kwargs)

    def clean(self, value: Any) -> Any:
        """Check every field, so that an editor sees at once all that is wrong.

        Raises:
            StructBlockValidationError: what is wrong, what to do and the article, by field.
        """
        cleaned, errors = {}, {}
        for key, given in value.items():
            try:
                cleaned[key] = self._clean_field(key, given)
            except ValidationError as error:
                errors[key] = _told(error, self.articles[key])
        errors |= self.contradictions(cleaned)
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return self._to_struct_value(cleaned.items())

    def _clean_field(self, key: str, given: Any) -> Any:
        cleaned = self.child_blocks[key].clean(given)
        if key in self.lists and not cleaned and not self.is_deferred_validation:
            raise ValidationError("", code="required")
        return cleaned

    def contradictions(self, values: checks.Values) -> Errors:
        """Return what does not agree in *values*, those fields that are right by themselves."""
        return {}


class RecordBlock(FieldsBlock):
    """The fields of one kind of record."""

    def __init__(self, record_type: RecordType, **kwargs: Any) -> None:
        self.record_type = record_type
        super().__init__(record_type.fields, record_type.source, **kwargs)

    def contradictions(self, values: checks.Values) -> Errors:
        """Return which fields do not agree with each other; a draft may hold what it likes."""
        found: Errors = {}
        for check in () if self.is_deferred_validation else self.record_type.checks:
            if values.keys() >= {*check.fields, *filter(None, (check.given, check.until))}:
                for key in checks.fields_in_breach(check, values):
                    found[key] = ValidationError(checks.message(check), code=check.kind)
        return found


def _told(error: ValidationError, article: str) -> ValidationError:
    """Say of a field left empty what to do and who asks for it."""
    if getattr(error, "code", "") == "required":
        message = _("Fill this in before the page is submitted (%(article)s).")
        return ValidationError(message % {"article": article}, code="required")
    nested = getattr(error, "block_errors", None)
    if isinstance(error, StructBlockValidationError) and nested:
        told = {key: _told(problem, article) for key, problem in nested.items()}
        return StructBlockValidationError(told, error.non_block_errors)
    return error


@plugins.remember
def block_of(kind: str) -> RecordBlock:
    """Return the form of the records of *kind*.

    Raises:
        KeyError: no installed plugin describes such records.
    """
    record_type = plugins.record_types()[kind]
    block = RecordBlock(record_type, label=in_language(record_type.title), icon="doc-full")
    block.set_name(kind)
    return block


@plugins.remember
def details_block() -> blocks.StreamBlock:
    """Return the block that reads the records of every kind from the database."""
    return blocks.StreamBlock([(key, block_of(key)) for key in plugins.record_types()])


def field_block(field: RecordField, source: str, today: date) -> blocks.Block:
    """Return the block in which *field* is filled in; *source* is the article behind it."""
    options: Options = {
        "label": in_language(field.label),
        "required": field.must_be_filled(today),
        "help_text": _help(field, source),
    }
    return _MAKERS[field.kind](field, options)


def _help(field: RecordField, source: str) -> Any:
    article = field.source or source
    return lazily(lambda: " ".join(filter(None, [_in_words(field), f"({article})"])))


def _in_words(field: RecordField) -> str:
    language = get_language() or "vi"
    words = [field.help.in_language(language)] if field.help else []
    if field.unit:
        words.append(_("Unit: %(unit)s.") % {"unit": field.unit.in_language(language)})
    return " ".join(words)


def _choices(field: RecordField) -> list[tuple[str, Any]]:
    return [(choice.key, in_language(choice.label)) for choice in field.choices]


def _list(field: RecordField, options: Options) -> blocks.Block:
    options.pop("required")  # an empty list is told as any other field left empty
    return blocks.ListBlock(FieldsBlock(field.fields, field.source), default=[], **options)


# Translation takes apart what is stored, and no text is an empty one, not None.
_MAKERS: dict[str, Callable[[RecordField, Options], blocks.Block]] = {
    "text": lambda field, options: LineBlock(max_length=255, **options),
    "long_text": lambda field, options: LinesBlock(rows=3, **options),
    "rich_text": lambda field, options: ProseBlock(features=RICH_TEXT, **options),
    "integer": lambda field, options: NumberBlock(**options),
    "number": lambda field, options: AmountBlock(**options),
    "date": lambda field, options: blocks.DateBlock(**options),
    "time": lambda field, options: blocks.TimeBlock(**options),
    # What must be confirmed is a required box; any other may stay empty.
    "yes_no": lambda field, options: blocks.BooleanBlock(**options),
    "choice": lambda field, options: blocks.ChoiceBlock(choices=_choices(field), **options),
    "link": lambda field, options: blocks.URLBlock(**options),
    "email": lambda field, options: blocks.EmailBlock(**options),
    "image": lambda field, options: DescribedImageBlock(**options),
    "file": lambda field, options: DocumentChooserBlock(**options),
    "table_file": lambda field, options: TableFileBlock(**options),
    "document": lambda field, options: blocks.PageChooserBlock(
        page_type="govportal.LegalDocumentPage", **options
    ),
    "list": _list,
}
