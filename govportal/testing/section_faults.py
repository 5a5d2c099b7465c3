"""What can be wrong with the sections that a province plugin gives, each fault as one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils import timezone

from govportal import plugins
from govportal.data_plugin import DataPlugin, answering
from govportal.province import AgencySpec
from govportal.sections import SectionSpec

Placed = tuple[str, date, dict[str, str]]
"""A portal, a day and the parent of each section that the portal then has."""


def without_parent() -> Iterator[str]:
    """Yield each section whose portal lacks the section it stands in, on a day of change."""
    for code, day, parents in _placed():
        for key, parent in parents.items():
            if parent and parent not in parents:
                yield f"{code} on {day}: {key} stands in {parent}, which this portal has not"


def in_a_circle() -> Iterator[str]:
    """Yield each section that stands in itself, directly or through others."""
    for code, day, parents in _placed():
        for key in parents:
            if key in _above(key, parents):
                yield f"{code} on {day}: {key} stands in itself"


def without_record_type(hooks: object) -> list[str]:
    """Return the sections of *hooks* whose kind of record nobody describes."""
    known = {"", *plugins.record_types()}
    wrong = {(item.key, item.record_type) for item in _stated(hooks)}
    return [
        f"{key} holds {record_type}, which no [[record_types]] describes"
        for key, record_type in sorted(wrong)
        if record_type not in known
    ]


def binding_nobody(hooks: object) -> list[str]:
    """Return the agencies and kinds that sections of *hooks* name and that do not exist."""
    known = {*plugins.agency_kinds(), *plugins.agencies_by_code()}
    named = {(item.key, name) for item in _stated(hooks) for name in (*item.kinds, *item.agencies)}
    unknown = sorted((key, name) for key, name in named if name not in known)
    return [f"{key} binds {name}, which is unknown" for key, name in unknown]


def _stated(hooks: object) -> list[SectionSpec]:
    """Return the sections of *hooks*, also those that bind nobody where they are data."""
    plugin = answering(hooks)
    data = plugin.files().sections if isinstance(plugin, DataPlugin) else ()
    own = (item for agency in plugins.agencies() for item in _own(agency))
    return list(dict.fromkeys([*data, *own]))


def _own(agency: AgencySpec) -> Iterator[SectionSpec]:
    """Yield what plugins answer for *agency*; the last answer is govportal's own."""
    for answer in plugins.manager.hook.sections(agency=agency)[:-1]:
        yield from answer


def _placed() -> Iterator[Placed]:
    for day in sorted(_days_of_change()):
        for agency in plugins.agencies():
            sections = plugins.sections(agency, day)
            yield agency.code, day, {section.key: section.parent for section in sections}


def _days_of_change() -> set[date]:
    """Return the day whose law applies and each day on which the plugins' sections change."""
    own = {item for agency in plugins.agencies() for item in _own(agency)}
    return {plugins.province().reference_day(timezone.localdate()), *_limits(own)}


def _limits(sections: Iterable[SectionSpec]) -> Iterator[date]:
    for section in sections:
        if section.valid_from:
            yield section.valid_from
        if section.valid_to:
            yield section.valid_to + timedelta(days=1)


def _above(key: str, parents: dict[str, str]) -> set[str]:
    """Return the sections in which *key* stands, as far as they are known."""
    found: set[str] = set()
    parent = parents[key]
    while parent in parents and parent not in found:
        found.add(parent)
        parent = parents[parent]
    return found
