"""Contributions in the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton

from govportal.intake import access
from govportal.intake.contribution_forms import FORMS, HandInForm
from govportal.intake.contributions import Contribution, ContributionState
from govportal.intake.stepped_views import (
    NewItemView,
    RoomDetailView,
    RoomFileView,
    RoomListView,
    RoomMixin,
    RoomStepView,
)

NAMESPACE = "contributions"
TITLE = gettext_lazy("Contributions")


class ContributionsMixin(RoomMixin):
    """Contributions that one's portals received or handed in."""

    namespace = NAMESPACE
    room_title = TITLE
    header_icon = "download"

    def may_enter(self, user: Any) -> bool:
        return access.sees_contributions(user)

    def visible(self) -> Any:
        return access.contributions_of(self.request.user)

    def steps(self) -> list[str]:
        is_open = self.item.state == ContributionState.RECEIVED
        return list(FORMS) if is_open and access.may_handle(self.request.user, self.item) else []


class ContributionFilterSet(WagtailFilterSet):
    """Narrows the list to a state or a channel."""

    class Meta:
        model = Contribution
        fields = ["state", "channel"]


class ContributionListView(ContributionsMixin, RoomListView):
    """The contributions, the newest first."""

    page_title = TITLE
    index_url_name = f"{NAMESPACE}:index"
    index_results_url_name = f"{NAMESPACE}:index_results"
    filterset_class = ContributionFilterSet
    search_fields = ["title", "body", "contributor_name"]
    default_ordering = "-received_at"
    verbose_name_plural = gettext_lazy("contributions")
    columns = [
        TitleColumn("title", label=gettext_lazy("Headline"), url_name=f"{NAMESPACE}:detail"),
        Column("contributor_name", label=gettext_lazy("Contributor")),
        Column("get_channel_display", label=gettext_lazy("Channel")),
        Column("portal", label=gettext_lazy("Received by")),
        Column(
            "state", label=gettext_lazy("State"),
            accessor=lambda row: capfirst(row.get_state_display()),
        ),
        DateColumn("received_at", label=gettext_lazy("Received"), sort_key="received_at"),
    ]  # fmt: skip

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Return the button that leads to a new contribution."""
        address = reverse(f"{NAMESPACE}:hand_in")
        return [HeaderButton(_("Hand in"), url=address, icon_name="plus")]


class ContributionDetailView(ContributionsMixin, RoomDetailView):
    """One contribution."""

    template_name = "govportal/admin/intake/contribution.html"
    forms = FORMS


class ContributionFileView(ContributionsMixin, RoomFileView):
    """A file of a contribution."""


class HandInView(ContributionsMixin, NewItemView):
    """Hands something in."""

    form_class = HandInForm
    page_title = gettext_lazy("Hand in")
    done = gettext_lazy("It is handed in; you see here what becomes of it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}


class ContributionStepView(ContributionsMixin, RoomStepView):
    """One step with one contribution."""

    forms = FORMS

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}


class ContributionsMenuItem(MenuItem):
    """The entry in the admin's menu, for those who send or handle contributions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.sees_contributions(request.user)


class ContributionViewSet(ViewSet):
    """Contributions."""

    name = NAMESPACE
    icon = "download"
    menu_label = TITLE
    menu_item_class = ContributionsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses of the list, of one contribution, its files and the steps."""
        listing = ContributionListView
        return [
            path("", listing.as_view(), name="index"),
            path("results/", listing.as_view(results_only=True), name="index_results"),
            path("hand-in/", HandInView.as_view(), name="hand_in"),
            path("<int:pk>/", ContributionDetailView.as_view(), name="detail"),
            path("<int:pk>/files/<int:file>/", ContributionFileView.as_view(), name="file"),
            path("<int:pk>/<slug:step>/", ContributionStepView.as_view(), name="step"),
        ]
