"""The lists of pages that other pages show, the newest first, and the page at an address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from wagtail.models import Page

from govportal.publishing.article_pages import ArticlePage
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.renditions import prefetch_renditions

NEWEST = 8


def newest_articles(page: Page, limit: int | None = NEWEST) -> Any:
    """Return the published articles below *page*, newest first."""
    found = ArticlePage.objects.live().public().descendant_of(page).filter(alias_of=None)
    found = found.order_by("-first_published_at", "-pk").defer("body").select_related("image")
    return found.prefetch_related(prefetch_renditions("image__"))[:limit]


def newest_documents(page: Page, limit: int | None = NEWEST) -> Any:
    """Return the published legal documents below *page*, newest first."""
    found = LegalDocumentPage.objects.live().public().descendant_of(page).filter(alias_of=None)
    found = found.order_by("-issued_on", "-pk").defer("body", "decision", "annexes")
    return found[:limit]


def page_of(items: Any, request: HttpRequest) -> Any:
    """Return the page of *items* that the request asks for; a wrong number gives the nearest."""
    return Paginator(items, 20).get_page(request.GET.get("page"))


def page_at(root: str, steps: Sequence[str]) -> Page | None:
    """Return the deepest page on the way of *steps* below the page whose URL path is *root*.

    One query, whatever the depth; the slugs are there for the index.
    """
    paths = [root + way for way in ways(steps)]
    return Page.objects.filter(slug__in=steps, url_path__in=paths).order_by("-depth").first()


def ways(steps: Sequence[str]) -> list[str]:
    """Return the paths that lead by *steps*, the shortest first: ``a/``, ``a/b/``."""
    return ["".join(f"{step}/" for step in steps[:count]) for count in range(1, len(steps) + 1)]
