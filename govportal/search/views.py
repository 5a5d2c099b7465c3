"""The public search page and its suggestions; both answer at every portal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from govportal.portals import routing
from govportal.publishing.figures import written
from govportal.search import asking, choices, finding, listing, searched
from govportal.search.asking import Asked

SUGGESTION_SECONDS = 60
SHORTEST_SUGGESTED = 2
"""Below this many characters everything would be suggested."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer with what is found, or with help where no words are given.

    Raises:
        Http404: the request came to no portal.
    """
    asked = _asked(request)
    context: dict[str, Any] = {
        "asked": asked,
        "is_search": True,
        "has_many_portals": _has_many_portals(),
    }
    if asked.query.text:
        context |= _found(asked, request.endpoint)  # type: ignore[attr-defined]
    response = TemplateResponse(request, "govportal/search.html", context)
    response["X-Robots-Tag"] = "noindex, follow"
    response.shows_whole_province = asked.is_whole_province  # type: ignore[attr-defined]
    if asked.query.text and asked.is_first:
        response[searched.HEADER] = str(context["results"].count)
    return response


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer with titles and addresses that begin as the reader has typed, as JSON.

    Raises:
        Http404: the request came to no portal.
    """
    asked = _asked(request)
    query, here = asked.query, request.endpoint  # type: ignore[attr-defined]
    hits: Any = ()
    if len(query.text) >= SHORTEST_SUGGESTED:
        hits = finding.suggest(query.text, query.language, query.portal_id)
    found = ((hit.title, listing.address(hit, here)) for hit in hits)
    response = JsonResponse([{"title": t, "url": url} for t, url in found if url], safe=False)
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=SUGGESTION_SECONDS)
    response.shows_whole_province = query.portal_id is None  # type: ignore[attr-defined]
    return response


def _asked(request: HttpRequest) -> Asked:
    if not hasattr(request, "endpoint"):
        raise Http404
    return asking.read(request)


def _has_many_portals() -> bool:
    return len(routing.table().portals) > 1


def _found(asked: Asked, here: routing.Endpoint) -> dict[str, Any]:
    results = finding.find(asked.query)
    promoted = finding.promoted(asked.query, here.portal.pk) if asked.is_first else ()
    on_top = {hit.page_id for hit in promoted}
    return {
        "results": results,
        "summary": _summary(results),
        "promoted": list(listing.rows(promoted, asked, here)),
        "rows": list(listing.rows(results.hits, asked, here, without=on_top)),
        "narrowings": list(choices.narrowings(results.facets, asked)),
        "chosen": list(choices.chosen(asked)),
        "closest": _closest(asked, results),
    }


def _summary(results: finding.Results) -> str:
    """Return how many there are in words; more than are counted are not counted."""
    count = written(Decimal(results.count))
    if results.is_more:
        return gettext("More than %(count)s results") % {"count": count}
    return ngettext("%(count)s result", "%(count)s results", results.count) % {"count": count}


def _closest(asked: Asked, results: finding.Results) -> dict[str, str] | None:
    """Return the words that were perhaps meant, and their search, where nothing was found."""
    words = "" if results.count else finding.closest(asked.query)
    return {"words": words, "url": asked.narrowed(text=words)} if words else None
