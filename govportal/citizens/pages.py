"""The page on which citizens ask, follow their question and read published answers."""

from __future__ import annotations

from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from govportal.citizens import public
from govportal.publishing.metadata.values import Place
from govportal.publishing.pages import CategoryPage


class FeedbackPage(RoutablePageMixin, CategoryPage):
    """The questions-and-answers section of a portal."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["govportal.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "govportal/feedback.html"
    views_in_every_language: ClassVar[tuple[str, ...]] = ("gui/", "tra-cuu/")
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [
        *CategoryPage.allowed_http_methods, HTTPMethod.POST,
    ]  # fmt: skip

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")

    def described_text(self, place: Place) -> str:
        return self.introduction or super().described_text(place)

    @path("", name="list")
    def list_route(self, request: HttpRequest) -> HttpResponse:
        """The published questions, newest first."""
        return self.render(  # type: ignore[no-any-return]
            request, context_overrides=public.listing(self, request)
        )

    @path("gui/", name="ask")
    def ask_route(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return public.ask(self, request)

    @path("da-nhan/", name="receipt")
    def receipt_route(self, request: HttpRequest) -> HttpResponse:
        """The receipt, right after sending."""
        return public.receipt(self, request)

    @path("tra-cuu/", name="status")
    def status_route(self, request: HttpRequest) -> HttpResponse:
        """The status of a question by its receipt code."""
        return public.status(self, request)

    @path("<int:number>/", name="detail")
    def detail_route(self, request: HttpRequest, number: int) -> HttpResponse:
        """One published question with its answer."""
        return public.show(self, request, number)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with one of the routes; a placeholder sends the reader to the original."""
        if self.alias_of_id is not None and self._is_placeholder():
            return CategoryPage.serve(self, request)
        return super().serve(request, *args, **kwargs)  # type: ignore[no-any-return]
