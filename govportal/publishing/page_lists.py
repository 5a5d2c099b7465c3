"""The lists of pages that other pages show, the newest first.

A list holds the portal's own pages and those of other portals that are shared there.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from govportal.publishing.article_pages import ArticlePage
from govportal.publishing.documents.acts import CITED
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.listed.models import ARTICLE, DOCUMENT
from govportal.publishing.listed.newest import NewestPages, newest_pages
from govportal.publishing.public_pages import ITEM
from govportal.publishing.records.models import RecordPage
from govportal.publishing.renditions import prefetch_renditions
from govportal.publishing.sharing.lists import SharedBelow

NEWEST = 8
PER_PAGE = 20
MOST_NUMBERED = 500
"""Items that a list shows by page number; those beyond are reached by narrowing it."""
SHARED_RECORDS = 100
BY_PUBLICATION = ("-first_published_at", "-pk")
ARTICLE_ITEM = (*ITEM, "last_published_at", "summary", "image", "author", "source")
DOCUMENT_ITEM = (*ITEM, *CITED, "field", "expires_on")


def all_articles(shared: SharedBelow, most: int | None = None) -> Any:
    """Return the published articles below a page and those *shared* there, newest first.

    Of a list that shows *most* at most, no more is looked for.
    """
    return shared.with_own(ArticlePage, ARTICLE, most=most).only(*ARTICLE_ITEM)


def numbered_articles(shared: SharedBelow) -> NewestPages:
    """Return the articles that a list shows by page number."""
    wanted = shared.wanted(ARTICLE, MOST_NUMBERED)
    return NewestPages(ArticlePage, wanted, ARTICLE_ITEM, MOST_NUMBERED)


def newest_articles(shared: SharedBelow) -> list[ArticlePage]:
    """Return the newest of them with their images."""
    wanted = shared.wanted(ARTICLE, NEWEST)
    found: list[ArticlePage] = newest_pages(ArticlePage, wanted, ARTICLE_ITEM)[:NEWEST]
    illustrated = [article for article in found if article.image_id]
    if illustrated:
        prefetch_related_objects(illustrated, "image", prefetch_renditions("image__"))
    return found


def newest_documents(shared: SharedBelow) -> list[LegalDocumentPage]:
    """Return the documents issued last below a page, and of those *shared* there."""
    found = newest_pages(LegalDocumentPage, shared.wanted(DOCUMENT, NEWEST), DOCUMENT_ITEM)
    found.sort(key=lambda page: (page.issued_on or date.min, page.pk), reverse=True)
    return found[:NEWEST]


def all_documents(shared: SharedBelow) -> Any:
    """Return the published legal documents below a page and those *shared* there."""
    found = shared.with_own(LegalDocumentPage, DOCUMENT, "issued_on")
    return found.only(*DOCUMENT_ITEM)


def shared_records(shared: SharedBelow, kind: str) -> Any:
    """Return the newest records of *kind* that others share in a section.

    They stand apart from its own: those are a table with filters and files, and are counted.
    """
    found = shared.alone(RecordPage, kind).order_by(*BY_PUBLICATION)
    return found.defer("details")[:SHARED_RECORDS]


class FirstPages(Paginator):
    """The first pages of a list that may be long: neither counted nor skipped to its end."""

    @cached_property
    def count(self) -> int:
        """The number of items, at most those that are shown."""
        if isinstance(self.object_list, NewestPages):
            return len(self.object_list)
        return int(self.object_list.order_by()[:MOST_NUMBERED].count())  # type: ignore[union-attr]

    @property
    def is_cut(self) -> bool:
        """Whether the list may hold more than these pages."""
        return self.count == MOST_NUMBERED


def first_page_of(items: Any, request: HttpRequest) -> Any:
    """Return the page asked for among the first ones; a wrong number gives the nearest."""
    return FirstPages(items, PER_PAGE).get_page(request.GET.get("page"))
