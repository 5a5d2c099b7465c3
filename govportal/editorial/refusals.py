"""Tells the editor why a step of approval was refused, and what to do.

Wagtail answers everything that is forbidden with one sentence about access. What is refused
because something is missing is not forbidden: the page, as saved, is shown again with the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page


class StepRefusedError(Exception):
    """A step of approval can't be taken now; *reasons* say why and what to do."""

    def __init__(self, page: Page, reasons: Iterable[Any]) -> None:
        self.page_id = page.pk
        self.reasons = [str(reason) for reason in reasons]
        super().__init__("\n".join(self.reasons))


class RefusalMiddleware:
    """Shows the page again with the reasons of a refusal."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        response: HttpResponse = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refused step with the page's editor."""
        if not isinstance(exception, StepRefusedError):
            return None
        for reason in exception.reasons:
            messages.error(request, reason)
        editor = reverse("wagtailadmin_pages:edit", args=[exception.page_id])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # The dialogue that asks for a comment goes where it is told.
            return JsonResponse({"step": "success", "redirect": editor})
        return redirect(editor)
