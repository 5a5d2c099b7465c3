"""Items taken over from the press: what they must state, and from when on (ATTR-03, ATTR-04).

Decree 147/2024/NĐ-CP, articles 24.3 and 28.1. Its times bind a portal that carries
aggregated news: the rule ``content.aggregated_news`` is on, with the number of its licence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from govportal import law
from govportal.portals.pages import system_of
from govportal.publishing.forms import PASSES_IN_TIME

if TYPE_CHECKING:
    from govportal.publishing.article_pages import ArticlePage


class Republishable(models.Model):
    """What an item states that was published elsewhere first.

    Its author, its source and the address of the original are those of the original.
    """

    is_republished = models.BooleanField(
        gettext_lazy("republished from the press"), default=False,
        help_text=gettext_lazy(
            "Then author, source and address are those of the original: the author's name and "
            "the source's full name (Decree 147/2024, Article 28.1)."
        ),
    )  # fmt: skip
    originally_published_at = models.DateTimeField(
        gettext_lazy("time of the original publication"), null=True, blank=True
    )
    source_removed_at = models.DateTimeField(
        gettext_lazy("time at which the source removed it"), null=True, blank=True,
        help_text=gettext_lazy("Save it as a draft: the item is then taken off the public site."),
    )  # fmt: skip

    republishing_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("is_republished"),
                FieldPanel(
                    "originally_published_at", help_text=gettext_lazy("As the source states it.")
                ),
                FieldPanel("source_removed_at"),
            ],
            heading=gettext_lazy("Taken over from the press"),
        ),
    ]

    class Meta:
        abstract = True


def is_aggregating(page: Page) -> bool:
    """Return whether the portal of *page* carries aggregated news."""
    return bool(law.value("content.aggregated_news", system=system_of(page)))


def lacks_licence(system: str = "") -> bool:
    """Return whether aggregated news is on without the number of its licence."""
    is_on = law.value("content.aggregated_news", system=system)
    return bool(is_on) and not str(law.value("content.aggregated_news_licence", system=system))


def problems(article: ArticlePage) -> Iterator[ValidationError]:
    """Yield what an item marked as republished still lacks before it may be published."""
    if not article.is_republished:
        return
    if not article.source_url:
        yield ValidationError(_("A republished item needs the address of the original."))
    published = article.originally_published_at
    if published is None:
        yield ValidationError(_("A republished item needs the time of its original publication."))
    elif published > timezone.now():
        yield ValidationError(_("The original publication lies in the future. Correct its time."))
    elif is_aggregating(article):
        yield from _too_early(article, published)
    if article.source_removed_at:
        yield ValidationError(_("The source has removed this item, so it is not published again."))


def _too_early(article: ArticlePage, published: datetime) -> Iterator[ValidationError]:
    hours = law.number("content.republish_after", system=system_of(article))
    earliest = published + timedelta(hours=hours)
    if max(article.go_live_at or timezone.now(), timezone.now()) < earliest:
        local = timezone.localtime(earliest)
        yield ValidationError(
            _(
                "A republished item may appear from %(time)s on. Approve it then, or set that "
                "time as the time of publication."
            )
            % {"time": f"{local:%H:%M %d/%m/%Y}"},
            code=PASSES_IN_TIME,
        )
