"""Articles: news and whatever else is told in the portal's own words or taken over."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from govportal.publishing import page_checks, republishing, saved_pages
from govportal.publishing.blocks import BodyBlocks
from govportal.publishing.listed.models import ARTICLE
from govportal.publishing.metadata.values import Place, text_of
from govportal.publishing.pages import AttributedPage
from govportal.publishing.related import related_articles
from govportal.publishing.renditions import fetch_renditions


class ArticlePage(republishing.Republishable, AttributedPage):
    """A news item or other article. Author and source are stated on each (ATTR-01)."""

    summary = models.TextField(
        _("summary"), max_length=500, blank=True,
        help_text=_("One or two sentences, shown in lists."),
    )  # fmt: skip
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("lead image"),
    )  # fmt: skip
    body = StreamField(BodyBlocks(required=False), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel(
            "image",
            help_text=_("Shown above the text and in lists. It needs a description."),
        ),
        FieldPanel(
            "body",
            help_text=_("One idea a paragraph, a heading for each part."),
        ),
        *AttributedPage.attribution_panels,
        *republishing.Republishable.republishing_panels,
        FieldPanel("source_changed_on"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *AttributedPage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["govportal.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "govportal/article.html"
    schema_type = "NewsArticle"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def list_kind(self) -> str:
        return ARTICLE

    def described_text(self, place: Place) -> str:
        return self.summary or text_of(self.body)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        fetch_renditions([*filter(None, [self.image]), *page_checks.images_of(self.body)])
        context.update(related=related_articles(self), changed_at=self.changed_at)
        return context

    @property
    def changed_at(self) -> datetime | None:
        """When the article was last published again, None on the day of its publication."""
        first, last = self.first_published_at, self.last_published_at
        is_later = first and last and localtime(last).date() > localtime(first).date()
        return last if is_later else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with the file in which a reader keeps it (FUNC-03)."""
        if saved_pages.wants_saved(request) and self.alias_of_id is None:
            return saved_pages.saved(self, request, "govportal/article_saved.html")
        return super().serve(request, *args, **kwargs)

    def content_problems(self) -> list[ValidationError]:
        return [
            *super().content_problems(),
            *page_checks.lead_image_problems(self.image),
            *page_checks.block_problems(self),
            *republishing.problems(self),
        ]
