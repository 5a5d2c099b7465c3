"""Pictures in the sizes and formats that fit the reader's screen and browser.

A page shows the renditions that are there, at the cost of no query where they were read before.
It makes none but the plain one where there is none yet: the others take seconds, and are made
when a page is published (:mod:`govportal.publishing.picture_making`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from typing import Any

from wagtail.images.models import Filter, Picture
from wagtail.images.shortcuts import get_rendition_or_not_found

SMALL_FORMATS = ("avif", "webp")
"""Formats of a third or half of the bytes, which not every browser reads."""
ANIMATED = ".gif"
"""A file that may move is shown as it is: other formats would stop it."""
Renditions = dict[Filter, Any]


@dataclass(frozen=True)
class Shape:
    """How a picture is fitted into its place: operations by width in pixels, narrowest first."""

    operations: Mapping[int, str]
    sizes: str
    """The width of the place on each screen, as the attribute ``sizes`` wants it."""

    def filters(self, image: Any, form: str) -> list[Filter]:
        """Return the filters that make *image* in *form*, none wider than it needs."""
        width = next((width for width in self.operations if width >= image.width), None)
        suffix = f"|format-{form}" if form else ""
        return [
            Filter(spec=operation + suffix)
            for known, operation in self.operations.items()
            if width is None or known <= width
        ]


def _widths(*widths: int) -> dict[int, str]:
    return {width: f"width-{width}" for width in widths}


SHAPES = {
    "lead": Shape(
        {384: "fill-384x216", 768: "fill-768x432"},
        "(min-width: 60em) 30rem, (min-width: 44em) 50vw, 100vw",
    ),
    "body": Shape(_widths(384, 768, 1280), "(min-width: 48em) 44rem, 100vw"),
    "gallery": Shape(
        _widths(384, 768), "(min-width: 60em) 14rem, (min-width: 44em) 22rem, 100vw"
    ),
    "drawing": Shape(
        {768: "max-768x1600", 1600: "max-1600x3200"}, "(min-width: 48em) 44rem, 100vw"
    ),
    "portrait": Shape(
        {240: "fill-240x300", 480: "fill-480x600"}, "(min-width: 60em) 17rem, 30rem"
    ),
}  # fmt: skip


def formats_of(image: Any) -> tuple[str, ...]:
    """Return the formats in which *image* is shown; the last one is what every browser reads."""
    extension = PurePath(image.file.name).suffix.lower()
    if extension == ANIMATED:
        return ("",)
    return (*SMALL_FORMATS, "png" if extension == ".png" else "jpeg")


def filters_of(image: Any, shapes: Iterable[str]) -> list[Filter]:
    """Return all filters with which *image* is shown in *shapes*."""
    found = (SHAPES[shape].filters(image, form) for shape in shapes for form in formats_of(image))
    return list(dict.fromkeys(chain.from_iterable(found)))


def picture(image: Any, shape_name: str, attributes: dict[str, Any]) -> Picture:
    """Return the element that shows *image* in a shape, the widest rendition of each format first.

    A small format of which a rendition is not there yet is left out.
    """
    shape = SHAPES[shape_name]
    known = image.find_existing_renditions(*filters_of(image, [shape_name]))
    *small, plain = (shape.filters(image, form) for form in formats_of(image))
    found = _plain(image, plain, known)
    for filters in small:
        if all(item in known for item in filters):
            found |= _by_width({item: known[item] for item in filters})
    if len(found) > 1:
        attributes = attributes | {"sizes": shape.sizes}
    return Picture({item.spec: rendition for item, rendition in found.items()}, attributes)


def _plain(image: Any, filters: list[Filter], known: Renditions) -> Renditions:
    """Return the renditions in the plain format that are there; the widest is made if none is."""
    found = {item: known[item] for item in filters if item in known}
    widest = filters[-1]
    return _by_width(found) or {widest: get_rendition_or_not_found(image, widest)}


def _by_width(renditions: Renditions) -> Renditions:
    """Return one rendition of each width, the widest first: its size is that of the element."""
    by_width = {rendition.width: (item, rendition) for item, rendition in renditions.items()}
    return dict(by_width[width] for width in sorted(by_width, reverse=True))
