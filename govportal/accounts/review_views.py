"""Reviews of accounts in the admin: what is due, and the list to confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from govportal.accounts import reviews
from govportal.accounts.models import AccountReview
from govportal.accounts.reviews import ReviewState
from govportal.boards.access import KEEPERS, PortalPeoplePolicy, keeps_every_portal
from govportal.portals.membership import portals_of

PROVINCE = "tinh"
"""Stands in the address for the accounts that serve the whole province."""


def reviews_any(user: Any) -> bool:
    """Return whether some review is for *user* to do."""
    return keeps_every_portal(user) or bool(portals_of(user, KEEPERS))


class ReviewsMixin(WagtailAdminTemplateMixin):
    """Lets in those who keep some portal."""

    header_icon = "check"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not reviews_any(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    @cached_property
    def states(self) -> list[ReviewState]:
        """The reviews that are for the user to do."""
        return reviews.states(self.request.user)


class ReviewsView(ReviewsMixin, TemplateView):
    """Lists when the accounts of each portal were reviewed and when they are due."""

    template_name = "govportal/admin/accounts/reviews.html"
    page_title = gettext_lazy("Reviews of accounts")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(state, address_of(state)) for state in self.states]
        rows.sort(key=lambda row: row[0].due_on)
        return super().get_context_data(rows=rows, **kwargs)  # type: ignore[no-any-return]


class ReviewForm(forms.Form):
    """Takes a remark."""

    note = forms.CharField(
        label=gettext_lazy("Remarks"), required=False, widget=forms.Textarea({"rows": 3})
    )


class ReviewView(ReviewsMixin, FormView):
    """Shows the accounts of one portal to be confirmed."""

    form_class = ReviewForm
    template_name = "govportal/admin/accounts/review.html"
    page_title = gettext_lazy("Review the accounts")

    @cached_property
    def state(self) -> ReviewState:
        """The review asked for; one that is not for the user does not exist."""
        for state in self.states:
            if _code(state) == self.kwargs["code"]:
                return state
        raise Http404

    def get_page_subtitle(self) -> str:
        return str(self.state.portal or _("Whole province"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("account-reviews:index"), "label": ReviewsView.page_title}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, listing, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = reviews.lines_of(self.state.portal)
        return super().get_context_data(lines=lines, state=self.state, **kwargs)  # type: ignore[no-any-return]

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        reviews.confirm(self.state.portal, self.request.user, form.cleaned_data["note"])
        messages.success(self.request, _("The review is recorded."))
        return redirect("account-reviews:index")


def _code(state: ReviewState) -> str:
    return state.portal.code if state.portal else PROVINCE


def address_of(state: ReviewState) -> str:
    """Return where the review is done."""
    return reverse("account-reviews:review", args=[_code(state)])


class _ReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reviews_any(request.user)


class ReviewViewSet(ViewSet):
    """The reviews' place in the menu."""

    name = "account-reviews"
    icon = "check"
    menu_label = ReviewsView.page_title
    menu_item_class = _ReviewMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", ReviewsView.as_view(), name="index"),
            path("<slug:code>/", ReviewView.as_view(), name="review"),
        ]


def register_policies() -> None:
    """Register the policy, before Wagtail makes its own."""
    register_permission_policy(AccountReview, PortalPeoplePolicy(AccountReview, ("view",)))
