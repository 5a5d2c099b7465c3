"""Keeps the staff of one portal to their own, where Wagtail and wagtail-localize show all."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from govportal.editorial.roles import serves_whole_province


def own_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Return those of *pages* that lie in trees where the user may do something."""
    if request.user.is_superuser:
        return pages
    granted = page_permission_policy.get_cached_permissions_for_user(request.user)
    within = Q(pk=None)
    for tree in {grant.page.path for grant in granted}:
        within |= Q(path__startswith=tree)
    return pages.filter(within)


class SubmitOwnPageTranslationView(SubmitPageTranslationView):
    """Translates a page that the user may edit; wagtail-localize alone would translate any."""

    def get_object(self) -> Page:
        page = super().get_object()
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page


class UpdateOwnTranslationsView(UpdateTranslationsView):
    """Brings translations up to date with a page that the user may edit."""

    def get_object(self) -> TranslationSource:
        source = super().get_object()
        instance = source.get_source_instance()
        may_edit = isinstance(instance, Page) and instance.permissions_for_user(
            self.request.user
        ).can_edit()
        if not may_edit:
            raise PermissionDenied
        return source


class ProvincialTranslationsReportView(TranslationsReportView):
    """Shows every portal's translations, to those who serve every portal."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_every_portal(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def may_see_every_portal(user: Any) -> bool:
    """Return whether reports that span portals may be shown to *user*."""
    return user.is_superuser or serves_whole_province(user)


def hide_reports(request: HttpRequest, items: list[Any]) -> None:
    """Take reports that span portals out of the menu of those who serve one portal."""
    if not may_see_every_portal(request.user):
        items[:] = [item for item in items if "localize/reports" not in (item.url or "")]


def refuse_foreign_parent(request: HttpRequest, page_id: int) -> None:
    """Refuse to look into a tree where the user may do nothing.

    Raises:
        PermissionDenied: *page_id* is of another portal.
    """
    page = get_object_or_404(Page, pk=page_id)
    if not page_permission_policy.explorable_instances(request.user).filter(pk=page.pk).exists():
        raise PermissionDenied


urlpatterns = [
    path("localize/submit/page/<int:page_id>/", SubmitOwnPageTranslationView.as_view()),
    path("localize/update/<int:translation_source_id>/", UpdateOwnTranslationsView.as_view()),
    path("localize/reports/translations/", ProvincialTranslationsReportView.as_view()),
    path(
        "localize/reports/translations/results/",
        ProvincialTranslationsReportView.as_view(results_only=True),
    ),
]
"""Stand before wagtail-localize's own addresses, which ask for a permission only, not whose."""
