"""Delegated sections in the admin: the head and administrator of a portal delegate its sections."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from govportal.editorial.delegations import SectionDelegation
from govportal.editorial.own_portals import OwnPortalsPolicy
from govportal.editorial.roles import serves_whole_province
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.own_views import (
    OwnDeleteView,
    OwnEditView,
    OwnHistoryView,
    OwnIndexView,
    OwnUsageView,
)
from govportal.portals.pages import portal_of

DELEGATING = (PortalRole.HEAD, PortalRole.ADMINISTRATOR)


def may_delegate(user: Any, portal_id: int) -> bool:
    """Return whether *user* may delegate sections of the portal with this id."""
    return portal_id in portals_of(user, DELEGATING) or serves_whole_province(user)


class DelegationPolicy(OwnPortalsPolicy):
    """Lets the head and the administrator delegate sections of their own portal alone."""

    def may_begin(self, user: Any) -> bool:
        return bool(portals_of(user, DELEGATING)) or serves_whole_province(user)

    def own(self, user: Any) -> QuerySet[Any]:
        found = SectionDelegation.objects.all()
        if serves_whole_province(user):
            return found
        return found.filter(portal__in=portals_of(user, DELEGATING))


class DelegationForm(WagtailAdminModelForm):
    """Takes sections of one's own portals only."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self._user = for_user

    def clean(self) -> dict[str, Any]:
        """Refuse to delegate a section of another portal."""
        data: dict[str, Any] = super().clean() or {}
        section = data.get("section")
        portal = portal_of(section) if section else None
        if section and (portal is None or not may_delegate(self._user, portal.pk)):
            self.add_error("section", _("Choose a section of your own portal."))
        return data


class DelegationIndexView(OwnIndexView):
    """Lists the sections that the reader may delegate."""

    related = ("portal", "section", "unit")


class DelegationViewSet(ModelViewSet):
    """Which sections other units keep up to date themselves."""

    model = SectionDelegation
    name = "delegations"
    icon = "folder-open-inverse"
    menu_label = _("Delegated sections")
    menu_order = 710
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = DelegationIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    list_display: ClassVar[list[Any]] = [
        Column("section", label=_("Section")),
        Column("unit", label=_("Unit")),
        Column("basis", label=_("Basis")),
        Column("portal", label=_("Portal")),
    ]
    edit_handler = ObjectList(
        [PageChooserPanel("section"), FieldPanel("unit"), FieldPanel("basis")],
        base_form_class=DelegationForm,
    )


def register_policy() -> None:
    """Register the policy, before Wagtail makes one of its own."""
    register_permission_policy(SectionDelegation, DelegationPolicy(SectionDelegation))
