"""Where editors choose which pages stand on top for which words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from govportal.portals import routing
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.own_objects import OwnObjectMixin
from govportal.search.promoted import MOST_SHOWN, PromotedResult, key_of

EDITORS = (PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)


class EditorsPolicy(ModelPermissionPolicy):
    """Lets the editors of a portal choose for that portal alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(portals_of(user, EDITORS))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return bool(portals_of(user, EDITORS))

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        return instance.portal_id in portals_of(user, EDITORS)  # type: ignore[attr-defined]

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Model]:
        """Return what the portals of *user* have on top."""
        return self.model.objects.filter(portal__in=portals_of(user, EDITORS))


class PromotedResultForm(WagtailAdminModelForm):
    """Takes the portal and the language from the page, which must be one's own and public."""

    def clean(self) -> dict[str, Any]:
        """Refuse words without letters, pages of others or not public, and too many pages."""
        data: dict[str, Any] = super().clean() or {}
        for name, check in (("words", self._take_words), ("page", self._take_page)):
            if value := data.get(name):
                try:
                    check(value)
                except ValidationError as error:
                    self.add_error(name, error)
        if not self.errors:
            self._refuse_too_many()
        return data

    def _take_words(self, words: str) -> None:
        self.instance.key = key_of(words)
        if not self.instance.key:
            raise ValidationError(_("Type at least one word or number."))

    def _take_page(self, page: Page) -> None:
        home = routing.table().home_of(page.path)
        if home is None or home.portal.pk not in portals_of(self.for_user, EDITORS):
            raise ValidationError(_("Choose a page of your own portal."))
        if not page.live:
            raise ValidationError(_("This page is not published. Publish it first."))
        self.instance.portal, self.instance.language = home.portal, home.language

    def _refuse_too_many(self) -> None:
        mine = self.instance
        same = PromotedResult.objects.filter(
            portal=mine.portal, language=mine.language, key=mine.key
        )
        others = list(same.exclude(pk=mine.pk).values_list("page_id", flat=True))
        if self.cleaned_data["page"].pk in others:
            self.add_error("page", _("This page stands on top for these words already."))
        elif len(others) >= MOST_SHOWN:
            text = _("At most %(count)d pages can stand on top for the same words.")
            self.add_error("words", text % {"count": MOST_SHOWN})


class PromotedResultIndexView(generic.IndexView):
    """Lists what one's own portals have on top."""

    def get_base_queryset(self) -> QuerySet[Model]:
        policy = policy_registry.get_by_type(PromotedResult)
        found = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return found.select_related("portal__agency", "page")


class PromotedResultEditView(OwnObjectMixin, generic.EditView):
    """Changes words or page."""


class PromotedResultDeleteView(OwnObjectMixin, generic.DeleteView):
    """Takes a page from the top."""


class PromotedResultHistoryView(OwnObjectMixin, generic.HistoryView):
    """Shows who chose what."""


class PromotedResultUsageView(OwnObjectMixin, generic.UsageView):
    """Shows where it is referred to: nowhere."""


class PromotedResultViewSet(ModelViewSet):
    """The pages that stand on top of the results of one's own portal."""

    model = PromotedResult
    name = "promoted_results"
    icon = "pick"
    menu_label = gettext_lazy("Promoted search results")
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = PromotedResultIndexView
    edit_view_class = PromotedResultEditView
    delete_view_class = PromotedResultDeleteView
    history_view_class = PromotedResultHistoryView
    usage_view_class = PromotedResultUsageView
    edit_handler = ObjectList(
        [FieldPanel("words"), FieldPanel("page")], base_form_class=PromotedResultForm
    )
    list_display: ClassVar[list[Any]] = [
        "words",
        Column("page", label=gettext_lazy("Page")),
        Column("portal", label=gettext_lazy("Portal")),
    ]


def register_policies() -> None:
    """Register the policy, before Wagtail makes one of its own."""
    register_permission_policy(PromotedResult, EditorsPolicy(PromotedResult))
