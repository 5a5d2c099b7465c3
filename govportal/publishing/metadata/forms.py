"""The admin form of a page with metadata: refuses to submit faulty ones, notes who checked them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.struct_block import StructBlockValidationError

from govportal.publishing.metadata import checks, freshness


class DescribedPageForm(WagtailAdminPageForm):
    """Compares the metadata with the content as it is about to be saved."""

    metadata_is_checked = forms.BooleanField(
        label=_("The metadata fit the content"),
        help_text=_("Tick it when you have compared them after a change of the page (Article 9)."),
        required=False,
    )

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.is_deferred_validation and "metadata" in self.fields:
            found = checks.problems(self.instance, self.parent_page)
            errors = {key: ValidationError(message) for key, message in found}
            if errors:
                self.add_error("metadata", StructBlockValidationError(block_errors=errors))

    def save(self, commit: bool = True) -> Any:
        """Save the page; metadata just written or confirmed fit what is saved with them."""
        is_checked = self.cleaned_data.get("metadata_is_checked")
        if is_checked or "metadata" in self.changed_data:
            self.instance.metadata_fingerprint = freshness.fingerprint(self.instance)
        return super().save(commit)
