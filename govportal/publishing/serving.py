"""Answers with the page at an address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Site
from wagtail.views import serve as wagtail_serve


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Answer as Wagtail does, from the home in the language of the address.

    The site of an endpoint has that home already; Wagtail would ask for its language again.
    """
    if getattr(request, "endpoint", None) is not None and (site := Site.find_for_request(request)):
        request._wagtail_route_for_request = _route(request, site, path)  # type: ignore[attr-defined]
    return wagtail_serve(request, path)  # type: ignore[no-any-return]


def _route(request: HttpRequest, site: Site, path: str) -> object:
    steps = [step for step in path.split("/") if step]
    try:
        return site.root_page.specific.route(request, steps)
    except Http404:
        return None
