"""How long items taken over from the press stay: withdrawn with their source, kept as the law says.

Decree 147/2024/NĐ-CP, articles 27.2 and 28.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from govportal import law
from govportal.portals.pages import system_of
from govportal.portals.tree import is_original
from govportal.publishing.article_pages import ArticlePage
from govportal.publishing.republishing import is_aggregating


def withdraw_removed() -> list[tuple[str, bool]]:
    """Take off the public site every item whose source an editor has recorded as removed.

    Versions in other languages go with it. Returns the title of each, and whether it came later
    than the rule ``content.withdraw_republished_within`` allows.
    """
    recorded = dict(_recorded_removals())
    withdrawn = []
    for article in _republished().filter(translation_key__in=recorded):
        within = law.number("content.withdraw_republished_within", system=system_of(article))
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
    return ArticlePage.objects.live().filter(is_original(), is_republished=True)


def refuse_early_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep aggregated news as long as the law wants it kept, even when nobody reads it."""
    days = law.number("content.keep_republished", system=system_of(page))
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
    below = ArticlePage.objects.descendant_of(page, inclusive=True).filter(is_republished=True)
    since = timezone.now() - timedelta(days=days)
    return bool(below.filter(first_published_at__gt=since).exists())
