"""Indicators about what the categories of information hold: records, states and answers.

States are those on the last day of the period, or today while it has not come. A category that
does not bind an agency is no gap of its.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page, Revision

from govportal import plugins
from govportal.information.answers import ITEM_TYPES
from govportal.information.states import CategoryState, State
from govportal.portals.tree import is_original
from govportal.reporting.counting import Sections
from govportal.reporting.periods import Period
from govportal.reporting.subjects import Subjects
from govportal.reporting.values import Count, PublishedState, Ratio, Value, YesNo

INTEGRATED = ("external_id", "link")
"""What ties a procedure to the National Public Service Portal, besides when it was last read."""
MET = (State.COMPLETE, State.NOT_APPLICABLE, State.OPTIONAL)


@dataclass(frozen=True)
class Item:
    """A version of an item in the categories that an indicator is about."""

    portal_id: int
    key: Any
    is_public: bool
    kind: str
    listed: dict[str, Any]
    synced_at: datetime | None
    made_at: datetime | None

    @property
    def is_published(self) -> bool:
        """Whether the public can read it; of what is withheld, it reads only why."""
        return self.is_public and self.listed.get("publication") != "withheld"

    @property
    def day(self) -> date | None:
        """The day that places it in a period."""
        record_type = plugins.record_types().get(self.kind)
        stated = self.listed.get(record_type.dated_by) if record_type else None
        if stated:
            return date.fromisoformat(stated)
        zone = timezone.get_default_timezone()
        return timezone.localtime(self.made_at, zone).date() if self.made_at else None


def published_of_all(subjects: Subjects, period: Period, sections: Sections) -> dict[int, Value]:
    """Return how many items of the period are published, of all there are."""
    total: dict[int, set[Any]] = defaultdict(set)
    published: dict[int, set[Any]] = defaultdict(set)
    for item in _items(subjects, sections):
        if item.day and period.start <= item.day <= period.end:
            total[item.portal_id].add(item.key)
            if item.is_published:
                published[item.portal_id].add(item.key)
    return {p.pk: Ratio(len(published[p.pk]), len(total[p.pk])) for p in subjects}


def procedures_are_integrated(
    subjects: Subjects, period: Period, sections: Sections
) -> dict[int, Value]:
    """Return whether there are procedures and each is tied to the national portal."""
    tied: dict[int, list[bool]] = defaultdict(list)
    for item in _items(subjects, sections):
        if item.is_published and not item.listed.get("is_abolished"):
            has_fields = all(item.listed.get(key) for key in INTEGRATED)
            tied[item.portal_id].append(has_fields and item.synced_at is not None)
    return {p.pk: _yes_no(bool(tied[p.pk]) and all(tied[p.pk])) for p in subjects}


def last_year_is_public(subjects: Subjects, period: Period, sections: Sections) -> dict[int, Value]:
    """Return whether the statement of the fiscal year before the period's is published."""
    year = period.end.year - 1
    found = {
        item.portal_id
        for item in _items(subjects, sections)
        if item.is_published and item.listed.get("fiscal_year") == year
    }
    return {portal.pk: _yes_no(portal.pk in found) for portal in subjects}


def open_channels(subjects: Subjects, period: Period, sections: Sections) -> dict[int, Value]:
    """Return how many published channels were not closed by the end of the period."""
    found: dict[int, set[Any]] = defaultdict(set)
    for item in _items(subjects, sections):
        closed = item.listed.get("closed_on")
        if item.is_published and not (closed and date.fromisoformat(closed) <= period.end):
            found[item.portal_id].add(item.key)
    return {portal.pk: Count(len(found[portal.pk])) for portal in subjects}


def all_complete(subjects: Subjects, period: Period, sections: Sections) -> dict[int, Value]:
    """Return whether every one of the categories that binds the agency is complete."""
    return {
        portal_id: _yes_no(bool(found) and all(category.state in MET for category in found))
        for portal_id, found in _states(subjects, period, sections).items()
    }


def published_state(subjects: Subjects, period: Period, sections: Sections) -> dict[int, Value]:
    """Return whether the category is published and renewed in time, or answered as empty."""
    return {
        portal_id: _published_state(found)
        for portal_id, found in _states(subjects, period, sections).items()
    }


def _published_state(found: list[CategoryState]) -> PublishedState:
    states = {category.state for category in found}
    if State.COMPLETE in states:
        return PublishedState.PUBLISHED
    if states & {State.OVERDUE, State.INCOMPLETE}:
        return PublishedState.NOT_PUBLISHED
    return PublishedState.NO_DATA


def _states(
    subjects: Subjects, period: Period, sections: Sections
) -> dict[int, list[CategoryState]]:
    on = min(period.end, timezone.localdate())
    return {
        portal_id: [found[key] for key in sections if key in found]
        for portal_id, found in subjects.categories(on).items()
    }


def _items(subjects: Subjects, sections: Sections) -> Iterator[Item]:
    pages = subjects.trees.pages(Page.objects.type(*ITEM_TYPES).filter(is_original()))
    rows = pages.annotate(
        is_public=subjects.trees.public,
        kind=F("recordpage__kind"),
        listed=F("recordpage__listed"),
        synced_at=F("recordpage__synced_at"),
        made_at=Coalesce("first_published_at", Subquery(_first_saved())),
    )
    for path, *values in rows.values_list(
        "path", "translation_key", "is_public", "kind", "listed", "synced_at", "made_at"
    ).iterator():
        portal_id = subjects.portal_id_of(path)
        if portal_id is not None and subjects.is_below(path, sections):
            key, is_public, kind, listed, synced_at, made_at = values
            yield Item(portal_id, key, is_public, kind or "", listed or {}, synced_at, made_at)


def _first_saved() -> Any:
    found = Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), CharField()))
    return found.order_by("created_at").values("created_at")[:1]


def _yes_no(is_met: bool) -> YesNo:
    return YesNo.YES if is_met else YesNo.NO
