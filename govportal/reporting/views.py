"""Shows statutory reports in the admin and hands them out as spreadsheets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from govportal import plugins
from govportal.information.staff_reports import StaffReportMenuItem, StaffReportView
from govportal.publishing.exports import XLSX_TYPE
from govportal.reporting.drawing import Report, draw_up
from govportal.reporting.forms import ReportForm

URL_NAME = "govportal_statutory_reports"


class StatutoryReportView(StaffReportView):
    """Lists the province's forms; draws up the one asked for, on screen or as XLSX.

    Staff of a portal get the lines of their own portals only, whatever they ask for.
    """

    template_name = "govportal/admin/statutory_report.html"
    page_title = _("Statutory reports")
    header_icon = "table"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the list of forms, or with the report when one is asked for."""
        form = ReportForm(request.GET if "template" in request.GET else None, portals=self.portals)
        report = _report(form)
        if report and request.GET.get("format") == "xlsx":
            return _download(report)
        return self.render_to_response(self.get_context_data(form=form, report=report))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the forms of the province and, when there is one, the report as text."""
        language = get_language() or "vi"
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["templates"] = [
            (form.form_number.in_language(language), form.source)
            for form in plugins.report_templates().values()
        ]
        if kwargs.get("report"):
            context["shown"] = _as_text(kwargs["report"], language)
        return context


def menu_item() -> MenuItem:
    """Return the entry in Wagtail's menu of reports."""
    return StaffReportMenuItem(
        _("Statutory reports"), reverse(URL_NAME), name="statutory-reports",
        icon_name="table", order=100,
    )  # fmt: skip


def _report(form: ReportForm) -> Report | None:
    if not form.is_valid():
        return None
    asked = form.cleaned_data
    return draw_up(asked["form"], asked["period"], asked["portals"])


def _download(report: Report) -> HttpResponse:
    # openpyxl takes memory of each worker, and few need it
    from govportal.reporting.xlsx import as_xlsx, file_name  # noqa: PLC0415

    name = file_name(report)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(as_xlsx(report), content_type=XLSX_TYPE, headers=headers)


def _as_text(report: Report, language: str) -> dict[str, Any]:
    warning = report.template.warning
    return {
        "title": report.title.in_language(language),
        "warning": warning.in_language(language) if warning else "",
        "columns": [(c.spec.head.in_language(language), c.mark) for c in report.columns],
        "lines": [
            [value.in_language(language) if value else "" for value in line.cells]
            for line in report.lines
        ],
        "notes": [(mark, note.in_language(language)) for mark, note in report.notes()],
        "gaps": [(mark, reason.in_language(language)) for mark, reason in report.gaps()],
    }
