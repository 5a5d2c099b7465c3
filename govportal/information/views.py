"""The categories of information in the admin: their states, and the answers given for them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from govportal.information import access, rows
from govportal.information.answers import history
from govportal.information.forms import AnswerForm
from govportal.information.staff_reports import OwnPortalsMixin, StaffReportMenuItem
from govportal.information.states import CategoryState, State, states
from govportal.portals.models import Portal

OVERVIEW, PORTAL, ANSWER = (f"govportal_categories{end}" for end in ("", "_portal", "_answer"))
TITLE = gettext_lazy("Categories of information")


class CategoriesMixin(OwnPortalsMixin):
    """Shows the categories of one portal, or of all that the reader may see."""

    page_title = TITLE
    header_icon = "list-ul"
    kwargs: dict[str, Any]

    @cached_property
    def portal(self) -> Portal:
        """The portal that is asked for."""
        for portal in self.portals:
            if portal.code == self.kwargs["code"]:
                return portal
        raise Http404

    @cached_property
    def categories(self) -> list[CategoryState]:
        """The categories of that portal."""
        return states([self.portal])[self.portal.pk]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the dashboard, the list of portals and, from an answer, the portal."""
        items = [*self.breadcrumbs_items, {"url": reverse(OVERVIEW), "label": TITLE}]
        if "key" in self.kwargs:
            url = reverse(PORTAL, args=[self.portal.code])
            items.append({"url": url, "label": self.portal.agency.name})
        return [*items, {"url": "", "label": self.get_page_title()}]


class OverviewView(CategoriesMixin, TemplateView):
    """One line a portal; those who have one portal are led to it."""

    template_name = "govportal/admin/categories/overview.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if len(self.portals) == 1:
            return redirect(PORTAL, self.portals[0].code)
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = states(self.portals)
        shown = (State.INCOMPLETE, State.OVERDUE, State.COMPLETE)
        lines = [
            {"portal": portal, "url": reverse(PORTAL, args=[portal.code]), "cells": cells}
            for portal in self.portals
            for counted in [rows.counts(found[portal.pk])]
            for cells in [[sum(counted.values()), *(counted[state] for state in shown)]]
        ]
        heads = [_("Categories"), *(state.label for state in shown)]
        return super().get_context_data(**kwargs) | {"lines": lines, "heads": heads}  # type: ignore[no-any-return]


class PortalView(CategoriesMixin, TemplateView):
    """Every category of one portal, with its state and what can be done about it."""

    template_name = "govportal/admin/categories/portal.html"

    def get_page_title(self) -> str:
        return str(self.portal.agency.name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {  # type: ignore[no-any-return]
            "portal": self.portal,
            "lines": [self._line(category) for category in self.categories],
            "totals": [(state.label, count) for state, count in rows.totals(self.categories)],
            "may_answer": access.may_answer(self.request.user, self.portal),
        }

    def _line(self, category: CategoryState) -> dict[str, Any]:
        language = get_language() or "vi"
        return shown(category, language) | {
            "answer_url": reverse(ANSWER, args=[self.portal.code, category.spec.key]),
        }


class AnswerView(CategoriesMixin, FormView):
    """One category: its state, every answer given for it, and the form for a new one."""

    template_name = "govportal/admin/categories/answer.html"
    form_class = AnswerForm

    @cached_property
    def category(self) -> CategoryState:
        """The category that is asked for."""
        for category in self.categories:
            if category.spec.key == self.kwargs["key"] and category.is_counted:
                return category
        raise Http404

    @property
    def may_answer(self) -> bool:
        """Whether the reader may record an answer here."""
        return access.may_answer(self.request.user, self.portal)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_answer:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_page_title(self) -> str:
        return str(self.category.spec.title.in_language(get_language() or "vi"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"category": self.category}  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {  # type: ignore[no-any-return]
            "portal": self.portal,
            "line": shown(self.category, get_language() or "vi"),
            "history": history(self.portal, self.category.spec.key),
            "may_answer": self.may_answer,
            "submit_button_label": _("Record the answer"),
        }

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        form.record(self.request.user)
        messages.success(self.request, _("The answer is recorded."))
        return redirect(PORTAL, self.portal.code)


def shown(category: CategoryState, language: str) -> dict[str, Any]:
    """Return what the admin shows of *category*."""
    spec = category.spec
    described = spec.description.in_language(language) if spec.description else ""
    return {
        "category": category,
        "title": spec.title.in_language(language),
        "description": described,
        "owner": rows.owner(category, language),
        "deadline": rows.deadline(spec, category.allowed),
        "late": category.late(),
    }


def menu_item() -> MenuItem:
    """Return the entry in Wagtail's menu of reports."""
    return StaffReportMenuItem(
        TITLE, reverse(OVERVIEW), name="categories", icon_name="list-ul", order=90
    )


urlpatterns: list[URLPattern] = [
    path("categories/", OverviewView.as_view(), name=OVERVIEW),
    path("categories/<slug:code>/", PortalView.as_view(), name=PORTAL),
    path("categories/<slug:code>/<str:key>/", AnswerView.as_view(), name=ANSWER),
]
