"""Answers from the cache before anything else is asked, and stores what is made anew."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from govportal.page_cache import store
from govportal.page_cache.entries import Entry, entry_of
from govportal.page_cache.generations import PROVINCE
from govportal.page_cache.keys import Key, key_of
from govportal.portals import routing
from govportal.portals.routing import Endpoint


class PageCacheMiddleware:
    """Stands above all but the counter of views: stored answers carry the headers of the others.

    A view whose page shows what any portal has, a search in the whole province for one, sets
    ``response.shows_whole_province = True``: its page is then forgotten with any change.
    """

    def __init__(
        self,
        get_response: Callable[[HttpRequest], HttpResponse],
        cache: store.PageCache | None = None,
    ) -> None:
        found = cache or store.of_process()
        if found is None:
            raise MiddlewareNotUsed
        self.get_response, self.cache = get_response, found

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        entry = self.cache.find(key)
        return entry.answer(request) if entry else self._missed(request, key)

    def _missed(self, request: HttpRequest, key: Key) -> HttpResponse:
        endpoint = routing.table().match(key.host, request.path_info)
        scope = _scope_of(endpoint, key.host)
        generation = None if scope is None else self.cache.generations.current(scope)
        if scope is None or generation is None:
            return self.get_response(request)
        entry = self.cache.find_far(key, generation)
        if entry is not None:
            return entry.answer(request)
        return self._made_anew(request, key, scope, generation)

    def _made_anew(
        self, request: HttpRequest, key: Key, scope: int, generation: str
    ) -> HttpResponse:
        of_province = self.cache.generations.current(PROVINCE)
        # The page is made of what its key holds alone, whoever asks first.
        request.META["QUERY_STRING"] = key.query
        request.portal_generation = generation  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.method != "GET":
            return response
        if getattr(response, "shows_whole_province", False):
            scope, generation = PROVINCE, of_province or ""
        entry = entry_of(response, scope, generation, self.cache.clock())
        if entry is None:
            return response
        self._keep(key, entry)
        return entry.answer(request)

    def _keep(self, key: Key, entry: Entry) -> None:
        """Store the page unless something was published while it was made."""
        if self.cache.generations.fresh(entry.scope) == entry.generation:
            self.cache.keep(key, entry)


def _scope_of(endpoint: Endpoint | None, host: str) -> int | None:
    """Return whose changes end the pages of *endpoint*; None where *host* is not its own name."""
    if endpoint is None or not endpoint.is_canonical:
        return None
    name = host.removesuffix(f":{settings.GOVPORTAL_PORT}")
    if name not in {endpoint.hostname, endpoint.hostname + settings.GOVPORTAL_HOST_SUFFIX}:
        return None
    is_province = endpoint.portal.agency.parent_id is None
    return PROVINCE if is_province else int(endpoint.portal.pk)
