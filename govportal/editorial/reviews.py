"""When public pages have to be looked through again, and that it was done (FLOW-11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from govportal import law
from govportal.editorial import content_log
from govportal.editorial.page_records import PageRecord, facts_of
from govportal.editorial.roles import serves_whole_province
from govportal.law.calendar import months_before
from govportal.portals import routing
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of
from govportal.portals.tree import is_original, subtree
from govportal.publishing.models import (
    ArticlePage,
    LegalDocumentPage,
    PortalPage,
    RecordPage,
)

REVIEWERS = (PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
ACTION = "govportal.review"
INTERVALS: dict[type[Page], str] = {
    ArticlePage: "content.review_articles",
    LegalDocumentPage: "content.review_documents",
    RecordPage: "content.review_records",
}
"""The rule with the interval of a type of page; all other types are sections."""
SECTIONS = "content.review_sections"


class PageReview(PageRecord):
    """Evidence that somebody looked a public page through."""

    class Outcome(models.TextChoices):
        """What the review found."""

        CONFIRMED = "confirmed", _("still correct")
        CHANGED = "changed", pgettext_lazy("review", "changed")

    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    note = models.TextField(_("note"), blank=True)

    class Meta(PageRecord.Meta):
        verbose_name = _("review of a page")
        verbose_name_plural = _("reviews of pages")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["page", "at"], name="reviews_of_a_page")]


def months_between(page_type: type[Page], system: str = "") -> int:
    """Return after how many months a page of *page_type* is due for review, 0 for never."""
    return law.number(INTERVALS.get(page_type, SECTIONS), system=system)


def due_pages(portals: Iterable[Portal]) -> Any:
    """Return the public pages of *portals* that are due for review, the longest due first.

    Each has ``looked_at``: its last review or publication, whichever is later.
    """
    pages = Page.objects.live().filter(is_original()).annotate(looked_at=_looked_at())
    return pages.filter(_due(list(portals))).order_by("looked_at", "pk")


def pages_of(portals: list[Portal]) -> Any:
    """Return the public pages of *portals*, without placeholders."""
    return Page.objects.live().filter(_below(portals), is_original())


def _looked_at() -> Any:
    reviews = PageReview.objects.filter(page_id=models.OuterRef("pk")).order_by("-at")
    published = models.F("last_published_at")
    return Greatest(Coalesce(models.Subquery(reviews.values("at")[:1]), published), published)


def _due(portals: list[Portal]) -> models.Q:
    by_system: dict[str, list[Portal]] = {}
    for portal in portals:
        by_system.setdefault(portal.system, []).append(portal)
    due = models.Q(pk=None)
    for system, group in by_system.items():
        due |= _below(group) & _looked_at_long_ago(system)
    return due


def _below(portals: list[Portal]) -> models.Q:
    within = models.Q(pk=None)
    for path in routing.table().paths_of({portal.pk for portal in portals}):
        within |= models.Q(path__range=subtree(path))
    return within


def _looked_at_long_ago(system: str) -> models.Q:
    now, due = timezone.now(), models.Q(pk=None)
    for content_type, months in intervals(system).items():
        due |= models.Q(content_type=content_type, looked_at__lt=months_before(now, months))
    return due


def intervals(system: str) -> dict[int, int]:
    """Return by type of content after how many months its pages are due, those alone that are."""
    months = ((key, months_between(page_type, system)) for page_type, key in _page_types())
    return {key: number for key, number in months if number}


def due_by_portal(portals: Iterable[Portal]) -> Iterator[tuple[Portal, int, datetime]]:
    """Yield each of *portals* with pages due for review, how many, and when the first was due."""
    known = {portal.pk: portal for portal in portals}
    months = {pk: intervals(portal.system) for pk, portal in known.items()}
    found: dict[int, list[datetime]] = {}
    rows = due_pages(known.values()).values_list("path", "content_type_id", "looked_at")
    for path, content_type, looked_at in rows:
        home = routing.table().home_of(path)
        if home is not None:
            passed = months_before(looked_at, -months[home.portal.pk][content_type])
            found.setdefault(home.portal.pk, []).append(passed)
    for pk, days in found.items():
        yield known[pk], len(days), min(days)


def _page_types() -> Iterator[tuple[type[Page], int]]:
    types = list(concrete_types(PortalPage))
    found = ContentType.objects.get_for_models(*types, for_concrete_models=False)
    yield from ((page_type, item.pk) for page_type, item in found.items())


def concrete_types(base: type[Any]) -> Iterator[type[Page]]:
    """Yield the types of page below *base* that have a table."""
    for item in base.__subclasses__():
        if not item._meta.abstract:
            yield item
        yield from concrete_types(item)


def may_review(user: Any, page: Page) -> bool:
    """Return whether *user* may record a review of *page*."""
    portal = portal_of(page)
    if portal is None or not page.live or page.alias_of_id:
        return False
    return portal.pk in portals_of(user, REVIEWERS) or serves_whole_province(user)


@transaction.atomic
def record(page: Page, user: Any, outcome: str, note: str = "") -> PageReview:
    """Record that *user* looked *page* through; the next review is counted from now."""
    label = PageReview.Outcome(outcome).label
    content_log.note_action(page, ACTION, user, f"{label}: {note}" if note else str(label))
    return PageReview.objects.create(**facts_of(page, user), outcome=outcome, note=note)  # type: ignore[no-any-return]
