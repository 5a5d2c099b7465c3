"""Requests that Wagtail's own screens never send, and that its views fail on: they are refused."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.forms.choosers import URLOrAbsolutePathField
from wagtail.admin.views.pages.ordering import SetPagePositionView
from wagtail.models import Page


def refuse_unexpected() -> None:
    """Let Wagtail refuse to move the root of the tree, and a link without an address."""
    to_python, post = URLOrAbsolutePathField.to_python, SetPagePositionView.post

    def text_of(field: Any, value: Any) -> Any:
        return to_python(field, value or "")

    def move(view: Any, request: HttpRequest, page_to_move_id: int) -> HttpResponse:
        if Page.objects.filter(pk=page_to_move_id, depth=1).exists():
            raise PermissionDenied
        return post(view, request, page_to_move_id)

    URLOrAbsolutePathField.to_python, SetPagePositionView.post = text_of, move
