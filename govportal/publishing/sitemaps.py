"""The site map of a portal in one language, in parts where it is long, and of all portals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Window
from django.db.models.functions import Mod, RowNumber, Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.pages import alternates_of, url_parts
from govportal.portals.routing import Endpoint, Home
from govportal.portals.tree import is_original, subtree
from govportal.publishing.cached_reading import read_cached

PAGES_A_PART = 5_000
"""The protocol allows 50,000; a part of so many is made in well under a second."""
REMEMBERED_SECONDS = 3600
"""How long the parts are known, which takes a walk over all pages to find."""
COLUMNS = ("path", "url_path", "translation_key", "last_published_at")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the pages of the portal in the language of *request*, or with their parts."""
    endpoint, home = _asked(request)
    pages = _pages_below(home)
    name = f"govportal-sitemap-parts-{home.path}-{PAGES_A_PART}"
    starts = read_cached(name, lambda: starts_of_parts(pages), REMEMBERED_SECONDS)
    parts = (starts or {}).get(home.path, [])
    if len(parts) > 1:
        return _index(request, _addresses(endpoint, parts))
    return _urlset(request, pages)


@require_safe
def sitemap_part(request: HttpRequest, start: int) -> HttpResponse:
    """Answer with the pages of a part: those from the page *start* on, as many as a part holds.

    Parts are known by their first page, so that none has to count those before it.
    """
    _endpoint, home = _asked(request)
    return _urlset(request, _pages_below(home).filter(pk__gte=start))


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Answer, on the provincial portal, with the site maps of all portals in all languages.

    Long ones stand here by their parts: an index may not list another index.
    """
    endpoint, _home = _asked(request)
    if endpoint.portal != routing.main_portal():
        raise Http404
    starts = read_cached("govportal-sitemap-parts", _all_starts, REMEMBERED_SECONDS)
    table = routing.table()
    return _index(request, (
        address
        for home in table.homes
        if (there := table.canonical(home.portal.pk, home.language))
        for address in _addresses(there, starts.get(home.path, []))
    ))  # fmt: skip


def starts_of_parts(pages: Any) -> dict[str, list[int]]:
    """Return the first page of each part, by the path of the home that *pages* stand below."""
    root = Substr("path", 1, routing.HOME_PATH_LENGTH)
    place = Window(RowNumber(), partition_by=root, order_by="pk")
    found = pages.annotate(root=root, rest=Mod(place - 1, PAGES_A_PART)).filter(rest=0)
    starts: dict[str, list[int]] = {}
    for path, start in found.order_by("pk").values_list("root", "pk"):
        starts.setdefault(path, []).append(start)
    return starts


def _all_starts() -> dict[str, list[int]]:
    return starts_of_parts(_public_pages())


def _public_pages() -> Any:
    return Page.objects.live().public().filter(is_original())


def _pages_below(home: Home) -> Any:
    return _public_pages().filter(path__range=subtree(home.path))


def _asked(request: HttpRequest) -> tuple[Endpoint, Home]:
    endpoint: Endpoint = request.endpoint  # type: ignore[attr-defined]
    home = routing.table().home(endpoint.portal.pk, endpoint.language)
    if home is None:
        raise Http404
    return endpoint, home


def _addresses(endpoint: Endpoint, starts: list[int]) -> Iterator[str]:
    if len(starts) <= 1:
        yield endpoint.url("/sitemap.xml")
        return
    for start in starts:
        yield endpoint.url(f"/sitemap-{start}.xml")


def _index(request: HttpRequest, addresses: Iterable[str]) -> HttpResponse:
    sitemaps = ({"location": address} for address in addresses)
    return _xml(request, "sitemap_index.xml", {"sitemaps": sitemaps})


def _urlset(request: HttpRequest, pages: Any) -> HttpResponse:
    rows = list(pages.order_by("pk").values_list(*COLUMNS)[:PAGES_A_PART])
    alternates = alternates_of([key for _path, _url_path, key, _changed in rows])
    entries = (
        _entry(parts[1] + parts[2], changed, alternates.get(key, {}))
        for path, url_path, key, changed in rows
        if (parts := url_parts(path, url_path))
    )
    return _xml(request, "sitemap.xml", {"urlset": entries})


def _entry(address: str, changed: Any, alternates: dict[str, str]) -> dict[str, Any]:
    return {
        "location": address,
        "lastmod": changed,
        "alternates": [
            {"lang_code": language, "location": address} for language, address in alternates.items()
        ],
    }


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
