"""The page that tells developers of other systems what the API answers, and how to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from govportal import law
from govportal.exchange.api import api
from govportal.exchange.problems import PROBLEMS


@dataclass(frozen=True)
class Operation:
    """One thing that may be asked."""

    path: str
    summary: str
    parameters: list[dict[str, Any]]


def operations() -> Iterator[Operation]:
    """Yield what the OpenAPI description names, in its order."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        told = methods["get"]
        yield Operation(path, told["summary"], told["parameters"])


def description(request: HttpRequest) -> HttpResponse:
    """Answer with the page."""
    problems = [
        {"code": code, "status": status, "title": title, "detail": detail}
        for code, (status, title, detail) in PROBLEMS.items()
    ]
    context = {
        "operations": list(operations()),
        "problems": problems,
        "requests": law.number("exchange.requests_per_minute"),
        "openapi": request.endpoint.path("/api/v1/openapi.json"),  # type: ignore[attr-defined]
    }
    return render(request, "govportal/exchange/description.html", context)
