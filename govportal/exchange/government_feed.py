"""What the Government Portal reads of the provincial portal, as Atom and JSON Feed (INTEG-04).

Which sections it carries is data with the article that asks for it (``national/connections.toml``).
The newest change stands first. Each part names the one before it in time (RFC 5005), and a part
begins after an item, not after a number of them: nothing is lost between two fetches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from wagtail.models import Page

from govportal import defaults
from govportal.connections import OutboundFeed
from govportal.exchange import paging
from govportal.exchange.problems import ApiProblem, answer_to
from govportal.exchange.published import in_sections, published, trees_of
from govportal.portals.routing import Endpoint
from govportal.publishing.categories import law_day
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.feeds import AtomFeed
from govportal.publishing.models import ArticlePage

PART = 50


@dataclass(frozen=True)
class Part:
    """A part of the feed: its items, its own address and those of its neighbours."""

    feed: OutboundFeed
    endpoint: Endpoint
    items: list[Any]
    form: str
    cursor: str
    next_cursor: str

    @property
    def title(self) -> str:
        """The title of the feed with the official name of the portal."""
        name = str(self.endpoint.portal.name)
        return f"{self.feed.title.in_language(self.endpoint.language)} – {name}"

    def address(self, cursor: str = "") -> str:
        """Return the address of the part that begins after *cursor*."""
        query = f"?{urlencode({'before': cursor})}" if cursor else ""
        return self.endpoint.url(f"/feeds/{self.feed.address}.{self.form}") + query


class PagedAtomFeed(AtomFeed):
    """Atom whose parts name the first and the next one."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["parts"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})


def feed(request: HttpRequest, address: str, form: str) -> HttpResponse:
    """Answer with a part of the feed at *address*.

    Raises:
        Http404: nobody asks for such a feed today.
    """
    described = described_at(address)
    if described is None:
        raise Http404
    cursor = request.GET.get("before", "")
    endpoint: Endpoint = request.endpoint  # type: ignore[attr-defined]
    try:
        found = paging.before(_pages(described, endpoint), cursor)
    except ApiProblem as problem:
        return answer_to(problem, request)
    rows, next_cursor = paging.part(found.specific(), PART)
    request.visit.items = len(rows)  # type: ignore[attr-defined]
    with translation.override(endpoint.language):
        return FORMS[form](Part(described, endpoint, rows, form, cursor, next_cursor))


def described_at(address: str) -> OutboundFeed | None:
    """Return the feed at *address* as the law of today asks for it."""
    on = law_day()
    feeds = defaults.national("connections").outbound_feeds
    return next((item for item in feeds if item.address == address and item.is_in_force(on)), None)


def _pages(described: OutboundFeed, endpoint: Endpoint) -> Any:
    trees = trees_of([endpoint.portal.pk], endpoint.language)
    articles = in_sections(published(ArticlePage, trees), described.sections)
    wanted = Q(pk__in=articles.values("pk"))
    if described.has_documents:
        wanted |= Q(pk__in=published(LegalDocumentPage, trees).values("pk"))
    return published(Page, trees).filter(wanted)


def _summary(page: Any) -> str:
    return str(page.abstract if isinstance(page, LegalDocumentPage) else page.summary)


def _author(page: Any) -> str:
    return str(page.issuer if isinstance(page, LegalDocumentPage) else page.author)


def _source(page: Any) -> str:
    return str(page.issuer if isinstance(page, LegalDocumentPage) else page.source)


def _atom(part: Part) -> HttpResponse:
    others = {"first": part.address()}
    if part.next_cursor:
        others["next"] = part.address(part.next_cursor)
    written = PagedAtomFeed(
        part.title, part.endpoint.url(), "", language=part.endpoint.language,
        author_name=str(part.endpoint.portal.name), feed_url=part.address(part.cursor),
        feed_guid=part.address(), parts=others,
    )  # fmt: skip
    for page in part.items:
        written.add_item(
            page.title, page.full_url, _summary(page), author_name=_author(page),
            pubdate=page.first_published_at, updateddate=page.changed, sources=[_source(page)],
            publisher=str(part.endpoint.portal.name),
        )  # fmt: skip
    return HttpResponse(written.writeString("utf-8"), content_type=written.content_type)


def _json(part: Part) -> HttpResponse:
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": part.title,
        "home_page_url": part.endpoint.url(),
        "feed_url": part.address(part.cursor),
        "language": part.endpoint.language,
        "items": [_json_item(page, part.endpoint) for page in part.items],
    }
    if part.next_cursor:
        told["next_url"] = part.address(part.next_cursor)
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/feed+json"
    return answer


def _json_item(page: Any, endpoint: Endpoint) -> dict[str, Any]:
    item = {
        "id": page.full_url,
        "url": page.full_url,
        "title": page.title,
        "content_text": _summary(page) or page.title,
        "date_published": page.first_published_at,
        "date_modified": page.changed,
        "authors": [{"name": _author(page)}],
        "language": endpoint.language,
        "_govportal": {"source": _source(page), "publisher": str(endpoint.portal.name)},
    }
    return {name: value for name, value in item.items() if value is not None}


FORMS: dict[str, Callable[[Part], HttpResponse]] = {"xml": _atom, "json": _json}
