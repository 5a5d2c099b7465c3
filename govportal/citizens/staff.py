"""What staff see of citizens' questions in the admin, and the steps they take there."""

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
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusFlagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.viewsets.base import ViewSet

from govportal.citizens import access
from govportal.citizens.models import Feedback
from govportal.citizens.staff_forms import FORMS
from govportal.citizens.steps import StepRefusedError
from govportal.portals.step_forms import StepForm

NAMESPACE = "feedback"
TITLE = gettext_lazy("Questions and answers")


class FeedbackFilterSet(WagtailFilterSet):
    """Narrows the list to a state."""

    class Meta:
        model = Feedback
        fields = ["status"]


class StaffOnlyMixin(WagtailAdminTemplateMixin):
    """Lets in those who handle questions, and shows each only what is their portal's."""

    header_icon = "help"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not access.is_staff(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    @cached_property
    def feedback(self) -> Feedback:
        """The question; for staff of other portals it does not exist."""
        found = access.visible_to(self.request.user).select_related("portal", "agency")
        return get_object_or_404(found, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(f"{NAMESPACE}:index"), "label": TITLE}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]


class FeedbackListView(StaffOnlyMixin, SpreadsheetExportMixin, BaseListingView):
    """The questions of one's portals, those due first. The export names no sender (PRIV-04)."""

    page_title = TITLE
    index_url_name = f"{NAMESPACE}:index"
    index_results_url_name = f"{NAMESPACE}:index_results"
    is_searchable = True
    search_fields = ["subject", "body", "sender_name"]
    filterset_class = FeedbackFilterSet
    default_ordering = "-received_at"
    paginate_by = 50
    verbose_name_plural = gettext_lazy("questions from citizens")
    columns = [
        TitleColumn("subject", label=gettext_lazy("Subject"), url_name=f"{NAMESPACE}:detail"),
        Column(
            "status",
            label=gettext_lazy("Status"),
            sort_key="status",
            accessor=lambda feedback: capfirst(feedback.get_status_display()),
        ),
        StatusFlagColumn("is_overdue", label="", true_label=gettext_lazy("Overdue")),
        Column("portal", label=gettext_lazy("Received on")),
        Column("agency", label=gettext_lazy("Answering agency")),
        Column("due_on", label=gettext_lazy("Answer due"), sort_key="due_on"),
        DateColumn("received_at", label=gettext_lazy("Received"), sort_key="received_at"),
    ]
    list_export = [
        "subject", "get_status_display", "portal", "agency", "received_at", "due_on",
        "approved_at", "published_at",
    ]  # fmt: skip
    export_headings = {"get_status_display": gettext_lazy("Status")}
    export_filename = "hoi-dap"

    def get_base_queryset(self) -> Any:
        return access.visible_to(self.request.user).select_related("portal", "agency")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return BaseListingView.get_breadcrumbs_items(self)  # type: ignore[no-any-return]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.is_export:
            return self.as_spreadsheet(  # type: ignore[no-any-return]
                context["object_list"], self.request.GET["export"]
            )
        return super().render_to_response(context, **kwargs)  # type: ignore[no-any-return]


class FeedbackDetailView(StaffOnlyMixin, TemplateView):
    """One question: what was asked, by whom, what has been done, and what can be done now."""

    template_name = "govportal/admin/feedback/detail.html"

    def get_page_title(self) -> str:
        return self.feedback.subject

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "feedback": self.feedback,
            "events": self.feedback.events.select_related("agency"),
            "consents": self.feedback.consents.all(),
            "steps": [
                {"title": FORMS[step].title, "url": _url(step, self.feedback)}
                for step in access.steps_for(self.request.user, self.feedback)
            ],
        }


class FeedbackStepView(StaffOnlyMixin, FormView):
    """One step with one question. What was typed is kept when the step can't be taken."""

    template_name = "govportal/admin/feedback/step.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["step"] not in FORMS:
            raise Http404
        if not access.has_right(request.user, kwargs["step"], self.feedback):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not access.is_due(kwargs["step"], self.feedback):
            messages.warning(request, _("This step cannot be taken now."))
            return redirect(_url("detail", self.feedback))
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_form_class(self) -> type[StepForm]:
        return FORMS[self.kwargs["step"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"item": self.feedback}

    def get_page_title(self) -> str:
        return str(self.get_form_class().title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"feedback": self.feedback, "submit_button_label": self.get_page_title()}
        return super().get_context_data(**kwargs) | words  # type: ignore[no-any-return]

    def form_valid(self, form: StepForm) -> HttpResponse:
        try:
            form.take(self.request.user)
        except StepRefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)  # type: ignore[no-any-return]
        messages.success(self.request, form.done)
        if access.visible_to(self.request.user).filter(pk=self.feedback.pk).exists():
            return redirect(_url("detail", self.feedback))
        return redirect(f"{NAMESPACE}:index")


def _url(step: str, feedback: Feedback) -> str:
    if step == "detail":
        return reverse(f"{NAMESPACE}:detail", args=[feedback.pk])
    return reverse(f"{NAMESPACE}:step", args=[feedback.pk, step])


class FeedbackMenuItem(MenuItem):
    """The entry in the admin's menu, for those who handle questions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.is_staff(request.user)


class FeedbackViewSet(ViewSet):
    """Citizens' questions in the admin."""

    icon = "help"
    menu_label = TITLE
    menu_name = "feedback"
    menu_order = 250
    menu_item_class = FeedbackMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses of the list, of one question and of the steps with it."""
        listing, results = FeedbackListView.as_view(), FeedbackListView.as_view(results_only=True)
        return [
            path("", listing, name="index"),
            path("results/", results, name="index_results"),
            path("<int:pk>/", FeedbackDetailView.as_view(), name="detail"),
            path("<int:pk>/<slug:step>/", FeedbackStepView.as_view(), name="step"),
        ]
