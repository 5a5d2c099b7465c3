"""What reports in the admin share: whose portals their reader sees, and their place in the menu."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govportal.information.access import sees_some, visible_portals
from govportal.portals.models import Portal

A_PAGE = 50


class OwnPortalsMixin(WagtailAdminTemplateMixin):
    """Lets staff in to their own portals; for them, no other portal exists."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who see no portal at all."""
        if not self.portals:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    @cached_property
    def portals(self) -> list[Portal]:
        """The portals that the reader may see."""
        return visible_portals(self.request.user)


class StaffReportView(OwnPortalsMixin, View):
    """A report on the portals of its reader, right below the dashboard."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the dashboard."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class StaffReportMenuItem(MenuItem):
    """The way to a report, for those who may see some portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the reader has a portal, or all of them."""
        return sees_some(request.user)


def page_of_lines(request: HttpRequest, lines: Any) -> dict[str, Any]:
    """Return the lines of the page that is asked for, and the query that leads to the others."""
    query = request.GET.copy()
    query.pop("p", None)
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("p"))
    return {"page_obj": page, "query": query.urlencode()}
