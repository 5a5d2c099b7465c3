"""What all portals pay, in the admin and as a spreadsheet; for the provincial board alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from govportal.folding import fold
from govportal.information.staff_reports import page_of_lines
from govportal.publishing.exports import Column
from govportal.royalties.access import sees_province_payments
from govportal.royalties.payments import PaymentStatement
from govportal.royalties.province_total import ProvinceTotal, Sums, total_of_province
from govportal.royalties.sheets import answer_with, new_book, write_sheet
from govportal.royalties.statement_forms import PeriodForm
from govportal.royalties.steps import last_day_of

YEAR = "year"


class ProvincePeriodForm(PeriodForm):
    """Asks for a month, a quarter or a year."""

    period = forms.ChoiceField(
        label=gettext_lazy("Period"),
        choices=[*PaymentStatement.Period.choices, (YEAR, gettext_lazy("year"))],
    )
    number = forms.IntegerField(
        label=gettext_lazy("Number of the month or quarter"), min_value=1, max_value=12,
        required=False, help_text=gettext_lazy("Not needed for a year."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for the month or quarter where no year is wanted."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and data["period"] != YEAR and not data["number"]:
            self.add_error("number", _("Enter which month or quarter."))
        return data

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the period."""
        year = self.cleaned_data["year"]
        if self.cleaned_data["period"] == YEAR:
            return date(year, 1, 1), date(year, 12, 31)
        return self.first_day, last_day_of(self.cleaned_data["period"], self.first_day)

    @property
    def title(self) -> str:
        """The name of the period, as statements are called."""
        asked = self.cleaned_data
        if asked["period"] == YEAR:
            return _("year %(year)d") % {"year": asked["year"]}
        return str(PaymentStatement(period=asked["period"], first_day=self.first_day))


def this_quarter() -> dict[str, Any]:
    """Return what the form asks for before anything is chosen."""
    today = timezone.localdate()
    return {"period": "quarter", "number": (today.month + 2) // 3, "year": today.year}


class ProvinceTotalView(WagtailAdminTemplateMixin, View):
    """Shows what all portals pay in a period, on screen or as a spreadsheet."""

    template_name = "govportal/admin/royalties/province.html"
    page_title = gettext_lazy("Payments of all portals")
    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not sees_province_payments(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the sums of the period asked for."""
        form = ProvincePeriodForm(request.GET if "period" in request.GET else this_quarter())
        found = total_of_province(*form.days) if form.is_valid() else None
        if found and request.GET.get("format") == "xlsx":
            return as_xlsx(found, form.title)
        lines = page_of_lines(request, found.payees if found else [])
        return self.render_to_response(self.get_context_data(form=form, found=found, **lines))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class _ProvinceMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return sees_province_payments(request.user)


class ProvinceTotalViewSet(ViewSet):
    """The place of the sums in the menu."""

    name = "province-payments"
    icon = "doc-full"
    menu_label = ProvinceTotalView.page_title
    menu_item_class = _ProvinceMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the address of the screen."""
        return [path("", ProvinceTotalView.as_view(), name="index")]


def as_xlsx(found: ProvinceTotal, period: str) -> HttpResponse:
    """Answer with a spreadsheet: a sheet with one line a portal, and one with one a payee."""
    book = new_book()
    head = [_("Royalties and remuneration of all portals, %(period)s") % {"period": period}]
    write_sheet(book.create_sheet(_("Portals")), head, _portal_columns(), _portal_rows(found))
    write_sheet(book.create_sheet(_("Payees")), head, _payee_columns(), _payee_rows(found))
    response = answer_with(book, f"nhuan-but_{slugify(fold(period).replace('/', '-'))}")
    response.headers["Cache-Control"] = "no-store"
    return response


def _money_columns() -> list[Column]:
    return [
        Column("royalties", _("Royalties"), "VND"),
        Column("remuneration", _("Remuneration"), "VND"),
        Column("total", _("Total"), "VND"),
    ]


def _portal_columns() -> list[Column]:
    return [
        Column("number", pgettext("row number", "No.")),
        Column("portal", _("Portal")),
        Column("statements", _("Approved statements")),
        *_money_columns(),
        Column("paid", _("Paid"), "VND"),
        Column("drafts", _("On drafts, not counted"), "VND"),
    ]


def _payee_columns() -> list[Column]:
    return [
        Column("number", pgettext("row number", "No.")),
        Column("name", _("Full name")),
        Column("unit", _("Unit or address")),
        Column("portal", _("Portal")),
        *_money_columns(),
    ]


def _money(line: Sums) -> dict[str, Any]:
    return {key: getattr(line, key) for key in ("royalties", "remuneration", "total")}


def _portal_rows(found: ProvinceTotal) -> Iterator[dict[str, Any]]:
    for number, line in enumerate([*found.portals, found.whole], start=1):
        name = {"number": number, "portal": str(line.portal)} if line.portal else {}
        counts = {key: getattr(line, key) for key in ("statements", "paid", "drafts")}
        yield {"portal": _("Total")} | name | counts | _money(line)


def _payee_rows(found: ProvinceTotal) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(found.payees, start=1):
        words = {"name": line.name, "unit": line.unit, "portal": str(line.portal)}
        yield {"number": number} | words | _money(line)
    yield {"name": _("Total")} | _money(found.whole)
