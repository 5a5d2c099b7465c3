"""The page on which citizens ask, follow their question and read published answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from govportal.publishing.models import PortalPage


class FeedbackPage(RoutablePageMixin, PortalPage):
    """The questions-and-answers section of a portal."""

    key = models.SlugField(_("key"), max_length=40, blank=True, editable=False, db_index=True)
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["govportal.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "govportal/feedback.html"

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")
