"""The articles that a reader is offered after an article: the newest beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govportal.publishing.listed.models import ARTICLE
from govportal.publishing.listed.newest import Wanted, newest_pages
from govportal.publishing.page_ways import way_to
from govportal.publishing.public_pages import LINE

if TYPE_CHECKING:
    from govportal.publishing.article_pages import ArticlePage

SHOWN = 4


def related_articles(article: ArticlePage) -> list[ArticlePage]:
    """Return the newest public articles in the section of *article*, without it.

    Those of sections below count as well; what others share there stands in the list alone.
    """
    way = way_to(article)
    wanted = [Wanted(way[-1].pk, ARTICLE, SHOWN + 1, with_others=False)] if way else []
    found = newest_pages(type(article), wanted, LINE)
    return [other for other in found if other.pk != article.pk][:SHOWN]
