"""Absences in the admin: each member's own, and for the head and administrator the portal's."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from govportal.editorial.absences import Absence
from govportal.editorial.own_portals import OwnPortalsPolicy
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal
from govportal.portals.own_views import (
    OwnDeleteView,
    OwnEditView,
    OwnHistoryView,
    OwnIndexView,
    OwnUsageView,
)

FOR_OTHERS = (PortalRole.HEAD, PortalRole.ADMINISTRATOR)


class AbsencePolicy(OwnPortalsPolicy):
    """Lets members record their own absence, the head and administrator their portal's."""

    def may_begin(self, user: Any) -> bool:
        return bool(portals_of(user))

    def own(self, user: Any) -> QuerySet[Any]:
        mine = Q(person=user.pk, portal__in=portals_of(user))
        return Absence.objects.filter(mine | Q(portal__in=portals_of(user, FOR_OTHERS)))


class AbsenceForm(WagtailAdminModelForm):
    """Offers one's own portals and the people of them."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self._user = for_user
        portals = portals_of(for_user)
        self.fields["portal"].queryset = Portal.objects.filter(pk__in=portals)
        people = get_user_model().objects.filter(is_active=True)
        colleagues = people.filter(groups__portal_group__portal__in=portals).distinct()
        self.fields["deputy"].queryset = colleagues
        managed = portals_of(for_user, FOR_OTHERS)
        theirs = people.filter(groups__portal_group__portal__in=managed)
        self.fields["person"].queryset = (theirs | people.filter(pk=for_user.pk)).distinct()
        self.fields["person"].initial = for_user.pk

    def clean(self) -> dict[str, Any]:
        """Refuse to send others away from a portal that one does not lead."""
        data: dict[str, Any] = super().clean() or {}
        portal, person = data.get("portal"), data.get("person")
        leads = portal is not None and portal.pk in portals_of(self._user, FOR_OTHERS)
        if portal and person and person != self._user and not leads:
            text = _("Only the head and the administrator record the absence of others.")
            self.add_error("person", text)
        return data


class AbsenceIndexView(OwnIndexView):
    """Lists the absences that the reader may see."""

    related = ("portal", "person", "deputy")


class AbsenceViewSet(ModelViewSet):
    """Who is away from the board, and who stands in."""

    model = Absence
    name = "absences"
    icon = "user"
    menu_label = _("Absences")
    menu_order = 295
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = AbsenceIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    list_display: ClassVar[list[Any]] = [
        Column("person", label=_("Absent")),
        Column("starts_on", label=_("First day")),
        Column("ends_on", label=_("Last day")),
        Column("deputy", label=_("Deputy")),
        Column("portal", label=_("Portal")),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("portal"), FieldPanel("person")]),
            FieldPanel("deputy"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        ],
        base_form_class=AbsenceForm,
    )


def register_policy() -> None:
    """Register the policy, before Wagtail makes one of its own."""
    register_permission_policy(Absence, AbsencePolicy(Absence))
