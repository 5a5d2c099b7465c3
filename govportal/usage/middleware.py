"""Counts the views of pages and the searches, also those that a cache below answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from govportal.portals import routing
from govportal.search import searched
from govportal.search.asking import typed
from govportal.usage.readers import is_read_by_person
from govportal.usage.tally import tally

logger = logging.getLogger(__name__)

HEADER = "X-Govportal-Page"
"""Names the page that an answer shows. A cache keeps it with the answer; it tells nothing new."""


class ViewsMiddleware:
    """Stands before everything else, so that it sees every answer (FUNC-14).

    It looks at the request's kind and reads the page from a header of the answer; it sets no
    cookie and keeps no address. No failure of counting reaches the reader.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page = response.headers.get(HEADER, "")
        found = "" if page else response.headers.get(searched.HEADER, "")
        if (page or found) and settings.GOVPORTAL_COUNT_VIEWS and _is_view(request, response):
            try:
                if page:
                    tally.add((int(page), _day_at(int(time.time()) // 60)))
                else:
                    _count_search(request, int(found))
            except Exception:
                logger.exception("A view could not be counted.")
        return response


@lru_cache(maxsize=1)  # asked for each page that the cache sends
def _day_at(minute: int) -> date:
    return timezone.localdate(datetime.fromtimestamp(minute * 60, UTC))


def _count_search(request: HttpRequest, found: int) -> None:
    endpoint = routing.table().match(request.get_host(), request.path)
    if endpoint is not None:
        searched.count(endpoint.portal, endpoint.language, typed(request.GET), found)


def _is_view(request: HttpRequest, response: HttpResponse) -> bool:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    is_answer = request.method == "GET" and response.status_code == 200
    return is_page and is_answer and is_read_by_person(request)


def name_page(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap Wagtail's *serve* so that each answer names its page; a preview never comes here."""

    def served(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        response.headers[HEADER] = str(page.pk)
        return response

    return served
