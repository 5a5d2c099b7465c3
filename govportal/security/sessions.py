"""Ends sessions that nobody uses, and tells an open page how its session stands."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from govportal import law
from govportal.security import places

LAST_USED = "govportal_last_used"
SIGNED_IN = "govportal_signed_in"
STATUS = "govportal_session"
WRITE_INTERVAL = 60  # seconds between two notes of use in the session
# What a page asks for by itself. Autosave isn't among them: it follows somebody's typing.
PASSIVE = {
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_dismissibles",
    "admin:jsi18n",
}


class IdleSessionMiddleware:
    """Ends a session that has been idle for longer than the rule allows.

    Pings, previews and the catalogue of strings don't prolong it; typing does, by autosave.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Sign out an idle session, or note that this one is in use."""
        if not places.has_session(request) or not request.user.is_authenticated:
            return
        if seconds_left(request) <= 0:
            request.is_idle = True  # type: ignore[attr-defined]
            logout(request)
        elif not _is_passive(request) and _idle_for(request) >= WRITE_INTERVAL:
            request.session[LAST_USED] = _now()


@never_cache
@require_http_methods(["GET", "POST"])
def session_status(request: HttpRequest) -> JsonResponse:
    """Answer whether the browser is signed in, as whom, and for how many seconds without use.

    GET doesn't prolong the session; POST is the editor's wish to stay.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"auth": False})
    return JsonResponse(
        {
            "auth": True,
            "user": str(request.user.pk),
            "since": request.session.get(SIGNED_IN, 0),
            "csrf": get_token(request),
            "seconds_left": seconds_left(request),
        }
    )


def seconds_left(request: HttpRequest) -> int:
    """Return after how many seconds without use the session ends; 0 or less: it is over."""
    return law.number("security.session_idle") * 60 - _idle_for(request)


def connect() -> None:
    """Start counting at sign-in."""
    user_logged_in.connect(_start, dispatch_uid="govportal.sessions")


def _start(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    request.session[LAST_USED] = request.session[SIGNED_IN] = _now()


def _is_passive(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match.view_name == STATUS:
        return request.method == "GET"
    return match.view_name in PASSIVE or (match.url_name or "").startswith("preview_on")


def _idle_for(request: HttpRequest) -> int:
    return _now() - request.session.get(LAST_USED, 0)


def _now() -> int:
    return int(time.time())
