"""Answers at addresses where nothing stands any more, and only there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from govportal.portals import routing
from govportal.publishing.former_addresses.models import FormerAddress
from govportal.publishing.former_addresses.search import Found, find, successors

TEMPLATE = "govportal/document_gone.html"


class FormerAddressMiddleware:
    """Leads from a former address to the present one; says what became of a document.

    It asks the database only where the answer would be 404.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        endpoint: Any = getattr(request, "endpoint", None)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or not endpoint:
            return response
        home = routing.table().home(endpoint.portal.pk, endpoint.language)
        found = find(home, request.path_info.lstrip("/")) if home else None
        return _answer(request, found) if found else response


def _answer(request: HttpRequest, found: Found) -> HttpResponse:
    if isinstance(found, FormerAddress):
        context = {"gone": found, "successors": successors(found)}
        return render(request, TEMPLATE, context, status=410)
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(quote(found, safe="/:") + (f"?{query}" if query else ""))
