"""The menu under which the people of portals stand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from govportal.accounts.handover_views import HandoverViewSet
from govportal.accounts.members import MembersViewSet
from govportal.accounts.register_views import RegisterViewSet
from govportal.accounts.review_views import ReviewViewSet
from govportal.accounts.support_staff import SupportViewSet
from govportal.boards.staff import GovernanceViewSet, SeatViewSet, TeamViewSet, TrainingViewSet


class PeopleGroup(ViewSetGroup):
    """Organisation, board and accounts of portals."""

    menu_label = _("Organisation and staff")
    menu_icon = "group"
    menu_order = 695
    items = (
        GovernanceViewSet,
        SeatViewSet,
        TeamViewSet,
        MembersViewSet,
        HandoverViewSet,
        ReviewViewSet,
        RegisterViewSet,
        TrainingViewSet,
        SupportViewSet,
    )
