"""The page "My work" in the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govportal.information.staff_reports import page_of_lines
from govportal.my_work.forms import WorkFilter
from govportal.my_work.own_list import work_of
from govportal.my_work.rows import rows, sums

URL_NAME = "govportal_my_work"
TITLE = _("My work")


class MyWorkView(WagtailAdminTemplateMixin, View):
    """Shows everything that waits for its reader, by deadline."""

    template_name = "govportal/admin/my_work/list.html"
    page_title = TITLE
    header_icon = "tasks"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the list, or the part of it that is asked for."""
        items = work_of(request.user)
        form = WorkFilter(request.GET, items=items)
        lines = rows(form.chosen())
        context = self.get_context_data(
            form=form, total=len(items), found=len(lines), sums=sums(items),
            has_portals="portal" in form.fields, **page_of_lines(request, lines),
        )  # fmt: skip
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the dashboard."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]
