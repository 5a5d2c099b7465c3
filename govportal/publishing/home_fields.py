"""The newest news of each section below the portal's news, as its home page shows them by field.

The portal chooses the fields by its sections, and their order by the order of these in the tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest
from wagtail.models import Page

from govportal.publishing.article_pages import ArticlePage
from govportal.publishing.listed.models import ARTICLE
from govportal.publishing.listed.newest import Wanted, newest_pages
from govportal.publishing.navigation import Link, sections, sections_below
from govportal.publishing.public_pages import LINE

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
    """Return the sections right below the news that have articles of the portal, in their order.

    One query, however many sections and articles there are: the sections are remembered.
    """
    news = next((link for link in sections(request) if link.key == NEWS), None)
    if news is None:
        return []
    below = sections_below(Page(path=news.path), request)[:LOOKED_FOR]
    fields = {link.path: NewsField(link) for link in below}
    wanted = [Wanted(link.pk, ARTICLE, SHOWN, with_others=False) for link in below]
    for article in newest_pages(ArticlePage, wanted, LINE):
        above = next(path for path in fields if article.path.startswith(path))
        fields[above].articles.append(article)
    return [found for found in fields.values() if found.articles][:MOST_FIELDS]
