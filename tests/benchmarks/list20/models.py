"""A home that lists the newest articles below it; nothing is added to Wagtail's own."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.models import Page


class ArticlePage(Page):
    """An item of the list."""

    summary = models.TextField(blank=True)

    class Meta:
        managed = False
        db_table = "govportal_articlepage"


class HomePage(Page):
    """The page with the list."""

    template = "list20/home.html"

    class Meta:
        managed = False
        db_table = "govportal_homepage"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.live().descendant_of(self)
        context["items"] = articles.order_by("-first_published_at")[:20]
        return context
