"""The newest news of each section below the portal's news, as its home page shows them by field.

The portal chooses the fields by its sections, and their order by the order of these in the tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from govportal.portals.routing import STEP
from govportal.publishing.article_pages import ArticlePage
from govportal.publishing.navigation import HOME_DEPTH, Link, sections, sections_below
from govportal.publishing.page_lists import BY_PUBLICATION
from govportal.publishing.related import last_added

NEWS = "news"
LOOKED_FOR = 12
"""Sections in which news are looked for; those without any are left out."""
MOST_FIELDS = 6
SHOWN = 3


@dataclass(frozen=True)
class NewsField:
    """A section of news with its newest articles."""

    section: Link
    articles: list[ArticlePage] = field(default_factory=list)


def news_by_field(request: HttpRequest) -> list[NewsField]:
    """Return the sections right below the news that have articles of their own, in their order.

    Three queries, however many sections and articles there are.
    """
    news = next((link for link in sections(request) if link.key == NEWS), None)
    if news is None:
        return []
    below = sections_below(Page(path=news.path, depth=HOME_DEPTH + 1), request)[:LOOKED_FOR]
    fields = {link.path: NewsField(link) for link in below}
    for article in _newest(fields):
        fields[article.path[:-STEP]].articles.append(article)
    return [found for found in fields.values() if found.articles][:MOST_FIELDS]


def _newest(paths: Iterable[str]) -> Any:
    """Return the newest articles of each section in *paths*, all in one query."""
    wanted = [_newest_ids(path) for path in paths]
    if not wanted:
        return ()
    found = ArticlePage.objects.filter(pk__in=wanted[0].union(*wanted[1:])).defer("body")
    return found.order_by(*BY_PUBLICATION)


def _newest_ids(path: str) -> Any:
    newest = ArticlePage.objects.filter(pk__in=last_added(path)).order_by(*BY_PUBLICATION)
    # A query cut to some rows can't stand in a union itself.
    return Page.objects.filter(pk__in=newest.values("pk")[:SHOWN]).order_by().values("pk")
