"""The newest records that the home page of a portal shows, all kinds in one query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from govportal import plugins
from govportal.publishing.page_lists import BY_PUBLICATION
from govportal.publishing.records.displays import days_of
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.shown import References, raw_of, shown_fields
from govportal.publishing.sharing.lists import SharedBelow

DIRECTIVES, CONSULTATIONS, WEEK = "official_notice", "consultation", "work_week"
SHOWN = {DIRECTIVES: 5, CONSULTATIONS: 4, "procedure": 8, "project": 4, WEEK: 1}
"""How many records of each kind the home page shows at most."""
FEW_DAYS = 3
"""A consultation that closes within so many days is marked."""


@dataclass(frozen=True)
class OpenConsultation:
    """A draft that people may still comment on, and for how many days."""

    page: RecordPage
    closes_on: date
    days_left: int

    @property
    def is_urgent(self) -> bool:
        """Whether only a few days are left."""
        return self.days_left <= FEW_DAYS


@dataclass(frozen=True)
class HomeRecords:
    """What the home page shows of the portal's records; a kind without any is empty."""

    directives: list[RecordPage] = field(default_factory=list)
    consultations: list[OpenConsultation] = field(default_factory=list)
    procedures: list[RecordPage] = field(default_factory=list)
    projects: list[RecordPage] = field(default_factory=list)
    week: RecordPage | None = None
    days: dict[date, Any] = field(default_factory=dict)


def records_on_home(shared: SharedBelow, today: date) -> HomeRecords:
    """Return the portal's newest public records, the open consultations and this week's work."""
    by_kind: dict[str, list[RecordPage]] = {kind: [] for kind in SHOWN}
    for record in _newest(shared, today):
        by_kind[record.kind].append(record)
    week = next(iter(by_kind[WEEK]), None)
    return HomeRecords(
        directives=by_kind[DIRECTIVES],
        consultations=sorted(
            (_open(record, today) for record in by_kind[CONSULTATIONS]),
            key=lambda found: found.closes_on,
        ),
        procedures=by_kind["procedure"],
        projects=by_kind["project"],
        week=week,
        days=_days(week) if week else {},
    )


def _newest(shared: SharedBelow, today: date) -> Any:
    kinds = plugins.record_types()
    wanted = list(_wanted(shared, today, [kind for kind in SHOWN if kind in kinds]))
    if not wanted:
        return ()
    among = wanted[0].union(*wanted[1:])
    return RecordPage.objects.filter(pk__in=among).order_by(*BY_PUBLICATION)


def _wanted(shared: SharedBelow, today: date, kinds: list[str]) -> Iterator[Any]:
    """Yield a query of the ids to show of each kind."""
    for kind in kinds:
        found = shared.own(RecordPage).filter(kind=kind, **_current(kind, today))
        newest = found.order_by(*BY_PUBLICATION).values("pk")[: SHOWN[kind]]
        yield Page.objects.filter(pk__in=newest).order_by().values("pk")


def _current(kind: str, today: date) -> dict[str, str]:
    if kind == CONSULTATIONS:
        return {"listed__closes_on__gte": today.isoformat()}
    if kind == WEEK:
        earliest = today - timedelta(days=6)
        return {
            "listed__first_day__gte": earliest.isoformat(),
            "listed__first_day__lte": today.isoformat(),
        }
    return {}


def _open(record: RecordPage, today: date) -> OpenConsultation:
    closes_on = date.fromisoformat(record.listed["closes_on"])
    return OpenConsultation(record, closes_on, (closes_on - today).days)


def _days(week: RecordPage) -> dict[date, Any]:
    raw = raw_of(week.details, week.kind)
    shown = shown_fields(week.record_type.fields, raw, References(), get_language() or "vi")
    return days_of({part.key: part for part in shown})
