"""What staff see of proposals in the admin: two lists, one proposal, and the steps with it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusFlagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from govportal.portals import routing
from govportal.publishing.sharing import access, steps
from govportal.publishing.sharing.models import OPEN, SharedItem
from govportal.publishing.sharing.staff_forms import FORMS, ProposalForm, ProposeForm

RECEIVED, OFFERED, DETAIL = "sharing:received", "sharing:offered", "sharing:detail"
RECEIVED_TITLE = _("Proposals from component portals")
OFFERED_TITLE = _("Proposed to the provincial portal")
ICON = "upload"


class SharedItemFilterSet(WagtailFilterSet):
    """Narrows a list to a state."""

    class Meta:
        model = SharedItem
        fields = ["state"]


def _state(item: SharedItem) -> str:
    shown = str(capfirst(item.get_state_display()))  # type: ignore[attr-defined]
    return shown if item.is_public else f"{shown} ({_('not public at its source')})"


TITLE = TitleColumn("title", label=_("Title"), accessor=str, url_name=DETAIL)
STATE = Column("state", label=_("State"), sort_key="state", accessor=_state)
PROPOSED_AT = DateColumn("proposed_at", label=_("Proposed"), sort_key="proposed_at")


class _ListView(BaseListingView):
    header_icon = ICON
    is_searchable = True
    search_fields = ["title", "note", "reason"]
    filterset_class = SharedItemFilterSet
    default_ordering = "-proposed_at"
    paginate_by = 50
    verbose_name_plural = _("proposals")
    may_see: Any
    found: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not type(self).may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_base_queryset(self) -> Any:
        found = type(self).found(self.request.user)
        return found.select_related("page", "source", "receiver", "section")


class ReceivedListView(_ListView):
    """What component portals propose, the newest first."""

    page_title = RECEIVED_TITLE
    index_url_name = RECEIVED
    index_results_url_name = "sharing:received_results"
    may_see, found = staticmethod(access.is_receiving), staticmethod(access.received_by)
    columns = [
        TITLE,
        Column("source", label=pgettext_lazy("origin", "Source"), sort_key="source"),
        STATE,
        StatusFlagColumn("is_changed", label="", true_label=_("Published anew since accepted")),
        Column("section", label=_("Shown in the section")),
        PROPOSED_AT,
    ]


class OfferedListView(_ListView):
    """What one's own portals have proposed, with what was decided and why."""

    page_title = OFFERED_TITLE
    index_url_name = OFFERED
    index_results_url_name = "sharing:offered_results"
    may_see, found = staticmethod(access.is_offering), staticmethod(access.offered_by)
    columns = [
        TITLE,
        STATE,
        Column("reason", label=_("Reason")),
        PROPOSED_AT,
        DateColumn("decided_at", label=_("Decided"), sort_key="decided_at"),
    ]


class _ItemView(WagtailAdminTemplateMixin):
    """Shows a proposal to the staff of its two portals; for others it does not exist."""

    header_icon = ICON
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def item(self) -> SharedItem:
        """The proposal that is asked for."""
        related = ("page", "source__agency", "receiver__agency", "section")
        found = access.visible_to(self.request.user).select_related(*related)
        return get_object_or_404(found, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list in which the reader finds the proposal."""
        is_received = access.received_by(self.request.user).filter(pk=self.item.pk).exists()
        name, title = (RECEIVED, RECEIVED_TITLE) if is_received else (OFFERED, OFFERED_TITLE)
        listing = {"url": reverse(name), "label": title}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]


class DetailView(_ItemView, TemplateView):
    """One proposal: the page, who proposed it, what was decided, what can be done now."""

    template_name = "govportal/admin/sharing/detail.html"

    def get_page_title(self) -> str:
        return str(self.item)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = [
            {"title": FORMS[step].title, "url": _url(step, self.item)}
            for step in access.steps_for(self.request.user, self.item)
        ]
        page = self.item.page.specific if self.item.is_public else None  # type: ignore[union-attr]
        words = {"item": self.item, "shown": page, "steps": found, "state": _state(self.item)}
        own = access.is_own(self.request.user, "accept", self.item)
        waits = own and access.received_by(self.request.user).filter(pk=self.item.pk).exists()
        return super().get_context_data(**kwargs) | words | {"is_own": waits}  # type: ignore[no-any-return]


class StepView(_ItemView, FormView):
    """One step with one proposal. What was typed is kept when the step can't be taken."""

    template_name = "govportal/admin/sharing/step.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["step"] not in FORMS:
            raise Http404
        if not access.has_right(request.user, kwargs["step"], self.item):
            raise PermissionDenied
        if kwargs["step"] not in access.steps_for(request.user, self.item):
            messages.warning(request, steps.cannot_be_taken(self.item))
            return redirect(DETAIL, self.item.pk)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_form_class(self) -> type[ProposalForm]:
        return FORMS[self.kwargs["step"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"item": self.item}

    def get_page_title(self) -> str:
        return str(self.get_form_class().title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"item": self.item, "submit_button_label": self.get_page_title()}
        return super().get_context_data(**kwargs) | words  # type: ignore[no-any-return]

    def form_valid(self, form: ProposalForm) -> HttpResponse:
        try:
            form.take(self.request.user)
        except steps.SharingRefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)  # type: ignore[no-any-return]
        messages.success(self.request, form.done)
        return redirect(DETAIL, self.item.pk)


class ProposeView(WagtailAdminTemplateMixin, FormView):
    """Proposes one page of the reader's portal."""

    template_name = "govportal/admin/sharing/propose.html"
    form_class = ProposeForm
    page_title = _("Propose to the provincial portal")
    header_icon = ICON

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = get_object_or_404(Page, pk=kwargs["page_pk"]).specific
        if not access.may_offer(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the note; say at once where the page can't be proposed as it is."""
        try:
            steps.receiver_of(self.page)
        except steps.SharingRefusedError as error:
            messages.error(request, str(error))
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        known = self.page.shared_items.filter(state__in=OPEN).first()
        return redirect(DETAIL, known.pk) if known else super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {
            "page": self.page,
            "receiver": routing.main_portal(),
            "submit_button_label": _("Propose"),
        }
        return super().get_context_data(**kwargs) | words  # type: ignore[no-any-return]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(OFFERED), "label": OFFERED_TITLE}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    def form_valid(self, form: ProposeForm) -> HttpResponse:
        try:
            item = steps.propose(self.page, self.request.user, form.cleaned_data["note"])
        except steps.SharingRefusedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)  # type: ignore[no-any-return]
        messages.success(self.request, _("The page is proposed. The board there is told."))
        return redirect(DETAIL, item.pk)


def _url(step: str, item: SharedItem) -> str:
    return reverse("sharing:step", args=[item.pk, step])


class SharingViewSet(ViewSet):
    """The addresses of all that."""

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses of the lists, of one proposal, and of the steps."""
        lists = (("received", ReceivedListView), ("offered", OfferedListView))
        return [
            *(path(f"{name}/", view.as_view(), name=name) for name, view in lists),
            *(
                path(f"{name}/results/", view.as_view(results_only=True), name=f"{name}_results")
                for name, view in lists
            ),
            path("propose/<int:page_pk>/", ProposeView.as_view(), name="propose"),
            path("<int:pk>/", DetailView.as_view(), name="detail"),
            path("<int:pk>/<slug:step>/", StepView.as_view(), name="step"),
        ]
