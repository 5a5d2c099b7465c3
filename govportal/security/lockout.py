"""How many failed sign-ins lock an account out, and for how long: asked by django-axes."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from govportal import law


def failure_limit(request: HttpRequest, credentials: dict[str, str] | None = None) -> int:
    """Return after how many failures in a row signing in is refused."""
    return law.number("security.lockout_failures")


def cool_off(request: HttpRequest | None = None) -> timedelta:
    """Return how long signing in is refused after the last failure that counted."""
    return timedelta(hours=law.number("security.lockout_period"))


def locked_out(request: HttpRequest, *args: object) -> HttpResponse:
    """Answer a sign-in that is refused: for how long, and what can be done."""
    context = {
        "failures": law.number("security.lockout_failures"),
        "hours": law.number("security.lockout_period"),
    }
    return render(request, "account/lockout.html", context, status=429)


def client_ip(request: HttpRequest | None) -> str:
    """Return the address of the browser, empty when nothing trustworthy tells it.

    Only what the installation's own proxies wrote into X-Forwarded-For is believed
    (``GOVPORTAL_PROXY_COUNT``); what the browser itself put there is not.
    """
    if request is None:
        return ""
    try:
        return DefaultAccountAdapter(request).get_client_ip(request)
    except PermissionDenied:
        return ""
    except ImproperlyConfigured:  # fewer addresses than proxies: the request came past them
        return request.META.get("REMOTE_ADDR", "")


def is_locked_out(request: HttpRequest, **credentials: str) -> bool:
    """Return whether signing in with this name from this address is refused now."""
    return settings.AXES_ENABLED and not AxesProxyHandler.is_allowed(request, credentials)
