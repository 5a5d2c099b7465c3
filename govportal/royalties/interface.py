"""The menu under which royalties stand in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from govportal.royalties.budget_staff import RoyaltyBudgetViewSet
from govportal.royalties.province_views import ProvinceTotalViewSet
from govportal.royalties.staff import (
    PayeeViewSet,
    RateDecisionViewSet,
    RemunerationViewSet,
    RoyaltyViewSet,
)
from govportal.royalties.statement_views import StatementViewSet


class RoyaltiesGroup(ViewSetGroup):
    """Royalties and remuneration of one's own portals; of all together for the province."""

    menu_label = _("Royalties")
    menu_icon = "form"
    menu_order = 260
    items = (
        RoyaltyViewSet,
        RemunerationViewSet,
        StatementViewSet,
        PayeeViewSet,
        RateDecisionViewSet,
        RoyaltyBudgetViewSet,
        ProvinceTotalViewSet,
    )
