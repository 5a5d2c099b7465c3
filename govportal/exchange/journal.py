"""The log of accesses: every request is written down, none with a secret in it."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from govportal import law
from govportal.exchange.keys import LOOKS_LIKE_KEY
from govportal.exchange.models import ApiAccess
from govportal.exchange.visit import Visit
from govportal.security.lockout import client_ip

HIDDEN = "***"
KEY_PARAMETERS = {"key", "api_key", "apikey", "api-key", "token", "access_token", "secret"}
"""Names under which a key is often put into an address, where it must not stand."""


def carries_key(request: HttpRequest) -> bool:
    """Return whether a key, or something called one, stands in the address of *request*."""
    named = {name.lower() for name in request.GET} & KEY_PARAMETERS
    return bool(named) or bool(LOOKS_LIKE_KEY.search(request.path + _decoded(request)))


def write(request: HttpRequest, visit: Visit, response: HttpResponse | None) -> None:
    """Log the request with what it was answered; None where answering it failed."""
    ApiAccess.objects.create(
        consumer=visit.key.consumer if visit.key else None,
        prefix=visit.prefix,
        method=visit.method[:10],
        path=_clean(request.path)[:255],
        query=_clean(_query(request))[:500],
        status=response.status_code if response is not None else 500,
        problem=getattr(response, "problem", ""),
        items=visit.items,
        size=len(response.content) if response is not None else 0,
        duration=visit.milliseconds(),
        address=client_ip(request) or None,
    )


def purge() -> int:
    """Delete what is older than the rules allow to keep; return how many accesses.

    A log that security asks for is never cut shorter than ``security.log_retention``.
    """
    days = max(law.number("exchange.keep_access_log"), law.number("security.log_retention"))
    old = ApiAccess.objects.filter(at__lt=timezone.now() - timedelta(days=days))
    return int(old.delete()[0])


def _query(request: HttpRequest) -> str:
    pairs = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    return urlencode(
        [(name, HIDDEN if name.lower() in KEY_PARAMETERS else value) for name, value in pairs],
        safe="*:/,",
    )


def _decoded(request: HttpRequest) -> str:
    pairs = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    return " ".join(f"{name} {value}" for name, value in pairs)


def _clean(text: str) -> str:
    return LOOKS_LIKE_KEY.sub(HIDDEN, text).replace("\0", "")
