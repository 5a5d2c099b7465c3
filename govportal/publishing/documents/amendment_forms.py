"""Names what is wrong with an amendment at its field in the form of a legal document."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from govportal.publishing.documents import amendment_checks
from govportal.publishing.forms import PortalPageForm


class AmendmentsForm(PortalPageForm):
    """Checks amendments when the document is submitted; a draft is kept as it is."""

    are_amendments_right: bool | None = None

    def is_valid(self) -> bool:
        """Return whether all is right; the amendments are judged once, as they will be saved."""
        is_right = bool(super().is_valid())
        if self.are_amendments_right is None:
            self.are_amendments_right = self._are_amendments_right()
        return is_right and self.are_amendments_right

    def _are_amendments_right(self) -> bool:
        formset = self.formsets.get("amendments")  # type: ignore[attr-defined]
        if formset is None or not formset.is_valid():
            return True  # what a field says of itself is told by the form
        forms = [form for form in formset.forms if form not in formset.deleted_forms]
        forms = [form for form in forms if form.instance.pk or form.has_changed()]
        return not (self._foreign(forms) or self._wrong(forms))

    def _foreign(self, forms: list[Any]) -> bool:
        """Refuse, also in a draft, the unpublished document of somebody else."""
        found = [form for form in forms if not self._may_name(form.instance.target)]
        for form in found:
            form.instance.target = None
            refuse(form, "target", _("Choose a document that you may see."))
        return bool(found)

    def _may_name(self, target: Any) -> bool:
        if target is None or Page.objects.live().public().filter(pk=target.pk).exists():
            return True
        allowed = page_permission_policy.user_has_any_permission_for_instance
        user = self.for_user  # type: ignore[attr-defined]
        return bool(allowed(user, ("add", "change", "publish"), target))

    def _wrong(self, forms: list[Any]) -> bool:
        if self.is_deferred_validation:
            return False
        found = amendment_checks.problems(self.instance, [form.instance for form in forms])
        for wrong in found:
            forms[wrong.row].add_error(wrong.field, wrong.message)
        return bool(found)


def refuse(form: Any, field: str, message: str) -> None:
    """Tell *message* at *field*, and forget what was sent: showing it would name it."""
    form.add_error(field, message)
    form.data = form.data.copy()
    form.data[form.add_prefix(field)] = ""
