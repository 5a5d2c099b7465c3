"""Items taken over from the press: what they must state and how long they stay (ATTR-03, ATTR-04).

Decree 147/2024/NĐ-CP, articles 24.3, 27.2 and 28.1. Its times bind a portal that carries
aggregated news: the rule ``content.aggregated_news`` is on, with the number of its licence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from govportal import law
from govportal.portals.pages import portal_of
from govportal.publishing.forms import PASSES_IN_TIME

if TYPE_CHECKING:
    from govportal.publishing.models import ArticlePage


class Republishable(models.Model):
    """What an item states that was published elsewhere first.

    Its author, its source and the address of the original are those of the original.
    """

    is_republished = models.BooleanField(
        _lazy("republished from the press"), default=False,
        help_text=_lazy(
            "Then author, source and address are those of the original: the author's name and "
            "the source's full name (Decree 147/2024/NĐ-CP, Article 28.1)."
        ),
    )  # fmt: skip
    originally_published_at = models.DateTimeField(
        _lazy("time of the original publication"), null=True, blank=True
    )
    source_removed_at = models.DateTimeField(
        _lazy("time at which the source removed it"), null=True, blank=True,
        help_text=_lazy("Save it as a draft: the item is then taken off the public site."),
    )  # fmt: skip

    republishing_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("is_republished"),
                FieldPanel("originally_published_at"),
                FieldPanel("source_removed_at"),
            ],
            heading=_lazy("Taken over from the press"),
        ),
    ]

    class Meta:
        abstract = True


def is_aggregating(page: Page) -> bool:
    """Return whether the portal of *page* carries aggregated news."""
    return bool(law.value("content.aggregated_news", system=_system(page)))


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
    hours = law.number("content.republish_after", system=_system(article))
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


def withdraw_removed() -> list[tuple[str, bool]]:
    """Take off the public site every item whose source an editor has recorded as removed.

    Versions in other languages go with it. Returns the title of each, and whether it came later
    than the rule ``content.withdraw_republished_within`` allows.
    """
    recorded = dict(_recorded_removals())
    withdrawn = []
    for article in _republished().filter(translation_key__in=recorded):
        within = law.number("content.withdraw_republished_within", system=_system(article))
        due = recorded[article.translation_key] + timedelta(hours=within)
        withdrawn.append((article.title, timezone.now() > due))
        article.unpublish()
    return withdrawn


def _recorded_removals() -> Iterator[tuple[object, datetime]]:
    """Yield the translation key and the time of each record, also where it is only a draft."""
    for article in _republished().select_related("latest_revision"):
        content = article.latest_revision.content if article.latest_revision else {}
        drafted = parse_datetime(content.get("source_removed_at") or "")
        removed = article.source_removed_at or drafted
        if removed:
            yield article.translation_key, removed


def _republished() -> Page:
    from govportal.publishing.models import ArticlePage  # noqa: PLC0415

    return ArticlePage.objects.live().filter(is_republished=True, alias_of=None)


def refuse_early_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep aggregated news as long as the law wants it kept, even when nobody reads it."""
    days = law.number("content.keep_republished", system=_system(page))
    if not is_aggregating(page) or not _kept_below(page, days):
        return None
    messages.error(
        request,
        _(
            "Aggregated news is kept for at least %(days)d days. Unpublish the page instead of "
            "deleting it."
        )
        % {"days": days},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_early_bulk_deletion(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    """Keep aggregated news also where many pages are deleted at once."""
    if action_type != "delete" or action.model is not Page:
        return None
    refusals = (refuse_early_deletion(request, page) for page in objects)
    return next(filter(None, refusals), None)


def _kept_below(page: Page, days: int) -> bool:
    from govportal.publishing.models import ArticlePage  # noqa: PLC0415

    below = ArticlePage.objects.descendant_of(page, inclusive=True).filter(is_republished=True)
    since = timezone.now() - timedelta(days=days)
    return bool(below.filter(first_published_at__gt=since).exists())


def _system(page: Page) -> str:
    portal = portal_of(page)
    return portal.system if portal else ""
