"""The articles that a reader is offered after an article: the newest beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from govportal.portals.routing import STEP
from govportal.portals.tree import is_original, subtree

if TYPE_CHECKING:
    from govportal.publishing.article_pages import ArticlePage

SHOWN = 4
LOOKED_AT = 50
"""Pages of the section added last, among which the newest are looked for.

The bound keeps the cost the same in a section of fifty and in one of fifty thousand.
"""


def related_articles(article: ArticlePage) -> Any:
    """Return the newest public articles of the section of *article*, without it, in one query."""
    last = last_added(article.path[:-STEP])
    found = type(article).objects.filter(pk__in=last).exclude(pk=article.pk).defer("body")
    return found.order_by("-first_published_at", "-pk")[:SHOWN]


def last_added(section_path: str) -> Any:
    """Return a query of the ids of the public pages added last right below a section."""
    within = subtree(section_path)
    depth = len(section_path) // STEP + 1
    last = Page.objects.filter(is_original(), path__range=within, depth=depth, live=True)
    return last.filter(view_restrictions=None).order_by("-path").values("pk")[:LOOKED_AT]
