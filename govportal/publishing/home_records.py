"""The newest records that the home page of a portal shows, all kinds in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from govportal import plugins
from govportal.publishing.listed.newest import Wanted, newest_pages
from govportal.publishing.navigation import Link
from govportal.publishing.public_pages import LINE
from govportal.publishing.records.displays import days_of
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.shown import References, raw_of, shown_fields

DIRECTIVES, CONSULTATIONS, WEEK = "official_notice", "consultation", "work_week"
PROCEDURES, PROJECTS = "procedure", "project"
SHOWN = {DIRECTIVES: 5, CONSULTATIONS: 4, PROCEDURES: 8, PROJECTS: 4, WEEK: 1}
"""How many records of each kind the home page shows at most."""
LOOKED_AT = {CONSULTATIONS: 20, PROCEDURES: 20, WEEK: 10}
"""Of these only some are current: they are looked for among the newest."""
IN_SECTION = {PROJECTS: "projects"}
"""Kinds of which the home shows those of one section: a tender is a project by kind alone."""
RECORD_ITEM = (*LINE, "kind", "listed")
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


def records_on_home(home: Page, sections: Iterable[Link], today: date) -> HomeRecords:
    """Return the portal's newest public records, the open consultations and this week's work."""
    by_kind: dict[str, list[RecordPage]] = {kind: [] for kind in SHOWN}
    for record in _newest(home, {link.key: link.pk for link in sections}, today):
        by_kind[record.kind].append(record)
    week = next(iter(by_kind[WEEK]), None)
    return HomeRecords(
        directives=by_kind[DIRECTIVES],
        consultations=sorted(
            (_open(record, today) for record in by_kind[CONSULTATIONS]),
            key=lambda found: found.closes_on,
        ),
        procedures=by_kind[PROCEDURES],
        projects=by_kind[PROJECTS],
        week=week,
        days=_days(week) if week else {},
    )


def _newest(home: Page, sections: Mapping[str, int], today: date) -> Iterator[RecordPage]:
    places = {kind: home.pk for kind in SHOWN if kind in plugins.record_types()}
    for kind in places.keys() & IN_SECTION.keys():
        places[kind] = sections.get(IN_SECTION[kind], 0)
    wanted = [
        Wanted(place, kind, LOOKED_AT.get(kind, SHOWN[kind]), with_others=False)
        for kind, place in places.items()
        if place
    ]
    left = dict(SHOWN)
    for record in newest_pages(RecordPage, wanted, RECORD_ITEM):
        if left[record.kind] and _is_current(record, today):
            left[record.kind] -= 1
            yield record


def _is_current(record: RecordPage, today: date) -> bool:
    if record.kind == CONSULTATIONS:
        return bool(record.listed.get("closes_on", "") >= today.isoformat())
    if record.kind == PROCEDURES:
        return not record.listed.get("is_abolished")
    if record.kind == WEEK:
        earliest = today - timedelta(days=6)
        first_day = record.listed.get("first_day", "")
        return bool(earliest.isoformat() <= first_day <= today.isoformat())
    return True


def _open(record: RecordPage, today: date) -> OpenConsultation:
    closes_on = date.fromisoformat(record.listed["closes_on"])
    return OpenConsultation(record, closes_on, (closes_on - today).days)


def _days(week: RecordPage) -> dict[date, Any]:
    raw = raw_of(week.details, week.kind)
    shown = shown_fields(week.record_type.fields, raw, References(), get_language() or "vi")
    return days_of({part.key: part for part in shown})
