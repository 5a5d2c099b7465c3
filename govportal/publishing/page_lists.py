"""The lists of pages that other pages show, the newest first: own pages and those shared there."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from wagtail.models import Page

from govportal.publishing.article_pages import ArticlePage
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.records.models import RecordPage
from govportal.publishing.renditions import prefetch_renditions
from govportal.publishing.sharing.lists import shared_alone, with_shared

NEWEST = 8
SHARED_RECORDS = 100
BY_PUBLICATION = ("-first_published_at", "-pk")


def all_articles(page: Page) -> Any:
    """Return the published articles below *page* and those shared there, newest first."""
    return with_shared(ArticlePage, page, BY_PUBLICATION).defer("body")


def newest_articles(page: Page, limit: int | None = NEWEST) -> Any:
    """Return the same with their images, *limit* of them."""
    found = all_articles(page).select_related("image")
    return found.prefetch_related(prefetch_renditions("image__"))[:limit]


def newest_documents(page: Page, limit: int | None = NEWEST) -> Any:
    """Return the published legal documents below *page* and those shared there, newest first."""
    found = with_shared(LegalDocumentPage, page, ("-issued_on", "-pk"))
    return found.defer("body", "decision", "annexes")[:limit]


def shared_records(page: Page) -> Any:
    """Return the newest records that others share in the section *page*.

    They stand apart from its own: those are a table with filters and files, and are counted.
    """
    return shared_alone(RecordPage, page, BY_PUBLICATION).defer("details")[:SHARED_RECORDS]


def page_of(items: Any, request: HttpRequest) -> Any:
    """Return the page of *items* that the request asks for; a wrong number gives the nearest."""
    return Paginator(items, 20).get_page(request.GET.get("page"))
