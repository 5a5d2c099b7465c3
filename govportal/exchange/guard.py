"""Stands before every address of the exchange: recognises the key, counts, answers and logs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.security import HttpBearer

from govportal import law
from govportal.exchange import journal, keys, meter
from govportal.exchange.problems import ApiProblem, answer_to
from govportal.exchange.visit import Visit
from govportal.portals import routing
from govportal.security.lockout import client_ip

LANGUAGES = ("vi", "en")
View = Callable[..., HttpResponse]


class KeyAuth(HttpBearer):
    """Lets those pass whose key was recognised, while their agreement is in force."""

    def __call__(self, request: HttpRequest) -> Any:
        return request.visit.consumer  # type: ignore[attr-defined]

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise NotImplementedError  # the guard has recognised the key before


def guarded(view: View, language_of: Callable[[HttpRequest], str] | None = None) -> View:
    """Return *view* for the provincial portal alone, with every request counted and logged.

    *language_of* tells the language of an answer, that for programs without it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_at_main_portal(request):
            raise Http404
        visit = request.visit = _visit(request)  # type: ignore[attr-defined]
        language, response = (language_of or language_for_programs)(request), None
        try:
            with translation.override(language):
                response = _answer(request, visit, lambda: view(request, *args, **kwargs))
            _finish(response, language)
        finally:
            journal.write(request, visit, response)
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here changes anything
    return answer


def is_at_main_portal(request: HttpRequest) -> bool:
    """Return whether *request* came to the provincial portal: one address for every agreement."""
    portal, main = getattr(request, "portal", None), routing.main_portal()
    return portal is not None and main is not None and portal.pk == main.pk


def language_for_people(request: HttpRequest) -> str:
    """Return the language of a page: ``lang``, or that of the address, as on every page."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else translation.get_language() or LANGUAGES[0]


def language_for_programs(request: HttpRequest) -> str:
    """Return the language of labels and messages: ``lang``, Accept-Language, the address's own."""
    if request.GET.get("lang") in LANGUAGES:
        return request.GET["lang"]
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    asked = (code.partition("-")[0] for code, _quality in accepted)
    return next((code for code in asked if code in LANGUAGES), language_for_people(request))


def not_found(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Answer that the API has no such address."""
    return answer_to(ApiProblem("not_found"), request)


def _visit(request: HttpRequest) -> Visit:
    visit = Visit(request.method or "GET")
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip() if scheme.lower() == "bearer" else ""
    visit.prefix = keys.claimed_prefix(token)
    try:
        if journal.carries_key(request):
            raise ApiProblem("key_in_url")
        visit.key = keys.recognise(token) if token else None
    except ApiProblem as problem:
        visit.refusal = problem
    return visit


def _answer(request: HttpRequest, visit: Visit, view: Callable[[], HttpResponse]) -> HttpResponse:
    tally = _count(request, visit)
    if tally.is_exceeded:
        response = answer_to(ApiProblem("too_many_requests"), request)
    elif visit.method not in ("GET", "HEAD"):
        response = answer_to(ApiProblem("method_not_allowed"), request)
    elif visit.refusal is not None:
        response = answer_to(visit.refusal, request)
    else:
        request.method = "GET"  # the server sends no body in answer to HEAD
        response = _unless_known(request, _dated(visit, view()))
        request.method = visit.method
    tally.tell(response)
    return response


def _count(request: HttpRequest, visit: Visit) -> meter.Tally:
    if visit.key is not None:
        return meter.count(f"key:{visit.key.pk}", visit.key.consumer.rate)
    limit = law.number("exchange.requests_per_minute")
    return meter.count(f"address:{client_ip(request)}", limit)


def _dated(visit: Visit, response: HttpResponse) -> HttpResponse:
    if visit.changed is not None and response.status_code == 200:
        response["Last-Modified"] = http_date(visit.changed.timestamp())
    return response


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return *response*, or 304 where the reader has just this content.

    Only the content tells: an item that is withdrawn changes a list without a later time.
    """
    if response.status_code != 200:
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _finish(response: HttpResponse, language: str) -> None:
    response["Content-Language"] = language
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Authorization, Accept-Language"
