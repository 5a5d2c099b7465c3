"""The report on translations in the admin: what is missing, waiting or older than its original."""

from __future__ import annotations

import codecs
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from govportal.information.staff_reports import (
    StaffReportMenuItem,
    StaffReportView,
    page_of_lines,
)
from govportal.languages import drift, rows
from govportal.languages.forms import TranslationsFilter
from govportal.publishing.exports import write_csv

URL_NAME = "govportal_translations"


class TranslationsView(StaffReportView):
    """Shows how far translations have drifted; of several portals a line each.

    Staff of a portal get their own portals only, whatever they ask for.
    """

    template_name = "govportal/admin/languages/report.html"
    page_title = _("Translations by language")
    header_icon = "globe"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the report on screen, or as a CSV file."""
        form = TranslationsFilter(request.GET, portals=self.portals)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        subjects = form.portals()
        found = form.chosen(drift.items(subjects))
        if request.GET.get("format") == "csv":
            return _download(found)
        context = _lines(request, found) if len(subjects) == 1 else _summaries(subjects, found)
        return self.render_to_response(self.get_context_data(form=form, **context))


def menu_item() -> MenuItem:
    """Return the entry in Wagtail's menu of reports."""
    return StaffReportMenuItem(
        _("Translations by language"), reverse(URL_NAME), name="translations-by-language",
        icon_name="globe", order=110,
    )  # fmt: skip


def _lines(request: HttpRequest, found: list[drift.Item]) -> dict[str, Any]:
    paged = page_of_lines(request, found)
    lines = [
        {
            "item": item,
            "kind": rows.kind_name(item.original),
            "language": rows.language_name(item.language),
            "state": rows.state_name(item),
            "step": rows.next_step(item),
        }
        for item in paged["page_obj"]
    ]
    return {"lines": lines, "total": len(found), **paged}


def _summaries(portals: list[Any], found: list[drift.Item]) -> dict[str, Any]:
    lines = [
        (summary, rows.language_name(summary.language), list(summary.counts.values()))
        for summary in drift.summaries(portals, found)
    ]
    return {"summaries": lines, "states": drift.State.labels}


def _download(found: list[drift.Item]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="ban-dich.csv"'
    answer.headers["Cache-Control"] = "no-store"
    answer.write(codecs.BOM_UTF8)  # without it spreadsheets misread Vietnamese
    write_csv(rows.FIELDS, map(rows.as_data, found), answer)
    return answer
