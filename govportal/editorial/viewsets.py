"""Portals, their addresses and the agencies in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from modeltranslation.settings import AVAILABLE_LANGUAGES
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from govportal.portals.membership import portals_of
from govportal.portals.models import Agency, Portal, PortalEndpoint
from govportal.portals.own_objects import OwnObjectMixin

_ACTIONS = {"change", "view"}


class PortalPermissionPolicy(ModelPermissionPolicy):
    """Django's permissions count for every portal; an administrator changes the own one.

    Nobody makes or deletes a portal here: that is provisioning's work.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self._for_every_portal(user, [action]) or (
            action in _ACTIONS and bool(_administered(user))
        )

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        return instance in self.instances_user_has_any_permission_for(user, actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Model]:
        """Return the portals that *user* may change or see."""
        if self._for_every_portal(user, actions):
            return self.model.objects.all()
        own = _administered(user) if _ACTIONS & set(actions) else ()
        return self.model.objects.filter(pk__in=own)

    def _for_every_portal(self, user: Any, actions: Any) -> bool:
        names = (self._get_permission_name(action) for action in _ACTIONS & set(actions))
        return any(user.has_perm(name) for name in names)


def _administered(user: Any) -> frozenset[int]:
    return portals_of(user, ["administrator"])


class PortalIndexView(generic.IndexView):
    """Lists the portals that the user may change."""

    def get_base_queryset(self) -> QuerySet[Model]:
        policy = policy_registry.get_by_type(Portal)
        found = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return found.select_related("agency")


class PortalEditView(OwnObjectMixin, generic.EditView):
    """Changes the contact of a portal."""


class PortalHistoryView(OwnObjectMixin, generic.HistoryView):
    """Shows who changed the contact of a portal."""


class PortalUsageView(OwnObjectMixin, generic.UsageView):
    """Shows where a portal is referred to."""


class PortalViewSet(ModelViewSet):
    """What a portal's header and footer say of its office; the name is provisioning's."""

    model = Portal
    name = "portals"
    icon = "site"
    menu_label = _("Contact of the portal")
    list_display: ClassVar[list[str]] = ["name", "agency", "phone", "email"]
    copy_view_enabled = False
    index_view_class = PortalIndexView
    edit_view_class = PortalEditView
    history_view_class = PortalHistoryView
    usage_view_class = PortalUsageView
    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel(f"{name}_{language}") for language in AVAILABLE_LANGUAGES],
            heading=heading,
        )
        for name, heading in (
            ("responsible_person", _("Responsible person")),
            ("address", _("Office address")),
        )
    ] + [
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email")], heading=_("Contact")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("trust_label", "trust_label_url", "measurement_id")],
            heading=_("Trust label and measurement"),
        ),
        FieldPanel("accent"),
    ]


class PortalEndpointViewSet(ModelViewSet):
    """The addresses of portals. One that the province's rules forbid cannot be saved."""

    model = PortalEndpoint
    name = "addresses"
    icon = "link"
    menu_label = _("Addresses")
    list_display: ClassVar[list[str]] = ["hostname", "path_prefix", "portal", "locale"]
    search_fields: ClassVar[list[str]] = ["hostname"]
    form_fields: ClassVar[list[str]] = [
        "portal", "locale", "hostname", "path_prefix", "is_canonical",
    ]  # fmt: skip
    copy_view_enabled = False


class AgencyViewSet(ModelViewSet):
    """The agencies of the province, to look up; they come from the province's plugin."""

    model = Agency
    name = "agencies"
    icon = "group"
    menu_label = _("Agencies")
    list_display: ClassVar[list[str]] = ["name", "code", "kind"]
    search_fields: ClassVar[list[str]] = ["name", "code"]
    form_fields: ClassVar[list[str]] = ["abbreviation", "official_code"]
    inspect_view_enabled = True
    inspect_view_fields_exclude: ClassVar[list[str]] = ["id"]
    copy_view_enabled = False


class PortalsGroup(ModelViewSetGroup):
    """The menu under which the three stand."""

    menu_label = _("Portals")
    menu_icon = "site"
    menu_order = 700
    items = (PortalViewSet, PortalEndpointViewSet, AgencyViewSet)


def register_policies() -> None:
    """Register the policy of portals, before Wagtail makes one of its own."""
    register_permission_policy(Portal, PortalPermissionPolicy(Portal))
