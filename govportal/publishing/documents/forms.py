"""The admin form of a legal document: its relations and files are judged before they are kept.

A draft keeps what its editor has typed. What is wrong is told at its field on submission; but what
lies in another portal and is not public is refused at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from govportal.portals.pages import portal_of
from govportal.publishing.documents import amendment_checks
from govportal.publishing.documents.relation_checks import Case
from govportal.publishing.forms import PortalPageForm

NAMING = ("relations", "amendments")
"""The rows that name other documents."""
CHILDREN = (*NAMING, "attachments")


class PublicTitleChooser(AdminPageChooser):
    """Names a published page by its published title: a draft of another portal is its own."""

    def get_display_title(self, instance: Any) -> str:
        return str(instance.title if instance.live else super().get_display_title(instance))


class LegalDocumentForm(PortalPageForm):
    """Checks relations and amendments together, and that nothing of another portal is chosen."""

    is_judged = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [form for name in NAMING for form in self._children(name) if "target" in form.fields]
        hidden = self._hidden({form.instance.target_id for form in rows})
        for form in rows:
            target = form.fields["target"]
            target.widget = PublicTitleChooser(target_models=[target.queryset.model])
            if form.instance.target_id in hidden:
                form.initial["target"] = None

    def is_valid(self) -> bool:
        """Judge what was sent, once, after each field by itself."""
        is_valid = super().is_valid()
        if self.is_bound and not self.is_judged:
            self.is_judged = True
            self._judge()
            is_valid = super().is_valid()
        return bool(is_valid)

    def _judge(self) -> None:
        for name in CHILDREN:
            if name in self.formsets:
                self.formsets[name].is_valid()
        self._refuse_hidden_targets()
        self._refuse_foreign_files()
        if not self.is_deferred_validation:
            self._tell_problems()
            self._tell_wrong_amendments()

    def _tell_problems(self) -> None:
        rows = [form for form in self._kept("relations") if not form.errors]
        case = Case.of(self.instance, [form.instance for form in rows])
        by_relation = {id(form.instance): form for form in rows}
        for problem in case.problems():
            by_relation[id(problem.relation)].add_error(problem.field, problem.message)
        case.locate_provisions()

    def _tell_wrong_amendments(self) -> None:
        rows = [form for form in self._kept("amendments") if not form.errors]
        for wrong in amendment_checks.problems(self.instance, [form.instance for form in rows]):
            rows[wrong.row].add_error(wrong.field, wrong.message)

    def _refuse_hidden_targets(self) -> None:
        rows = [form for name in NAMING for form in self._kept(name)]
        hidden = self._hidden({form.instance.target_id for form in rows})
        for form in rows:
            if form.instance.target_id in hidden:
                form.instance.target = None
                message = _(
                    "This document is not public, and not on this portal. Leave the field empty "
                    "and give number and issuer; it is found when it is published."
                )
                _refuse(form, "target", message)

    def _refuse_foreign_files(self) -> None:
        forms = [form for form in (self, *self._kept("attachments")) if "file" in form.changed_data]
        chosen = {form: file for form in forms if (file := form.cleaned_data.get("file"))}
        own = _choosable(self.for_user, {file.pk for file in chosen.values()})
        for form, file in chosen.items():
            if file.pk not in own:
                form.instance.file = None
                _refuse(form, "file", _("Choose a file of your own portal, or upload it there."))

    def _children(self, name: str) -> Iterable[Any]:
        return self.formsets[name].forms if name in self.formsets else ()

    def _kept(self, name: str) -> list[Any]:
        """Return the forms of the rows that are to be saved."""
        gone = self.formsets[name]._should_delete_form if name in self.formsets else bool
        rows = (form for form in self._children(name) if hasattr(form, "cleaned_data"))
        return [form for form in rows if form.has_changed() or form.instance.pk if not gone(form)]

    def _hidden(self, ids: Iterable[int | None]) -> set[int]:
        """Return which pages of *ids* are neither public nor of the portal of this document."""
        wanted = set(ids) - {None}
        found = list(Page.objects.filter(pk__in=wanted)) if wanted else []
        here = self.instance if self.instance.path else self.parent_page
        own = portal_of(here) if here else None
        foreign = {page.pk for page in found if portal_of(page) != own}
        if not foreign:
            return set()
        public = Page.objects.live().public().filter(pk__in=foreign)
        return foreign - set(public.values_list("pk", flat=True))


def _choosable(user: Any, ids: set[int]) -> set[int]:
    if not ids or user is None:
        return ids
    policy = policy_registry.get_by_type(get_document_model())
    own = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return set(own.filter(pk__in=ids).values_list("pk", flat=True))


def _refuse(form: Any, field: str, message: str) -> None:
    """Tell *message* at *field*, and forget what was sent: showing it would name it."""
    form.add_error(field, message)
    form.data = form.data.copy()
    form.data[form.add_prefix(field)] = ""
