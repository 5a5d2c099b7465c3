"""The areas of communes on a map, as a plugin gives them; no Django.

A file ``map.geojson`` beside ``province.toml`` is read by these models (RFC 7946): positions are
longitude and latitude in degrees (WGS 84), and each feature names its agency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from govportal.facts import Code, Facts

MOST_POSITIONS = 20_000
"""Positions of a whole map: more make the page heavy and show no more on a screen."""
SHORTEST_RING = 4
EDGES = (180, 90)
"""Degrees of longitude and of latitude that there are in each direction."""


def _ring(given: Any) -> tuple[tuple[float, float], ...]:
    if not isinstance(given, list | tuple) or len(given) < SHORTEST_RING:
        raise ValueError("ring_short")
    ring = tuple(_position(item) for item in given)
    if ring[0] != ring[-1]:
        raise ValueError("ring_open")
    return ring


def _position(given: Any) -> tuple[float, float]:
    """Return longitude and latitude; a height is left out."""
    position = tuple(given[:2]) if isinstance(given, list | tuple) else ()
    if len(position) != len(EDGES) or not all(map(_is_degree, position, EDGES)):
        raise ValueError("position_wrong")
    return position


def _is_degree(value: Any, edge: int) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and isfinite(value) and abs(value) <= edge


Ring = Annotated[tuple[tuple[float, float], ...], BeforeValidator(_ring)]
Polygon = Annotated[tuple[Ring, ...], Field(min_length=1)]
"""A closed ring, and the rings of the holes in it."""


class MapArea(Facts):
    """Where a commune lies: its agency, and the polygons of its land."""

    code: Code
    polygons: Annotated[tuple[Polygon, ...], Field(min_length=1)]


class _Geographic(BaseModel):
    """A part of a GeoJSON file, which may hold more than is read here."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Polygon(_Geographic):
    type: Literal["Polygon"]
    coordinates: Polygon

    @property
    def polygons(self) -> tuple[Any, ...]:
        return (self.coordinates,)


class _MultiPolygon(_Geographic):
    type: Literal["MultiPolygon"]
    coordinates: Annotated[tuple[Polygon, ...], Field(min_length=1)]

    @property
    def polygons(self) -> tuple[Any, ...]:
        return self.coordinates


class _Properties(_Geographic):
    code: Code


class _Feature(_Geographic):
    type: Literal["Feature"]
    properties: _Properties
    geometry: Annotated[_Polygon | _MultiPolygon, Field(discriminator="type")]


class MapFile(_Geographic):
    """A ``FeatureCollection`` whose features each name an agency in ``properties.code``."""

    type: Literal["FeatureCollection"]
    features: Annotated[tuple[_Feature, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_bounded(self) -> MapFile:
        if sum(map(len, rings(self.areas))) > MOST_POSITIONS:
            raise ValueError("map_too_fine")
        return self

    @property
    def areas(self) -> tuple[MapArea, ...]:
        """The areas of the map."""
        return tuple(
            MapArea.model_construct(code=item.properties.code, polygons=item.geometry.polygons)
            for item in self.features
        )


def rings(areas: Iterable[MapArea]) -> Iterator[tuple[tuple[float, float], ...]]:
    """Yield every ring of *areas*."""
    return chain.from_iterable(chain.from_iterable(area.polygons for area in areas))


def centre_of(ring: tuple[tuple[float, float], ...]) -> tuple[float, tuple[float, float]]:
    """Return the size of *ring* in square degrees and its centre of gravity."""
    west, south = ring[0]  # counted from there: small numbers keep their last digits
    sides = list(pairwise((x - west, y - south) for x, y in ring))
    parts = [start[0] * end[1] - end[0] * start[1] for start, end in sides]
    total = sum(parts)
    if not total:
        return 0.0, ring[0]
    weighed = list(zip(sides, parts, strict=True))
    across = sum((start[0] + end[0]) * part for (start, end), part in weighed)
    up = sum((start[1] + end[1]) * part for (start, end), part in weighed)
    return abs(total) / 2, (west + across / (3 * total), south + up / (3 * total))
