"""The language of sign-in and account pages, which belong to no portal."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from govportal.portals import routing
from govportal.security import places


class AccountLanguageMiddleware:
    """Speaks the language asked for (``?lang=``), the one kept in the cookie, or the host's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not places.is_account(request):
            return self.get_response(request)
        language = _language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        if request.GET.get("lang") == language:
            _keep(response, language)
        return response


def _language(request: HttpRequest) -> str:
    known = dict(settings.LANGUAGES)
    for wanted in (request.GET.get("lang"), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)):
        if wanted in known:
            return wanted
    endpoint = routing.table().match(request.META.get("HTTP_HOST", ""), "/")
    return endpoint.language if endpoint else settings.LANGUAGE_CODE


def _keep(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
