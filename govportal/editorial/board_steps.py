"""The Editorial Board's steps with one page: take it down, correct it, record its review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from govportal.editorial import corrections, reviews, takedowns
from govportal.editorial.board_forms import CorrectionForm, ReviewForm, TakedownForm
from govportal.editorial.board_lists import CORRECTIONS, REVIEWS, WRITERS, own_records
from govportal.editorial.corrections import Correction
from govportal.editorial.page_records import facts_of
from govportal.editorial.roles import serves_whole_province
from govportal.portals.membership import portals_of
from govportal.portals.pages import portal_of

Form = forms.Form | forms.ModelForm[Any]


class PageStepView(WagtailAdminTemplateMixin, FormView):
    """A step with one page; for those who may not take it the page does not exist."""

    template_name = "govportal/admin/page_step.html"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def may(self, user: Any) -> bool:
        """Return whether *user* may take the step now."""
        raise NotImplementedError

    @cached_property
    def page(self) -> Page:
        """The page that the step is about."""
        return get_object_or_404(Page, pk=self.kwargs["pk"]).specific

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"page": self.page, "submit_button_label": self.get_page_title()}
        return super().get_context_data(**kwargs) | words  # type: ignore[no-any-return]

    def done(self, text: str, url: str = "") -> HttpResponse:
        """Say that all is done and lead on, to the page's editor where *url* is empty."""
        messages.success(self.request, text)
        return redirect(url or reverse("wagtailadmin_pages:edit", args=[self.page.pk]))


class TakedownView(PageStepView):
    """Takes a page off at once on the request of an authority."""

    page_title = gettext_lazy("Take down on request")
    header_icon = "warning"
    form_class = TakedownForm

    def may(self, user: Any) -> bool:
        return takedowns.may_take_down(user, self.page)

    def form_valid(self, form: TakedownForm) -> HttpResponse:
        records = takedowns.take_down(self.page, self.request.user, **form.cleaned_data)
        if any(item.is_late for item in records):
            messages.warning(self.request, _("The page came off later than the law allows."))
        return self.done(_("The page is no longer public. The request is recorded."))


class ReviewView(PageStepView):
    """Records that a page was looked through."""

    page_title = gettext_lazy("Record the review")
    header_icon = "tasks"
    form_class = ReviewForm

    def may(self, user: Any) -> bool:
        return reviews.may_review(user, self.page)

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        reviews.record(self.page, self.request.user, **form.cleaned_data)
        portal = portal_of(self.page)
        url = f"{reverse(REVIEWS)}?portal={portal.pk if portal else ''}"
        return self.done(_("The review is recorded."), url)


class CorrectView(PageStepView):
    """Records what was wrong on a page; somebody else makes it public."""

    page_title = gettext_lazy("Correct")
    header_icon = "edit"
    form_class = CorrectionForm

    def may(self, user: Any) -> bool:
        return may_correct(user, self.page)

    def get_form_kwargs(self) -> dict[str, Any]:
        about = Correction(**facts_of(self.page, self.request.user))
        return super().get_form_kwargs() | {"instance": about}  # type: ignore[no-any-return]

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        form.save()
        text = _("The correction is recorded. The Editorial Board makes it public.")
        return self.done(text, reverse(CORRECTIONS))


class CorrectionView(CorrectView):
    """Shows a correction; as long as it is not public, its words may be changed."""

    page_title = gettext_lazy("Correction")
    template_name = "govportal/admin/correction.html"

    @cached_property
    def correction(self) -> Correction:
        """The correction; for staff of other portals it does not exist."""
        return get_object_or_404(own_records(Correction, self.request.user), pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.correction.page_id).specific

    def may(self, user: Any) -> bool:
        is_read = self.request.method in ("GET", "HEAD")
        return is_read or (not self.correction.is_public and may_correct(user, self.page))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.correction}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "correction": self.correction,
            "may_publish": corrections.may_publish(user, self.correction),
            "submit_button_label": _("Save"),
        }

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        form.instance.take_over(self.request.user)
        form.save()
        return self.done(_("The correction is saved."), reverse(CORRECTIONS))


class PublishCorrectionView(CorrectionView):
    """Makes a correction public as it is."""

    page_title = gettext_lazy("Publish the correction")
    form_class = forms.Form
    template_name = "govportal/admin/correction_publish.html"

    def may(self, user: Any) -> bool:
        return corrections.may_publish(user, self.correction)

    def get_form_kwargs(self) -> dict[str, Any]:
        return FormView.get_form_kwargs(self)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"submit_button_label": self.page_title}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        corrections.publish(self.correction, self.request.user)
        return self.done(_("The correction stands on the page."), reverse(CORRECTIONS))


def may_correct(user: Any, page: Page) -> bool:
    """Return whether *user* may record a correction of *page*, which is public or was."""
    portal = portal_of(page)
    if portal is None or page.first_published_at is None or page.alias_of_id:
        return False
    return portal.pk in portals_of(user, WRITERS) or serves_whole_province(user)
