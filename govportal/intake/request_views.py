"""Requests for information in the admin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusFlagColumn, TitleColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton

from govportal.intake import access
from govportal.intake.information_requests import InformationRequest
from govportal.intake.request_forms import FORMS, AskForm
from govportal.intake.stepped_views import (
    NewItemView,
    RoomDetailView,
    RoomFileView,
    RoomListView,
    RoomMixin,
    RoomStepView,
)
from govportal.publishing.written_dates import short_date

NAMESPACE = "information-requests"
TITLE = gettext_lazy("Requests for information")


class RequestsMixin(RoomMixin):
    """Requests that the user asked or has to answer."""

    namespace = NAMESPACE
    room_title = TITLE
    header_icon = "mail"

    def may_enter(self, user: Any) -> bool:
        return access.sees_requests(user)

    def visible(self) -> Any:
        return access.requests_of(self.request.user)

    def steps(self) -> list[str]:
        return access.request_steps_for(self.request.user, self.item)


class RequestFilterSet(WagtailFilterSet):
    """Narrows the list to a state."""

    class Meta:
        model = InformationRequest
        fields = ["state"]


class RequestListView(RequestsMixin, RoomListView):
    """The requests, those due first."""

    page_title = TITLE
    index_url_name = f"{NAMESPACE}:index"
    index_results_url_name = f"{NAMESPACE}:index_results"
    filterset_class = RequestFilterSet
    search_fields = ["subject", "body"]
    default_ordering = "due_on"
    verbose_name_plural = gettext_lazy("requests for information")
    columns = [
        TitleColumn("subject", label=gettext_lazy("Subject"), url_name=f"{NAMESPACE}:detail"),
        Column("portal", label=gettext_lazy("Agency asked")),
        Column(
            "state", label=gettext_lazy("State"),
            accessor=lambda row: capfirst(row.get_state_display()),
        ),
        StatusFlagColumn("is_overdue", label="", true_label=gettext_lazy("Overdue")),
        Column(
            "due_on", label=gettext_lazy("Answer due"), sort_key="due_on",
            accessor=lambda row: short_date(row.due_on),
        ),
    ]  # fmt: skip

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Return the button that leads to a new request, for those who ask."""
        if not access.may_ask(self.request.user):
            return []
        address = reverse(f"{NAMESPACE}:ask")
        return [HeaderButton(_("Ask for information"), url=address, icon_name="plus")]


class RequestDetailView(RequestsMixin, RoomDetailView):
    """One request and its answer."""

    template_name = "govportal/admin/intake/request.html"
    forms = FORMS


class RequestFileView(RequestsMixin, RoomFileView):
    """A file of a request or its answer."""


class AskView(RequestsMixin, NewItemView):
    """Asks agencies."""

    form_class = AskForm
    page_title = gettext_lazy("Ask for information")
    done = gettext_lazy("The agencies are asked.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not access.may_ask(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RequestStepView(RequestsMixin, RoomStepView):
    """One step with one request."""

    forms = FORMS


class RequestsMenuItem(MenuItem):
    """The entry in the admin's menu, for those who have to do with requests."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.sees_requests(request.user)


class RequestViewSet(ViewSet):
    """Requests for information."""

    name = NAMESPACE
    icon = "mail"
    menu_label = TITLE
    menu_item_class = RequestsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses of the list, of one request, its files and the steps with it."""
        return [
            path("", RequestListView.as_view(), name="index"),
            path("results/", RequestListView.as_view(results_only=True), name="index_results"),
            path("ask/", AskView.as_view(), name="ask"),
            path("<int:pk>/", RequestDetailView.as_view(), name="detail"),
            path("<int:pk>/files/<int:file>/", RequestFileView.as_view(), name="file"),
            path("<int:pk>/<slug:step>/", RequestStepView.as_view(), name="step"),
        ]
