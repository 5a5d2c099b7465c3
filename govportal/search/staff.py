"""The report on what readers look for, in the admin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govportal.information.access import sees_some, visible_portals
from govportal.search.searched import FEWEST_SHOWN, SHOWN_DAYS, often_searched

URL_NAME = "govportal_searched_words"


class SearchedWordsView(WagtailAdminTemplateMixin, View):
    """Shows what was often looked for: of one's own portals, of all to provincial staff."""

    template_name = "govportal/admin/searched_words.html"
    page_title = _("Words readers look for")
    header_icon = "search"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the list."""
        portals = visible_portals(request.user)
        if not portals:
            raise PermissionDenied
        context = self.get_context_data(
            rows=often_searched(portals), days=SHOWN_DAYS, fewest=FEWEST_SHOWN
        )
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the dashboard."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class SearchedWordsMenuItem(MenuItem):
    """The way to the report, for those who may see the figures of some portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the reader has a portal, or all of them."""
        return sees_some(request.user)


def menu_item() -> MenuItem:
    """Return the entry in Wagtail's menu of reports."""
    return SearchedWordsMenuItem(
        _("Words readers look for"), reverse(URL_NAME), name="searched-words",
        icon_name="search", order=120,
    )  # fmt: skip
