"""The report on use in the admin: views and ratings of the reader's own portals."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from govportal.information.staff_reports import (
    StaffReportMenuItem,
    StaffReportView,
    page_of_lines,
)
from govportal.usage import report, tables
from govportal.usage.forms import UsageFilter

URL_NAME = "govportal_usage"
FORMATS = {"csv": tables.as_csv, "xlsx": tables.as_xlsx}


class UsageView(StaffReportView):
    """Shows how much is read and how it is rated (FUNC-11, FUNC-14).

    Staff of a portal get their own portals only, whatever they ask for.
    """

    template_name = "govportal/admin/usage/report.html"
    page_title = _("Statistics of use")
    header_icon = "view"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the report on screen, or as a file."""
        form = UsageFilter(request.GET, portals=self.portals)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        asked = form.cleaned_data
        lines = report.draw(form.portals(), asked["by"], asked["first"], asked["last"])
        if write := FORMATS.get(request.GET.get("format", "")):
            return _download(write(f"luot-xem-{asked['first']}-{asked['last']}", lines))
        return self.render_to_response(
            self.get_context_data(
                form=form, total=report.total(lines), heading=report.By(asked["by"]).label,
                has_agencies=len(self.portals) > 1 and not report.is_time(asked["by"]),
                **page_of_lines(request, lines),
            )
        )  # fmt: skip


def menu_item() -> MenuItem:
    """Return the entry in Wagtail's menu of reports."""
    return StaffReportMenuItem(
        _("Statistics of use"), reverse(URL_NAME), name="usage", icon_name="view", order=120
    )


def _download(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "no-store"
    return response
