"""A page as a file for the reader's own archive: one HTML file that needs nothing else (FUNC-03).

It states author, source, days and address, so that what is kept can be cited.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

FORM = "html"


def wants_saved(request: HttpRequest) -> bool:
    """Return whether *request* asks for the page as a file to keep."""
    return request.GET.get("format") == FORM


def saved(page: Any, request: HttpRequest, template: str) -> HttpResponse:
    """Answer with *page* drawn by *template* as a file for download, named after its address.

    Search engines are kept out: the page itself is what they should find.
    """
    context = page.get_context(request) | {"saved_at": timezone.localtime()}
    response = render(request, template, context)
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.html"'
    response["X-Robots-Tag"] = "noindex"
    return response
