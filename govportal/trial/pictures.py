"""Simple drawings for the samples of a trial: of nobody and of no real place."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDE, TALL = (800, 500), (480, 600)
PAPER, INK, WATER = "#eef3f7", "#44566b", "#9cc3dd"
FIELDS = ("#cfe3c0", "#f3e3b3", "#e9cdb9")


def drawing(name: str) -> ContentFile:
    """Return the drawing *name* as a PNG file.

    Raises:
        KeyError: there is no such drawing.
    """
    size, draw = _DRAWINGS[name]
    image = Image.new("RGB", size, PAPER)
    draw(ImageDraw.Draw(image))
    stream = BytesIO()
    image.save(stream, "PNG", optimize=True)
    return ContentFile(stream.getvalue(), f"mau-{name}.png")


def _portrait(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((150, 110, 330, 310), fill=INK)
    pen.pieslice((50, 350, 430, 850), 180, 360, fill=INK)


def _map(pen: ImageDraw.ImageDraw) -> None:
    corners = (
        ((90, 80), (360, 50), (330, 300), (110, 340)),
        ((360, 50), (700, 110), (640, 280), (330, 300)),
        ((110, 340), (330, 300), (640, 280), (600, 440), (200, 450)),
    )
    for area, colour in zip(corners, FIELDS, strict=True):
        pen.polygon(area, fill=colour, outline=INK, width=3)
    pen.line(((40, 200), (240, 230), (430, 200), (760, 330)), fill=WATER, width=14, joint="curve")


def _landscape(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((600, 60, 700, 160), fill="#f2b84b")
    pen.rectangle((0, 300, 800, 420), fill=FIELDS[0])
    pen.rectangle((0, 420, 800, 500), fill=WATER)
    pen.rectangle((180, 220, 400, 340), fill=FIELDS[2], outline=INK, width=3)
    pen.polygon(((150, 220), (290, 120), (430, 220)), fill=INK)


_DRAWINGS: dict[str, tuple[tuple[int, int], Callable[[ImageDraw.ImageDraw], None]]] = {
    "portrait": (TALL, _portrait),
    "map": (WIDE, _map),
    "landscape": (WIDE, _landscape),
}
