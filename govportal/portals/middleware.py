"""Finds the portal and the language of each request, before anything else looks at it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from govportal.portals import routing
from govportal.portals.responses import unknown_host
from govportal.portals.restrictions import read_once

GetResponse = Callable[[HttpRequest], HttpResponse]


class PortalMiddleware:
    """Sets the portal, the site and the language from the host and the first path segment.

    A host that no portal has gets 404: Wagtail alone would answer with the default site. Admin,
    static and media addresses are the same at every host and are left alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        table = routing.table()
        host = request.META.get("HTTP_HOST", "")
        if request.path_info.startswith(settings.GOVPORTAL_PATHS_WITHOUT_PORTAL):
            return self._outside_portals(request, host, table)
        endpoint = table.match(host, request.path_info)
        if endpoint is None:
            return unknown_host(request)
        if endpoint.prefix and request.path_info == f"/{endpoint.prefix}":
            return HttpResponseRedirect(request.path_info + "/")
        if not endpoint.is_canonical:
            return _moved(request, endpoint, table)
        if _is_staff_path_below(request.path_info, endpoint.prefix):
            return unknown_host(request)
        return self._inside(request, endpoint)

    def _outside_portals(
        self, request: HttpRequest, host: str, table: routing.RoutingTable
    ) -> HttpResponse:
        if not table.knows(host) and host.partition(":")[0] not in settings.GOVPORTAL_ADMIN_HOSTS:
            return unknown_host(request)
        endpoint = table.match(host, "/")
        if endpoint is not None:
            request._wagtail_site = endpoint.site  # type: ignore[attr-defined]
        return self.get_response(request)

    def _inside(self, request: HttpRequest, endpoint: routing.Endpoint) -> HttpResponse:
        former_prefix = get_script_prefix()
        if endpoint.prefix:
            _strip_prefix(request, endpoint.prefix)
        request.endpoint = endpoint  # type: ignore[attr-defined]
        request.portal = endpoint.portal  # type: ignore[attr-defined]
        request._wagtail_site = endpoint.site  # type: ignore[attr-defined]
        try:
            with translation.override(endpoint.language), read_once():
                request.LANGUAGE_CODE = endpoint.language  # type: ignore[attr-defined]
                response = self.get_response(request)
                if hasattr(response, "render") and not response.is_rendered:
                    response = response.render()
        finally:
            # A preview is a request within an admin request: leave its prefix as it was.
            set_script_prefix(former_prefix)
        response.headers.setdefault("Content-Language", endpoint.language)
        return response


def _is_staff_path_below(path: str, prefix: str) -> bool:
    """Return whether *path* asks for the administration below a language's prefix."""
    return bool(prefix) and path[len(prefix) + 1 :].startswith(settings.GOVPORTAL_STAFF_PATHS)


def _moved(
    request: HttpRequest, endpoint: routing.Endpoint, table: routing.RoutingTable
) -> HttpResponse:
    """Lead from a former address to the one that replaced it, path and query kept."""
    current = table.canonical(endpoint.portal.pk, endpoint.language)
    if current is None:
        return unknown_host(request)
    path = request.get_full_path()[len(endpoint.path("")) :]
    return HttpResponsePermanentRedirect(current.url(path))


def _strip_prefix(request: HttpRequest, prefix: str) -> None:
    script_name = request.META.get("SCRIPT_NAME", "").rstrip("/") + f"/{prefix}"
    request.path_info = request.path_info[len(prefix) + 1 :] or "/"
    request.META["SCRIPT_NAME"] = script_name
    set_script_prefix(script_name)
