"""The report on translations in the admin: what is missing, waiting or older than its original."""

from __future__ import annotations

import codecs
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from govportal.information.access import sees_some, visible_portals
from govportal.languages import drift, rows
from govportal.languages.forms import TranslationsFilter
from govportal.publishing.exports import write_csv

URL_NAME = "govportal_translations"
A_PAGE = 50


class TranslationsView(WagtailAdminTemplateMixin, View):
    """Shows how far translations have drifted; of several portals a line each.

    Staff of a portal get their own portals only, whatever they ask for.
    """

    template_name = "govportal/admin/languages/report.html"
    page_title = _("Translations by language")
    header_icon = "globe"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the report on screen, or as a CSV file."""
        portals = visible_portals(request.user)
        if not portals:
            raise PermissionDenied
        form = TranslationsFilter(request.GET, portals=portals)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        subjects = form.portals()
        found = form.chosen(drift.items(subjects))
        if request.GET.get("format") == "csv":
            return _download(found)
        context = _lines(request, found) if len(subjects) == 1 else _summaries(subjects, found)
        return self.render_to_response(self.get_context_data(form=form, **context))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the dashboard."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class TranslationsMenuItem(MenuItem):
    """The way to the report, for those who may see the translations of some portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the reader has a portal, or all of them."""
        return sees_some(request.user)


def menu_item() -> MenuItem:
    """Return the entry in Wagtail's menu of reports."""
    return TranslationsMenuItem(
        _("Translations by language"), reverse(URL_NAME), name="translations-by-language",
        icon_name="globe", order=110,
    )  # fmt: skip


def _lines(request: HttpRequest, found: list[drift.Item]) -> dict[str, Any]:
    page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    lines = [
        {
            "item": item,
            "kind": rows.kind_name(item.original),
            "language": rows.language_name(item.language),
            "state": rows.state_name(item),
            "step": rows.next_step(item),
        }
        for item in page
    ]
    return {"lines": lines, "page_obj": page, "total": len(found), "query": _query(request)}


def _summaries(portals: list[Any], found: list[drift.Item]) -> dict[str, Any]:
    lines = [
        (summary, rows.language_name(summary.language), list(summary.counts.values()))
        for summary in drift.summaries(portals, found)
    ]
    return {"summaries": lines, "states": drift.State.labels}


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("p", None)
    return str(query.urlencode())


def _download(found: list[drift.Item]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="ban-dich.csv"'
    answer.headers["Cache-Control"] = "no-store"
    answer.write(codecs.BOM_UTF8)  # without it spreadsheets misread Vietnamese
    write_csv(rows.FIELDS, map(rows.as_data, found), answer)
    return answer
