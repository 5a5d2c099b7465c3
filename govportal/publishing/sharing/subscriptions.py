"""Which sections of the provincial portal a component portal shows; chosen by its administrator."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.own_objects import OwnObjectMixin
from govportal.portals.pages import portal_of
from govportal.publishing.sharing import access, places
from govportal.publishing.sharing.models import SectionSubscription, SharedItem


class FollowersPolicy(ModelPermissionPolicy):
    """Lets the administrator and the head of a component portal choose for that portal alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(access.followers_portals(user))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return bool(access.followers_portals(user))

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        return instance.portal_id in access.followers_portals(user)  # type: ignore[attr-defined]

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Model]:
        """Return what the portals of *user* follow."""
        return self.model.objects.filter(portal__in=access.followers_portals(user))


class NobodyPolicy(ModelPermissionPolicy):
    """Shows proposals on no screen of Wagtail's own: ours ask :mod:`.access`."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return False

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return False

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return False

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        return False

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Model]:
        return self.model.objects.none()


class SubscriptionForm(WagtailAdminModelForm):
    """Offers the sections of one's own portals and those of the provincial portal."""

    section = forms.ModelChoiceField(queryset=None, label=_("Shown in the section"))
    source = forms.ModelChoiceField(queryset=None, label=_("Section of the provincial portal"))

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        main, own = routing.main_portal(), access.followers_portals(for_user)
        _offer(self.fields["section"], [p for p in routing.table().portals if p.pk in own])
        _offer(self.fields["source"], [main] if main else [])

    def clean(self) -> dict[str, Any]:
        """Refuse two sections of which one can't show what the other holds."""
        data: dict[str, Any] = super().clean() or {}
        section, source = data.get("section"), data.get("source")
        if section and source:
            self._refuse_unlike(section.specific, source.specific)
            self.instance.portal = portal_of(section)
        return data

    def _refuse_unlike(self, section: Page, source: Page) -> None:
        if section.locale_id != source.locale_id:
            self.add_error("source", _("Choose a section in the language of your own section."))
        elif places.kind_held(section) != places.kind_held(source):
            text = _("This section holds other things than yours. Choose one of the same kind.")
            self.add_error("source", text)


def _offer(field: Any, portals: list[Portal]) -> None:
    """Let *field* offer the sections of *portals* in every language, named so."""
    found = [
        (portal, endpoint.language, page)
        for portal in portals
        for endpoint in routing.table().languages(portal.pk)
        for page in places.sections_of(portal, endpoint.language)
    ]
    field.queryset = Page.objects.filter(pk__in=[page.pk for _portal, _language, page in found])
    labels = {
        page.pk: f"{page.title} – {portal.agency.name} ({language})"
        for portal, language, page in found
    }
    field.label_from_instance = lambda page: labels[page.pk]


class SubscriptionIndexView(generic.IndexView):
    """Lists what one's own portals follow."""

    def get_base_queryset(self) -> QuerySet[Model]:
        policy = policy_registry.get_by_type(SectionSubscription)
        found = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return found.select_related("portal", "section", "source")


class SubscriptionEditView(OwnObjectMixin, generic.EditView):
    """Changes what is followed."""


class SubscriptionDeleteView(OwnObjectMixin, generic.DeleteView):
    """Ends the following."""


class SubscriptionHistoryView(OwnObjectMixin, generic.HistoryView):
    """Shows who chose what."""


class SubscriptionUsageView(OwnObjectMixin, generic.UsageView):
    """Shows where it is referred to: nowhere."""


class SubscriptionViewSet(ModelViewSet):
    """The sections of the provincial portal that one's own portal shows."""

    model = SectionSubscription
    name = "subscriptions"
    icon = "rotate"
    menu_label = _("Sections of the provincial portal")
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = SubscriptionIndexView
    edit_view_class = SubscriptionEditView
    delete_view_class = SubscriptionDeleteView
    history_view_class = SubscriptionHistoryView
    usage_view_class = SubscriptionUsageView
    list_display: ClassVar[list[Any]] = [
        "source",
        Column("section", label=_("Shown in the section")),
        Column("portal", label=_("Portal")),
        Column("limit", label=_("Number of items")),
        BooleanColumn("is_active", label=_("Shown to the public")),
    ]

    def get_form_class(self, for_update: bool = False) -> type[SubscriptionForm]:
        """Return our form with the fields that the model does not give."""
        fields = ["source", "section", "limit", "is_active"]
        return forms.modelform_factory(  # type: ignore[return-value]
            SectionSubscription, form=SubscriptionForm, fields=fields
        )


def register_policies() -> None:
    """Register the policies, before Wagtail makes some of its own."""
    register_permission_policy(SectionSubscription, FollowersPolicy(SectionSubscription))
    register_permission_policy(SharedItem, NobodyPolicy(SharedItem))
