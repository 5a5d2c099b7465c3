"""Statements in the admin: drawn up, read, approved by another person, taken out as files."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton

from govportal.royalties import access, budget_limits, files, steps
from govportal.royalties.columns import MoneyColumn
from govportal.royalties.lines import lines_of
from govportal.royalties.payments import PaymentStatement
from govportal.royalties.statement_forms import FORMS, DrawUpForm, StatementForm

NAMESPACE = "royalty-statements"
TITLE = gettext_lazy("Payment statements")
FILES = {"xlsx": files.as_xlsx, "csv": files.as_csv}


class ClerksOnlyMixin(WagtailAdminTemplateMixin):
    """Lets in those who keep a ledger, and shows each only what is their portal's."""

    header_icon = "doc-full"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not access.is_clerk(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    @cached_property
    def statement(self) -> PaymentStatement:
        """The statement; for staff of other portals it does not exist."""
        found = access.statements_of(self.request.user)
        return get_object_or_404(found, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(f"{NAMESPACE}:index"), "label": TITLE}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]


class StatementListView(ClerksOnlyMixin, BaseListingView):
    """The statements of one's portals, the newest first."""

    page_title = TITLE
    index_url_name = f"{NAMESPACE}:index"
    index_results_url_name = f"{NAMESPACE}:index_results"
    default_ordering = "-first_day"
    paginate_by = 50
    verbose_name_plural = gettext_lazy("payment statements")
    columns = [
        TitleColumn(
            "period", label=gettext_lazy("Period"), accessor=str, url_name=f"{NAMESPACE}:detail"
        ),
        Column("portal", label=gettext_lazy("Portal")),
        Column(
            "state", label=gettext_lazy("State"),
            accessor=lambda row: capfirst(row.get_state_display()),
        ),
        MoneyColumn("comes_to", label=gettext_lazy("Total (VND)")),
        Column("drawn_up_by_name", label=gettext_lazy("Drawn up by")),
        Column("approved_by_name", label=gettext_lazy("Approved by")),
    ]  # fmt: skip

    def get_base_queryset(self) -> Any:
        return steps.with_totals(access.statements_of(self.request.user))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return BaseListingView.get_breadcrumbs_items(self)  # type: ignore[no-any-return]

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Return the button that leads to a new statement."""
        address = reverse(f"{NAMESPACE}:draw_up")
        return [HeaderButton(_("Draw up a statement"), url=address, icon_name="plus")]


class StatementDetailView(ClerksOnlyMixin, TemplateView):
    """One statement: who gets what for what, and what can be done with it now."""

    template_name = "govportal/admin/royalties/statement.html"

    def get_page_title(self) -> str:
        return _("Statement %(period)s") % {"period": self.statement}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "statement": self.statement,
            "lines": lines_of(self.statement),
            "total": steps.total_of(self.statement),
            "budgets": budget_limits.states_of_statement(self.statement),
            "is_drawn_up_by_reader": access.drew_up(self.request.user, self.statement),
            "steps": [
                {"title": FORMS[step].title, "url": _url(self.statement, step)}
                for step in access.steps_for(self.request.user, self.statement)
            ],
            "files": [
                {"name": form.upper(), "url": _file_url(self.statement, form)} for form in FILES
            ],
        }


class _StepFormView(ClerksOnlyMixin, FormView):
    template_name = "govportal/admin/royalties/step.html"

    def get_page_title(self) -> str:
        return str(self.get_form_class().title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"submit_button_label": self.get_page_title()}
        return super().get_context_data(**kwargs) | words  # type: ignore[no-any-return]


class DrawUpView(_StepFormView):
    """Draws a statement up."""

    form_class = DrawUpForm

    def get_page_title(self) -> str:
        return _("Draw up a statement")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: DrawUpForm) -> HttpResponse:
        try:
            statement = form.take(self.request.user)
        except steps.StatementRefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)  # type: ignore[no-any-return]
        messages.success(self.request, _("The statement is drawn up; another person approves it."))
        return redirect(_url(statement))


class StatementStepView(_StepFormView):
    """One step with one statement."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["step"] not in FORMS:
            raise Http404
        if not access.has_right(request.user, kwargs["step"], self.statement):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["step"] not in access.steps_for(request.user, self.statement):
            messages.warning(request, _("This step cannot be taken now."))
            return redirect(_url(self.statement))
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_form_class(self) -> type[StatementForm]:
        return FORMS[self.kwargs["step"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"statement": self.statement}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"statement": self.statement, "total": steps.total_of(self.statement)}
        shown["budgets"] = budget_limits.states_of_statement(self.statement)
        return super().get_context_data(**kwargs) | shown

    def form_valid(self, form: StatementForm) -> HttpResponse:
        try:
            form.take(self.request.user)
        except steps.StatementRefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)  # type: ignore[no-any-return]
        messages.success(self.request, form.done)
        if self.kwargs["step"] == "discard":
            return redirect(f"{NAMESPACE}:index")
        return redirect(_url(self.statement))


class StatementFileView(ClerksOnlyMixin, TemplateView):
    """A statement as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        write = FILES.get(kwargs["form"])
        if write is None:
            raise Http404
        return write(self.statement)


def _url(statement: PaymentStatement, step: str = "") -> str:
    if not step:
        return reverse(f"{NAMESPACE}:detail", args=[statement.pk])
    return reverse(f"{NAMESPACE}:step", args=[statement.pk, step])


def _file_url(statement: PaymentStatement, form: str) -> str:
    return reverse(f"{NAMESPACE}:file", args=[statement.pk, form])


class ClerksMenuItem(MenuItem):
    """The entry in the admin's menu, for those who keep a ledger."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.is_clerk(request.user)


class StatementViewSet(ViewSet):
    """The statements of one's own portals."""

    name = NAMESPACE
    menu_item_class = ClerksMenuItem
    icon = "doc-full"
    menu_label = TITLE
    menu_name = NAMESPACE

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses of the list, of one statement, its steps and its files."""
        listing = StatementListView.as_view()
        return [
            path("", listing, name="index"),
            path("results/", StatementListView.as_view(results_only=True), name="index_results"),
            path("draw-up/", DrawUpView.as_view(), name="draw_up"),
            path("<int:pk>/", StatementDetailView.as_view(), name="detail"),
            path("<int:pk>/file.<slug:form>", StatementFileView.as_view(), name="file"),
            path("<int:pk>/<slug:step>/", StatementStepView.as_view(), name="step"),
        ]
