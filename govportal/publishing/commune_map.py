"""The territorial units of the province: a list by kind and, where the plugin gives one, a map.

The list says everything that the map shows. Nothing is loaded from another host.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from govportal import plugins
from govportal.areas import MapArea, centre_of, rings
from govportal.folding import fold
from govportal.portals import routing
from govportal.province import AgencySpec
from govportal.publishing.categories import law_day
from govportal.publishing.navigation import Link, link_to

WIDTH = 1000
"""Units of the drawing from west to east."""
MOST_HEIGHT = 1600
"""Units from north to south, lest a long province fill three screens."""


@dataclass(frozen=True)
class Unit:
    """A territorial unit: its name and, where it has a portal, the way there."""

    code: str
    name: str
    kind: str
    """The word for many of its kind, which stands over them."""
    link: Link | None
    number: int = 0
    """What stands for the name on the map and before it in the list; 0 where it is on no map."""
    rank: int = 0
    """The place of its kind among the kinds, as the data give them."""
    superior: str = ""
    """The unit above it, where another has the same name."""


@dataclass(frozen=True)
class Shape:
    """The land of a unit as the path of a drawing."""

    unit: Unit
    path: str
    middle: tuple[int, int]
    """Where the number stands."""


@dataclass(frozen=True)
class Drawing:
    """The map of the province, north above, in its own units."""

    shapes: list[Shape]
    height: int
    width: int = WIDTH


def commune_map(request: HttpRequest) -> HttpResponse:
    """Answer with the units of the province and their map.

    Raises:
        Http404: asked at another portal than the province's.
    """
    endpoint, main = getattr(request, "endpoint", None), routing.main_portal()
    if endpoint is None or main is None or endpoint.portal.pk != main.pk:
        raise Http404
    areas = plugins.map_areas()
    units = numbered(territorial_units(get_language() or "vi"), areas)
    context = {
        "groups": by_kind(units),
        "drawing": drawing_of(units, areas),
        "canonical": endpoint.url(reverse("commune_map").removeprefix(endpoint.path(""))),
    }
    return render(request, "govportal/commune_map.html", context)


def territorial_units(language: str) -> Iterator[Unit]:
    """Yield the territorial units that exist today, by name."""
    portals = routing.table().by_code
    kinds = plugins.agency_kinds()
    ranks = {key: rank for rank, key in enumerate(kinds)}
    names = {agency.code: agency.name.in_language(language) for agency in plugins.agencies()}
    current = list(_current())
    times = Counter(names[agency.code] for agency in current)
    for agency in sorted(current, key=lambda a: (fold(names[a.code]), fold(names[a.parent]))):
        portal, kind = portals.get(agency.code), kinds[agency.kind]
        yield Unit(
            agency.code, names[agency.code],
            (kind.plural or kind.name).in_language(language),
            link_to(portal, language) if portal else None, rank=ranks[agency.kind],
            superior=names[agency.parent] if times[names[agency.code]] > 1 else "",
        )  # fmt: skip


def _current() -> Iterable[AgencySpec]:
    kinds, today = plugins.agency_kinds(), law_day()
    for agency in plugins.agencies():
        if kinds[agency.kind].is_territorial and agency.parent and agency.is_in_force(today):
            yield agency


def by_kind(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Return *units* in their groups, in the order of the kinds: communes, wards."""
    groups: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: (unit.rank, unit.kind)):
        groups.setdefault(unit.kind, []).append(unit)
    return groups


def numbered(units: Iterable[Unit], areas: Container[str]) -> list[Unit]:
    """Return *units* as the list shows them, those with an area numbered."""
    listed = [unit for group in by_kind(units).values() for unit in group]
    drawn = (unit.code for unit in listed if unit.code in areas)
    numbers = {code: number for number, code in enumerate(drawn, start=1)}
    return [replace(unit, number=numbers.get(unit.code, 0)) for unit in listed]


def drawing_of(units: Iterable[Unit], areas: dict[str, MapArea]) -> Drawing | None:
    """Return the map of those *units* whose area is known, None where none is."""
    known = [(unit, areas[unit.code]) for unit in units if unit.code in areas]
    if not known:
        return None
    scale = _Scale([area for _unit, area in known])
    shapes = [Shape(unit, scale.path(area), scale.middle(area)) for unit, area in known]
    return Drawing(shapes, scale.height)


class _Scale:
    """Brings degrees into units: as on a sheet of paper, true in the middle of the province."""

    def __init__(self, areas: list[MapArea]) -> None:
        positions = [position for ring in rings(areas) for position in ring]
        self.west, self.north = min(x for x, _y in positions), max(y for _x, y in positions)
        east, south = max(x for x, _y in positions), min(y for _x, y in positions)
        self.squeeze = cos(radians((self.north + south) / 2))
        wide, high = (east - self.west) * self.squeeze, self.north - south
        self.factor = min(WIDTH / (wide or 1), MOST_HEIGHT / (high or 1))
        self.height = max(1, round(high * self.factor))

    def path(self, area: MapArea) -> str:
        """Return the outlines of *area*; positions that fall together are drawn once."""
        return "".join(map(self._ring, rings([area])))

    def middle(self, area: MapArea) -> tuple[int, int]:
        """Return the centre of gravity of the largest part of *area*."""
        centres = (centre_of(polygon[0]) for polygon in area.polygons)
        _size, position = max(centres, key=lambda found: found[0])
        return self._point(*position)

    def _ring(self, ring: Any) -> str:
        points = dict.fromkeys(self._point(*position) for position in ring)
        return f"M{' '.join(f'{x},{y}' for x, y in points)}Z"

    def _point(self, longitude: float, latitude: float) -> tuple[int, int]:
        across = (longitude - self.west) * self.squeeze
        return round(across * self.factor), round((self.north - latitude) * self.factor)
