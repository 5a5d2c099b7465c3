"""What crawlers are asked to leave alone at a host, and where its site maps are (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from govportal.portals import routing
from govportal.portals.routing import Endpoint

CACHED_SECONDS = 3600
SEARCHED = ("/*?q=", "/*&q=", "/*?sort=", "/*&sort=")
"""Lists that a reader searched or reordered: without end, and the same pages again."""


@require_safe
@cache_control(public=True, max_age=CACHED_SECONDS)
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with the rules of the host of *request*, whatever language is spoken where."""
    endpoint: Endpoint = request.endpoint  # type: ignore[attr-defined]
    lines = "\n".join(_lines(endpoint))
    return HttpResponse(lines + "\n", content_type="text/plain; charset=utf-8")


def _lines(endpoint: Endpoint) -> Iterator[str]:
    yield "User-agent: *"
    for path in (*settings.GOVPORTAL_STAFF_PATHS, *SEARCHED):
        yield f"Disallow: {path}"
    yield ""
    for other in routing.table().at_host(endpoint.hostname):
        yield f"Sitemap: {other.url('/sitemap.xml')}"
    if endpoint.portal == routing.main_portal():
        yield f"Sitemap: {endpoint.url('/sitemap-index.xml')}"
