"""Keeps the staff of one portal to their own, where Wagtail and wagtail-localize show all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.audit_logging import SiteHistoryReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet
from wagtail.models import Page, Site
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import TranslationSource
from wagtail_localize.tasks import background
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from govportal.editorial.roles import serves_whole_province
from govportal.languages.drafts import translate_below
from govportal.portals.membership import portals_of
from govportal.portals.tree import subtree
from govportal.publishing.approval import is_separation_required


def own_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Return those of *pages* that lie in trees where the user may do something.

    They come with their status and language, which the chooser would ask for page by page.

    Raises:
        PermissionDenied: the chooser was asked for what lies below another's page.
    """
    pages = pages.prefetch_related("locale").prefetch_workflow_states()
    pages = pages.annotate_approved_schedule()
    if request.user.is_superuser:
        return pages
    parent_id = request.resolver_match.kwargs.get("parent_page_id")
    if parent_id:
        refuse_foreign_tree(get_object_or_404(Page, pk=parent_id), None, request)
    within = Q(pk=None)
    for tree in own_trees(request.user):
        within |= Q(path__range=subtree(tree))
    return pages.filter(within)


def refuse_foreign_tree(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """Return *pages* below *parent* if the user has a part in that tree or a tree below it.

    Raises:
        PermissionDenied: the user has none.
    """
    trees = own_trees(request.user)
    if not request.user.is_superuser and not any(
        parent.path.startswith(tree) or tree.startswith(parent.path) for tree in trees
    ):
        raise PermissionDenied
    return pages


def own_trees(user: Any) -> set[str]:
    """Return the paths of the trees in which *user* may do something."""
    granted = page_permission_policy.get_cached_permissions_for_user(user)
    return {grant.page.path for grant in granted}


def refuse_foreign_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Refuse to ask about a move of a page, or to a place, in which the user has no part.

    Wagtail names both in the question and asks for permission only when it is answered.

    Raises:
        PermissionDenied: the user may not move the page there.
    """
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied
    refuse_foreign_tree(destination, None, request)


def colleagues_of(user: Any) -> QuerySet[Any]:
    """Return the people whom *user* may know of in the admin: those of the same portals."""
    people = get_user_model().objects.all()
    if may_see_every_portal(user):
        return people
    return people.filter(groups__portal_group__portal__in=portals_of(user)).distinct()


def narrow_listings() -> None:
    """Let Wagtail's listings and reports name colleagues only, and no other portal's pages."""
    PageTypesUsageReportView.permission_policy = EveryPortalPolicy()
    # Wagtail 8.0 wrote the right method but never calls it: everybody's names are offered.
    SiteHistoryReportFilterSet.get_users_queryset = SiteHistoryReportFilterSet.get_user_choices
    for filter_set, name in (
        (PageFilterSet, "owner"),
        (PageFilterSet, "edited_by"),
        (WorkflowReportFilterSet, "requested_by"),
        (LockedPagesReportFilterSet, "locked_by"),
    ):
        choice = filter_set.base_filters[name]
        choice.queryset = _only_colleagues(choice.queryset)
    PageFilterSet.base_filters["site"].queryset = own_sites


def own_sites(request: HttpRequest) -> QuerySet[Site]:
    """Return the sites by which the user may narrow a list: those of the same portals."""
    sites = Site.objects.select_related("root_page")
    if may_see_every_portal(request.user):
        return sites
    return sites.filter(portal__in=portals_of(request.user))


def _only_colleagues(everybody: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    def people(request: HttpRequest) -> Any:
        return everybody(request).filter(pk__in=colleagues_of(request.user))

    return people


class SubmitOwnPageTranslationView(SubmitPageTranslationView):
    """Translates a page that the user may edit; wagtail-localize alone would translate any."""

    def get_object(self) -> Page:
        page = super().get_object()
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    def form_valid(self, form: forms.Form) -> HttpResponse:
        below = form.cleaned_data["include_subtree"]
        form.cleaned_data["include_subtree"] = False
        answer = super().form_valid(form)
        if below:
            locales = form.cleaned_data["locales"]
            arguments = [self.object.pk, locales, self.components, self.request.user]
            background.enqueue(translate_below, arguments, {})
        return answer


class UpdateOwnTranslationsView(UpdateTranslationsView):
    """Brings translations up to date with a page that the user may edit."""

    def get_object(self) -> TranslationSource:
        source = super().get_object()
        instance = source.get_source_instance()
        may_edit = (
            isinstance(instance, Page)
            and instance.permissions_for_user(self.request.user).can_edit()
        )
        if not may_edit:
            raise PermissionDenied
        return source

    def get_form(self) -> forms.Form:
        """Ask the same but for "Publish immediately", where pages are published by approval."""
        form = super().get_form()
        if is_separation_required():
            choice = form.fields["publish_translations"]
            choice.disabled, choice.widget = True, forms.HiddenInput()
        return form


def convert_own_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Turn a translation into a placeholder: readers lose it, so who may unpublish it may."""
    page = get_object_or_404(Page, pk=page_id)
    if page.live and not page.specific.permissions_for_user(request.user).can_unpublish():
        raise PermissionDenied
    return convert_to_alias(request, page_id)


class ProvincialTranslationsReportView(TranslationsReportView):
    """Shows every portal's translations, to those alone who serve every portal."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_every_portal(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class EveryPortalPolicy(PagePermissionPolicy):
    """Lets those alone pass who serve every portal."""

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return may_see_every_portal(user)


def may_see_every_portal(user: Any) -> bool:
    """Return whether reports that span portals may be shown to *user*."""
    return user.is_superuser or serves_whole_province(user)


def hide_reports(request: HttpRequest, items: list[Any]) -> None:
    """Take reports that span portals out of the menu of those who serve one portal."""
    if not may_see_every_portal(request.user):
        spanning = ("/localize/reports/", "/page-types-usage/")
        items[:] = [item for item in items if not any(part in item.url for part in spanning)]


urlpatterns = [
    path("localize/submit/page/<int:page_id>/", SubmitOwnPageTranslationView.as_view()),
    path("localize/update/<int:translation_source_id>/", UpdateOwnTranslationsView.as_view()),
    path("localize/page/<int:page_id>/convert_to_alias/", convert_own_to_alias),
    path("localize/reports/translations/", ProvincialTranslationsReportView.as_view()),
    path(
        "localize/reports/translations/results/",
        ProvincialTranslationsReportView.as_view(results_only=True),
    ),
]
"""Stand before wagtail-localize's own, which do not ask whose a page is."""
