"""What the page of a kind of record shows besides its own fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language

from govportal import plugins
from govportal.folding import fold
from govportal.portals import routing
from govportal.portals.models import Agency
from govportal.portals.pages import portal_of
from govportal.portals.tree import is_original, subtree
from govportal.publishing import navigation
from govportal.publishing.categories import law_day
from govportal.publishing.charts import bar_chart
from govportal.publishing.records.periods import period_of
from govportal.publishing.records.shown import Shown
from govportal.publishing.records.tables import preview, readable

if TYPE_CHECKING:
    from govportal.publishing.records.models import RecordPage

Parts = dict[str, Shown]


def extras(record: RecordPage, shown: list[Shown]) -> dict[str, Any]:
    """Return what the template of the kind of *record* needs besides the filled fields."""
    parts = {item.key: item for item in shown}
    more = _EXTRAS.get(record.kind)
    return _period(record) | (more(record, parts) if more else {})


def _period(record: RecordPage) -> dict[str, Any]:
    period = period_of(record.record_type)
    if period is None:
        return {}
    when = period.when(record.listed, timezone.localdate())
    labels = dict(period.labels(get_language() or "vi"))
    return {"when": when, "period_label": labels[when]}


# --- an agency's profile ----------------------------------------------------------------------


@dataclass
class Unit:
    """A unit of the organisation chart with those below it."""

    name: str
    facts: Parts
    below: list[Unit] = field(default_factory=list)


def units_tree(entries: list[Parts]) -> list[Unit]:
    """Return the units that stand under nobody, each with those below it.

    A superior that is not among the units, or that would be its own, is taken for none.
    """
    units = [Unit(str(entry["name"].value), entry) for entry in entries if "name" in entry]
    by_name = {fold(unit.name): unit for unit in units}
    superiors = {id(unit): by_name.get(fold(_superior(unit))) for unit in units}
    top = []
    for unit in units:
        above = superiors[id(unit)]
        if above is None or _is_below(above, unit, superiors):
            superiors[id(unit)] = None
            top.append(unit)
        else:
            above.below.append(unit)
    return top


def _superior(unit: Unit) -> str:
    return str(unit.facts["superior"].value) if "superior" in unit.facts else ""


def _is_below(unit: Unit | None, other: Unit, superiors: dict[int, Unit | None]) -> bool:
    seen: set[int] = set()
    while unit is not None and id(unit) not in seen:
        if unit is other:
            return True
        seen.add(id(unit))
        unit = superiors[id(unit)]
    return False


def _agency_profile(record: RecordPage, parts: Parts) -> dict[str, Any]:
    units = parts.get("units")
    return {
        "units": units_tree(units.entries) if units else [],
        **_subordinates(record),
        "leaders": _leaders(record),
    }


def _subordinates(record: RecordPage) -> dict[str, list[navigation.Link]]:
    """Return the agencies under the portal's own, linked where they have a portal.

    The territorial ones stand apart: a local government is no body of the one above it.
    """
    groups: dict[str, list[navigation.Link]] = {"subordinates": [], "territories": []}
    portal = portal_of(record)
    if portal is None:
        return groups
    language, today = get_language() or "vi", law_day()
    portals = {other.agency_id: other for other in routing.table().portals}
    agencies = [
        agency
        for agency in Agency.objects.filter(parent=portal.agency_id).exclude(
            kind=navigation.THEMATIC
        )
        if agency.valid_to is None or agency.valid_to >= today
    ]
    kinds = plugins.agency_kinds()
    for agency in sorted(agencies, key=lambda agency: fold(agency.name)):
        kind = kinds.get(agency.kind)
        group = "territories" if kind and kind.is_territorial else "subordinates"
        groups[group].append(_agency_link(agency, portals.get(agency.pk), language))
    return groups


def _agency_link(agency: Agency, portal: Any, language: str) -> navigation.Link:
    link = navigation.link_to(portal, language) if portal else None
    return navigation.Link(agency.name, link.url if link else "", agency.code)


def _leaders(record: RecordPage) -> dict[str, list[RecordPage]]:
    """Return the leaders that the portal presents, those in office apart from former ones."""
    groups: dict[str, list[RecordPage]] = {"now": [], "past": [], "coming": []}
    today = timezone.localdate()
    home = routing.table().home_of(record.path)
    if home is not None:
        found = type(record).objects.live().public().filter(path__range=subtree(home.path))
        found = found.filter(is_original(), kind="leader").defer("details")
        for leader in found.order_by("sort_keys__order", "sort_keys__title", "pk"):
            period = period_of(leader.record_type)
            groups[period.when(leader.listed, today) if period else "now"].append(leader)
    return groups


# --- a week of work ---------------------------------------------------------------------------


def _work_week(record: RecordPage, parts: Parts) -> dict[str, Any]:
    return {"days": days_of(parts), **_weeks_around(record)}


def days_of(parts: Parts) -> dict[date, list[Parts]]:
    """Return what a week of work holds by day, each day in the order of its hours."""
    entries = parts.get("entries")
    days: dict[date, list[Parts]] = {}
    for entry in entries.entries if entries else []:
        if "day" in entry:
            days.setdefault(entry["day"].value, []).append(entry)
    return {day: sorted(days[day], key=_begins) for day in sorted(days)}


def _begins(entry: Parts) -> str:
    return str(entry["begins_at"].value) if "begins_at" in entry else ""


def _weeks_around(record: RecordPage) -> dict[str, Any]:
    first = record.listed.get("first_day")
    if not first or not record.pk:
        return {}
    beside = type(record).objects.sibling_of(record, inclusive=False).live().public()
    beside = beside.filter(is_original(), kind=record.kind).defer("details")
    earlier = beside.filter(listed__first_day__lt=first).order_by("-sort_keys__first_day")
    later = beside.filter(listed__first_day__gt=first).order_by("sort_keys__first_day")
    return {"previous_week": earlier.first(), "next_week": later.first()}


# --- figures ----------------------------------------------------------------------------------


def _statistical_release(record: RecordPage, parts: Parts) -> dict[str, Any]:
    data = parts.get("data_file")
    table = preview(data.value) if data else None
    if table is None:
        return {}
    return {"table": readable(table), "chart": bar_chart(table.headings, table.rows)}


_EXTRAS: dict[str, Callable[[RecordPage, Parts], dict[str, Any]]] = {
    "agency_profile": _agency_profile,
    "work_week": _work_week,
    "statistical_release": _statistical_release,
    "epidemic_report": _statistical_release,
}
