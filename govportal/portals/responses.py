"""Answers that no portal's templates can give, because no portal is known."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils.translation import override

from govportal.portals import routing
from govportal.portals.models import Portal

LANGUAGES = ("vi", "en")


def unknown_host(request: HttpRequest) -> HttpResponseNotFound:
    """Return the answer for a host that no portal has; it leads to the province's own portal."""
    main = routing.main_portal()
    links = {language: _link(main, language) for language in LANGUAGES} if main else {}
    context = {**links, "is_empty": not routing.table().portals}
    return HttpResponseNotFound(render_to_string("govportal/unknown_host.html", context))


def _link(portal: Portal, language: str) -> dict[str, str] | None:
    table = routing.table()
    endpoint = table.canonical(portal.pk, language) or table.canonical(portal.pk, "vi")
    if endpoint is None:
        return None
    with override(language):
        return {"title": str(portal.name), "url": endpoint.url()}
