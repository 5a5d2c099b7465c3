"""The newest articles of a portal or of one of its sections as Atom and RSS (ATTR-01)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.routing import Endpoint
from govportal.publishing.models import ArticlePage, SectionPage
from govportal.publishing.page_lists import all_articles
from govportal.publishing.public_pages import is_public
from govportal.publishing.sharing.lists import SharedBelow

NEWEST = 20
DUBLIN_CORE = {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}


@dataclass(frozen=True)
class Channel:
    """What a feed is drawn from: a home or a section, at the address of a portal."""

    endpoint: Endpoint
    page: Page
    section: str = ""
    """The path of the section below the home, empty for the whole portal."""

    @property
    def title(self) -> str:
        """The official name of the portal, after the section's."""
        name = str(self.endpoint.portal.name)
        return f"{self.page.title} – {name}" if self.section else name

    def url(self, form: str = "atom") -> str:
        """Return the full address of the feed in *form*: ``atom`` or ``rss``."""
        below = f"{self.section}/" if self.section else ""
        return self.endpoint.url(f"/feeds/{below}{form}.xml")

    @property
    def rss_url(self) -> str:
        """The full address of the feed as RSS."""
        return self.url("rss")


class SourceMixin:
    """Adds the source of each item and the portal that publishes it."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)  # type: ignore[misc]
        for source in item["sources"]:
            handler.addQuickElement("dc:source", source, DUBLIN_CORE)
        handler.addQuickElement("dc:publisher", item["publisher"], DUBLIN_CORE)


class AtomFeed(SourceMixin, Atom1Feed):
    """Atom with source and publisher."""


class RssFeed(SourceMixin, Rss201rev2Feed):
    """RSS with source and publisher."""


class ArticleFeed(Feed):
    """The newest published articles, in a constant number of queries."""

    form = "atom"
    feed_type: type[Any] = AtomFeed

    def get_object(self, request: HttpRequest, section: str = "") -> Channel:
        """Return what *request* asks for.

        Raises:
            Http404: the portal has no such public section.
        """
        endpoint: Endpoint = request.endpoint  # type: ignore[attr-defined]
        home = routing.table().home(endpoint.portal.pk, endpoint.language)
        if home is None:
            raise Http404
        url_path = home.url_path + (f"{section}/" if section else "")
        model = SectionPage if section else Page
        slug = url_path.strip("/").rpartition("/")[2]  # paths of addresses have no index
        page = model.objects.filter(is_public(), slug=slug, url_path=url_path).first()
        if page is None:
            raise Http404
        return Channel(endpoint, page, section)

    def title(self, channel: Channel) -> str:
        return channel.title

    def link(self, channel: Channel) -> str:
        return channel.page.specific.full_url if channel.section else channel.endpoint.url()

    def feed_url(self, channel: Channel) -> str:
        return channel.url(self.form)

    def feed_guid(self, channel: Channel) -> str:
        return channel.url(self.form)

    def author_name(self, channel: Channel) -> str:
        return str(channel.endpoint.portal.name)

    def items(self, channel: Channel) -> Iterator[ArticlePage]:
        """Yield the newest articles that anybody may read, those shared here among them."""
        found = all_articles(SharedBelow(channel.page), NEWEST)
        home = routing.table().home_of(channel.page.path)
        for item in found[:NEWEST]:
            item.is_shared = routing.table().home_of(item.path) != home
            yield item

    def item_title(self, item: ArticlePage) -> str:
        return item.title

    def item_description(self, item: ArticlePage) -> str:
        return str(escape(item.summary))

    def item_link(self, item: ArticlePage) -> str:
        return str(item.full_url)

    def item_author_name(self, item: ArticlePage) -> str:
        return item.author

    def item_pubdate(self, item: ArticlePage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: ArticlePage) -> datetime | None:
        return item.last_published_at or item.first_published_at

    def item_extra_kwargs(self, item: ArticlePage) -> dict[str, Any]:
        publisher = str(item.portal.name if item.portal else "")
        shared = [publisher] if item.is_shared else []  # type: ignore[attr-defined]
        return {"sources": [item.source, *shared], "publisher": publisher}


class ArticleRssFeed(ArticleFeed):
    """The same in RSS."""

    form = "rss"
    feed_type = RssFeed


FORMS = {feed.form: feed() for feed in (ArticleFeed, ArticleRssFeed)}


def feed(request: HttpRequest, form: str, section: str = "") -> HttpResponse:
    """Answer with the feed of the portal or of one section.

    Raises:
        Http404: there is no such section, or no feed of such a *form*.
    """
    if form not in FORMS or not hasattr(request, "endpoint"):
        raise Http404
    return FORMS[form](request, section=section)


def channels_of(request: HttpRequest, page: Page | None) -> Iterator[Channel]:
    """Yield the feeds that a reader of *page* may want: the portal's, then the section's own."""
    endpoint = getattr(request, "endpoint", None)
    home = endpoint and routing.table().home(endpoint.portal.pk, endpoint.language)
    if not home:
        return
    yield Channel(endpoint, page)
    if isinstance(page, SectionPage) and page.path.startswith(home.path):
        yield Channel(endpoint, page, page.url_path[len(home.url_path) :].strip("/"))
