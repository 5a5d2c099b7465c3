"""The articles that a reader is offered after an article: the newest beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from govportal.portals.routing import STEP

if TYPE_CHECKING:
    from govportal.publishing.article_pages import ArticlePage

SHOWN = 4
LOOKED_AT = 50
"""Pages of the section added last, among which the newest are looked for.

The bound keeps the cost the same in a section of fifty and in one of fifty thousand.
"""


def related_articles(article: ArticlePage) -> Any:
    """Return the newest public articles of the section of *article*, without it, in one query."""
    beside = Page._get_children_path_interval(article.path[:-STEP])
    last = Page.objects.filter(path__range=beside, depth=article.depth, live=True, alias_of=None)
    last = last.filter(view_restrictions=None).order_by("-path").values("pk")[:LOOKED_AT]
    found = type(article).objects.filter(pk__in=last).exclude(pk=article.pk).defer("body")
    return found.order_by("-first_published_at", "-pk")[:SHOWN]
