"""The report on use in the admin: views and ratings of the reader's own portals."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govportal.information.access import sees_some, visible_portals
from govportal.usage import report, tables
from govportal.usage.forms import UsageFilter

URL_NAME = "govportal_usage"
A_PAGE = 50
FORMATS = {"csv": tables.as_csv, "xlsx": tables.as_xlsx}


class UsageView(WagtailAdminTemplateMixin, View):
    """Shows how much is read and how it is rated (FUNC-11, FUNC-14).

    Staff of a portal get their own portals only, whatever they ask for.
    """

    template_name = "govportal/admin/usage/report.html"
    page_title = _("Statistics of use")
    header_icon = "view"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the report on screen, or as a file."""
        portals = visible_portals(request.user)
        if not portals:
            raise PermissionDenied
        form = UsageFilter(request.GET, portals=portals)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        asked = form.cleaned_data
        lines = report.draw(form.portals(), asked["by"], asked["first"], asked["last"])
        if write := FORMATS.get(request.GET.get("format", "")):
            return _download(write(f"luot-xem-{asked['first']}-{asked['last']}", lines))
        return self.render_to_response(self.get_context_data(form=form, **_shown(request, lines)))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the dashboard."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class UsageMenuItem(MenuItem):
    """The way to the report, for those who may see the figures of some portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the reader has a portal, or all of them."""
        return sees_some(request.user)


def menu_item() -> MenuItem:
    """Return the entry in Wagtail's menu of reports."""
    return UsageMenuItem(
        _("Statistics of use"), reverse(URL_NAME), name="usage", icon_name="view", order=120
    )


def _shown(request: HttpRequest, lines: list[report.Line]) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("p", None)
    return {
        "page_obj": Paginator(lines, A_PAGE).get_page(request.GET.get("p")),
        "total": report.total(lines),
        "query": query.urlencode(),
    }


def _download(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "no-store"
    return response
