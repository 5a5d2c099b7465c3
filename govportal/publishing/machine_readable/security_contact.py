"""Whom to tell of a weakness of the portal: ``security.txt`` (RFC 9116)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from govportal.portals import routing
from govportal.portals.routing import Endpoint

CACHED_SECONDS = 3600
VALID = timedelta(days=180)
"""The standard recommends less than a year; the answer is made anew whenever it is asked for."""
ADDRESS = "/.well-known/security.txt"


@require_safe
@cache_control(public=True, max_age=CACHED_SECONDS)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer with whom to write to.

    Raises:
        Http404: neither the deployment nor any portal concerned names an address.
    """
    endpoint: Endpoint = request.endpoint  # type: ignore[attr-defined]
    contacts = list(_contacts(endpoint))
    if not contacts:
        raise Http404
    lines = "\n".join([*(f"Contact: {contact}" for contact in contacts), *_facts(endpoint)])
    return HttpResponse(lines + "\n", content_type="text/plain; charset=utf-8")


def _contacts(endpoint: Endpoint) -> Iterator[str]:
    """Yield what the deployment names, else the portal's own email, else the province's."""
    main = routing.main_portal()
    own = endpoint.portal.email or (main.email if main else "")
    for contact in settings.GOVPORTAL_SECURITY_CONTACT or filter(None, [own]):
        yield contact if ":" in contact else f"mailto:{contact}"


def _facts(endpoint: Endpoint) -> Iterator[str]:
    expires = (timezone.now() + VALID).replace(minute=0, second=0, microsecond=0)
    yield f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}"
    yield f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}"
    yield f"Canonical: {endpoint.root_url}{ADDRESS}"
