"""The admin form of a record: its fields are those of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from wagtail.admin.forms.pages import CopyForm
from wagtail.blocks.struct_block import StructBlockValidationError

from govportal.portals.pages import portal_of
from govportal.publishing.categories import section_spec
from govportal.publishing.forms import PortalPageForm
from govportal.publishing.records import rules
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import DetailsFormField

if TYPE_CHECKING:
    from govportal.publishing.records.models import RecordPage


class RecordForm(PortalPageForm):
    """Shows the fields of one kind of record; a new record takes its kind from its section."""

    instance: RecordPage

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.kind:
            self.instance.kind = _kind_below(self.parent_page)
        self.instance.refuse_unknown_kind()
        self._propose_source()
        record_type = self.instance.record_type
        self.fields["details"] = DetailsFormField(block_of(self.instance.kind), label="")
        if record_type.title_label:
            self._name_title(record_type.title_label.in_language(get_language() or "vi"))

    def _name_title(self, label: str) -> None:
        title = self.fields["title"]
        title.label, title.help_text = label, ""
        title.widget.attrs["placeholder"] = f"{label}*"

    def _propose_source(self) -> None:
        portal = portal_of(self.parent_page) if self.parent_page else None
        if portal and not self.instance.pk:
            self.initial.setdefault("source", "")
            self.initial["source"] = self.initial["source"] or portal.agency.name
            self.initial["author"] = self.initial.get("author") or portal.agency.name

    def clean(self) -> Any:
        """Refuse to submit what another published record excludes."""
        cleaned = super().clean()
        if not self.is_deferred_validation and cleaned.get("details"):
            self._refuse_conflicts(cleaned)
        return cleaned

    def _refuse_conflicts(self, cleaned: dict[str, Any]) -> None:
        draft = self.instance
        draft.details, draft.title = cleaned["details"], cleaned.get("title") or ""
        if not draft.path and self.parent_page:
            draft.path = self.parent_page.path  # where its portal is looked for
        errors = {key: ValidationError(text) for key, text in rules.conflicts(draft)}
        if not draft.pk:
            draft.path = ""
        if errors:
            self.add_error("details", StructBlockValidationError(block_errors=errors))


class RecordCopyForm(CopyForm):
    """Copies a record to a section that holds its kind."""

    def clean(self) -> Any:
        """Refuse a section of other records, where the copy would lose its fields."""
        cleaned = super().clean()
        parent, record = cleaned.get("new_parent_page"), self.page.specific
        if parent and not record.fits(parent):
            self.errors["new_parent_page"] = self.error_class([rules.wrong_section(record, parent)])
        return cleaned


def _kind_below(parent: Any) -> str:
    spec = section_spec(parent.specific) if parent else None
    return spec.record_type if spec else ""
