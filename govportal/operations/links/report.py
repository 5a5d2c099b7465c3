"""The report on links that lead nowhere, in the admin: of one's own portals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from govportal.information.staff_reports import (
    StaffReportMenuItem,
    StaffReportView,
    page_of_lines,
)
from govportal.operations.links.models import FoundLink

URL_NAME = "govportal_links"


class BrokenLinksView(StaffReportView):
    """Shows which links fail, since when, and where they stand (FUNC-02)."""

    template_name = "govportal/admin/broken_links.html"
    page_title = _("Links that lead nowhere")
    header_icon = "link"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the list, the longest failing first."""
        links = FoundLink.objects.filter(
            portal__in=self.portals, address__failing_since__isnull=False
        )
        links = links.select_related("portal__agency", "address", "page", "advertisement")
        lines = links.order_by("address__failing_since", "portal__agency__code", "pk")
        return self.render_to_response(self.get_context_data(**page_of_lines(request, lines)))


def menu_item() -> MenuItem:
    """Return the entry in Wagtail's menu of reports."""
    return StaffReportMenuItem(
        _("Links that lead nowhere"), reverse(URL_NAME), name="broken-links",
        icon_name="link", order=130,
    )  # fmt: skip
