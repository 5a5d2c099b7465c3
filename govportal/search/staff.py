"""The report on what readers look for, in the admin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from govportal.information.staff_reports import StaffReportMenuItem, StaffReportView
from govportal.search.searched import FEWEST_SHOWN, SHOWN_DAYS, often_searched

URL_NAME = "govportal_searched_words"


class SearchedWordsView(StaffReportView):
    """Shows what was often looked for: of one's own portals, of all to provincial staff."""

    template_name = "govportal/admin/searched_words.html"
    page_title = _("Words readers look for")
    header_icon = "search"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the list."""
        context = self.get_context_data(
            rows=often_searched(self.portals), days=SHOWN_DAYS, fewest=FEWEST_SHOWN,
            has_many_portals=len(self.portals) > 1,
        )  # fmt: skip
        return self.render_to_response(context)


def menu_item() -> MenuItem:
    """Return the entry in Wagtail's menu of reports."""
    return StaffReportMenuItem(
        _("Words readers look for"), reverse(URL_NAME), name="searched-words",
        icon_name="search", order=120,
    )  # fmt: skip
