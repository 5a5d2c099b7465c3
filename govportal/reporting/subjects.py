"""The portals that a report is about, and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from govportal.facts import Text
from govportal.information.access import all_portals, sees_all, sees_some, visible_portals
from govportal.information.sections import SectionRow, Trees, above
from govportal.information.states import CategoryState, states
from govportal.portals.models import Portal

__all__ = ["Subjects", "agency_name", "all_portals", "sees_all", "sees_some", "visible_portals"]


class Subjects:
    """The portals of a report, one line each, and the pages that are theirs."""

    def __init__(self, portals: Iterable[Portal]) -> None:
        self.portals = tuple(portals)
        self.trees = Trees(portal.pk for portal in self.portals)
        self._states: dict[date, dict[int, list[CategoryState]]] = {}

    def __iter__(self) -> Iterator[Portal]:
        return iter(self.portals)

    def __len__(self) -> int:
        return len(self.portals)

    def portal_id_of(self, page_path: str) -> int | None:
        """Return the portal whose tree holds *page_path*, None when it is not in the report."""
        return self.trees.portal_id_of(page_path)

    @cached_property
    def _sections(self) -> dict[str, SectionRow]:
        return self.trees.sections()

    def is_below(self, page_path: str, keys: Iterable[str]) -> bool:
        """Return whether the page at *page_path* lies in a category with one of *keys*."""
        rows = map(self._sections.get, above(page_path))
        return any(row is not None and row.key in keys for row in rows)

    def categories(self, on: date) -> dict[int, dict[str, CategoryState]]:
        """Return each portal's categories by key as they stand *on* a day, computed once."""
        if on not in self._states:
            self._states[on] = states(self.portals, on)
        return {
            portal_id: {category.spec.key: category for category in found}
            for portal_id, found in self._states[on].items()
        }


def agency_name(portal: Portal) -> Text:
    """Return the name of the portal's agency in both languages, whichever is active."""
    return Text(vi=portal.agency.name_vi or portal.code, en=portal.agency.name_en or "")
