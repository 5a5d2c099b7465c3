"""Pages of a portal for requests that Django refuses without a word."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.defaults import page_not_found


class RefusedRequestMiddleware:
    """Answers a path with a NUL, which no database takes, and a method that a page has not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info and not _answers_itself(request.path_info):
            return page_not_found(request, Http404())
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = render(request, "405.html", status=response.status_code)
            page["Allow"] = response["Allow"]
            return page
        return response


def _answers_itself(path: str) -> bool:
    """Return whether *path* is of an interface that refuses, and logs, what it can't take."""
    try:
        return bool(resolve(path).namespaces)
    except Resolver404:
        return False
