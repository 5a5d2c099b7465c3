"""The register of all accounts in the admin, and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from govportal.accounts import register
from govportal.accounts.register import Line
from govportal.information.staff_reports import page_of_lines
from govportal.portals.models import Portal
from govportal.publishing.exports import XLSX_TYPE, Column, csv_response, safe

HEADS = {
    "username": gettext_lazy("User name"),
    "name": gettext_lazy("Full name"),
    "email": gettext_lazy("Email"),
    "agencies": gettext_lazy("Agency"),
    "roles": gettext_lazy("Portals and roles"),
    "is_superuser": gettext_lazy("Highest right"),
    "is_active": gettext_lazy("Active"),
    "last_login": gettext_lazy("Last sign-in"),
    "idle_days": gettext_lazy("Days without use"),
    "second_factor": gettext_lazy("Second factor"),
    "basis": gettext_lazy("Assignment complete"),
}
STATES = {
    "unused": gettext_lazy("Not used for too long"),
    "no_factor": gettext_lazy("Without second factor"),
    "no_basis": gettext_lazy("Without complete assignment"),
    "superuser": gettext_lazy("With the highest right"),
    "closed": gettext_lazy("Closed"),
}


class RegisterFilter(forms.Form):
    """Narrows the register."""

    q = forms.CharField(label=gettext_lazy("Name or email"), required=False, max_length=100)
    portal = forms.ModelChoiceField(
        Portal.objects.select_related("agency"), label=gettext_lazy("Portal"), required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State of the account"),
        required=False,
        choices=[("", "---------"), *STATES.items()],
    )

    def accounts(self) -> QuerySet[Any]:
        """Return the accounts that are asked for, as far as the database can tell."""
        asked = self.cleaned_data
        people = get_user_model().objects.all()
        if asked["portal"]:
            people = people.filter(groups__portal_group__portal=asked["portal"]).distinct()
        if words := asked["q"].strip():
            names = ("username", "first_name", "last_name", "email")
            found = Q(pk=None)
            for name in names:
                found |= Q(**{f"{name}__icontains": words})
            people = people.filter(found)
        return people

    def lines(self) -> list[Line]:
        """Return the lines that are asked for."""
        state = self.cleaned_data["state"]
        return [line for line in register.draw(self.accounts()) if _has(line, state)]


def _has(line: Line, state: str) -> bool:
    return {
        "": True,
        "unused": line.is_unused and line.user.is_active,
        "no_factor": not line.has_second_factor and line.user.is_active,
        "no_basis": line.lacks_basis,
        "superuser": line.user.is_superuser,
        "closed": not line.user.is_active,
    }[state]


class RegisterView(WagtailAdminTemplateMixin, View):
    """Shows the register on screen or as a file, to those who supervise accounts."""

    template_name = "govportal/admin/accounts/register.html"
    page_title = gettext_lazy("Register of accounts")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not register.may_supervise(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the register."""
        form = RegisterFilter(request.GET)
        lines = form.lines() if form.is_valid() else []
        if form.is_valid() and (write := FORMATS.get(request.GET.get("format", ""))):
            response = write(lines)
            response.headers["Cache-Control"] = "no-store"
            return response
        context = {"form": form, "count": len(lines), **page_of_lines(request, lines)}
        return self.render_to_response(self.get_context_data(**context))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class _RegisterMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return register.may_supervise(request.user)


class RegisterViewSet(ViewSet):
    """The register's place in the menu."""

    name = "account-register"
    icon = "user"
    menu_label = RegisterView.page_title
    menu_item_class = _RegisterMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", RegisterView.as_view(), name="index")]


def as_csv(lines: Iterable[Line]) -> HttpResponseBase:
    """Answer with the lines as a CSV file."""
    columns = [Column(key, str(head)) for key, head in HEADS.items()]
    return csv_response(_("accounts"), columns, _rows(lines))


def as_xlsx(lines: Iterable[Line]) -> HttpResponse:
    """Answer with the lines as a spreadsheet."""
    from openpyxl import Workbook  # noqa: PLC0415 – takes memory of each worker, and few need it

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Accounts"))
    sheet.append([str(head) for head in HEADS.values()])
    for row in _rows(lines):
        sheet.append([_cell(row[key]) for key in HEADS])
    stream = BytesIO()
    book.save(stream)
    response = HttpResponse(stream.getvalue(), content_type=XLSX_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="tai-khoan.xlsx"'
    return response


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}


def _rows(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    for line in lines:
        last = line.user.last_login
        yield {
            "username": line.user.get_username(),
            "name": line.name,
            "email": line.user.email,
            "agencies": "; ".join(line.agencies),
            "roles": "; ".join(line.roles),
            "is_superuser": _yes(line.user.is_superuser),
            "is_active": _yes(line.user.is_active),
            "last_login": f"{last:%Y-%m-%d %H:%M}" if last else "",
            "idle_days": line.idle_days,
            "second_factor": _yes(line.has_second_factor),
            "basis": _yes(not line.lacks_basis),
        }


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _cell(value: object) -> object:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    return safe(ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
