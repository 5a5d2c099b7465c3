"""The articles that a reader is offered after an article: the newest beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govportal.publishing.listed.models import ARTICLE
from govportal.publishing.listed.newest import Wanted, newest_of
from govportal.publishing.page_ways import way_to
from govportal.publishing.public_pages import ITEM

if TYPE_CHECKING:
    from govportal.publishing.article_pages import ArticlePage

SHOWN = 4


def related_articles(article: ArticlePage) -> Any:
    """Return the newest public articles in the section of *article*, without it.

    Those of sections below count as well; what others share there stands in the list alone.
    """
    way = way_to(article)
    wanted = [Wanted(way[-1].pk, ARTICLE, SHOWN + 1, with_others=False)] if way else []
    beside = newest_of(wanted) - {article.pk}
    found = type(article).objects.filter(pk__in=beside, live=True).only(*ITEM)
    return found.order_by("-first_published_at", "-pk")[:SHOWN]
