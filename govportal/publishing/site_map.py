"""The site map for people, and the list of the portal's feeds (FUNC-04, FUNC-13).

Programs read the same pages from ``sitemap.xml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.routing import Endpoint, Home
from govportal.portals.tree import is_original, subtree
from govportal.publishing.categories import categories, section_types, with_keys
from govportal.publishing.feeds import Channel
from govportal.publishing.models import SectionPage
from govportal.publishing.navigation import Link

CHANNELS = "channels"
"""The key of the section that lists the official channels of the agency."""


@dataclass
class Branch:
    """A section of the portal with the sections below it."""

    title: str
    url: str
    key: str
    path: str
    way: str
    """Its path below the home, as feeds name it."""
    is_section: bool
    """Whether it may hold articles: the list of documents and the questions do not."""
    below: list[Branch] = field(default_factory=list)


def branches(endpoint: Endpoint, home: Home) -> list[Branch]:
    """Return the public sections of the portal in their order, flat, in one query of pages."""
    found = Page.objects.live().public().exact_type(*section_types())
    found = found.filter(is_original(), path__range=subtree(home.path)).order_by("path")
    columns = ("title", "url_path", "section_key", "path", "sectionpage__pk")
    return [
        Branch(title, endpoint.path(f"/{way}/"), key, path, way, is_section=section is not None)
        for title, url_path, key, path, section in with_keys(found).values_list(*columns)
        for way in [url_path.removeprefix(home.url_path).strip("/")]
    ]


def tree(flat: list[Branch]) -> list[Branch]:
    """Return the branches that stand under none of the others, each with those below it."""
    top: list[Branch] = []
    open_branches: list[Branch] = []
    for branch in flat:
        while open_branches and not branch.path.startswith(open_branches[-1].path):
            open_branches.pop()
        (open_branches[-1].below if open_branches else top).append(branch)
        open_branches.append(branch)
    return top


def site_map(request: HttpRequest) -> HttpResponse:
    """Answer with all sections of the portal as nested lists.

    Raises:
        Http404: the address has no portal, or the portal has no home in its language.
    """
    endpoint, home = _place(request)
    context = {
        "branches": tree(branches(endpoint, home)),
        "search_url": reverse("search"),
        **versions_of(endpoint, reverse("site_map")),
    }
    return render(request, "govportal/site_map.html", context)


def channels(request: HttpRequest) -> HttpResponse:
    """Answer with the feeds of the portal and of each section that may hold articles.

    Raises:
        Http404: as for the site map.
    """
    endpoint, home = _place(request)
    flat = branches(endpoint, home)
    page = Page(path=home.path, title=endpoint.portal.name)
    context = {
        "feeds_offered": [Channel(endpoint, page), *_feeds(endpoint, flat)],
        "register": next((branch for branch in flat if branch.key == CHANNELS), None),
        **versions_of(endpoint, reverse("channels")),
    }
    return render(request, "govportal/channels.html", context)


def _place(request: HttpRequest) -> tuple[Endpoint, Home]:
    endpoint = getattr(request, "endpoint", None)
    home = endpoint and routing.table().home(endpoint.portal.pk, endpoint.language)
    if not home:
        raise Http404
    return endpoint, home


def _feeds(endpoint: Endpoint, flat: list[Branch]) -> Iterator[Channel]:
    known = categories(endpoint.portal.code)
    for branch in flat:
        spec = known.get(branch.key)
        if branch.is_section and (spec is None or spec.kind != "records"):
            yield Channel(endpoint, SectionPage(title=branch.title, path=branch.path), branch.way)


def versions_of(endpoint: Endpoint, path: str) -> dict[str, Any]:
    """Return the address of the page in each language that the portal speaks."""
    below = path.removeprefix(endpoint.home_path.rstrip("/"))
    spoken = sorted(
        routing.table().languages(endpoint.portal.pk), key=lambda end: (end.language != "vi",)
    )
    links = [
        Link(
            get_language_info(other.language)["name_local"], other.url(below),
            language=other.language, is_current=other.language == endpoint.language,
        )
        for other in spoken
        if routing.table().home(endpoint.portal.pk, other.language)
    ]  # fmt: skip
    return {"versions": links, "canonical": endpoint.url(below)}
