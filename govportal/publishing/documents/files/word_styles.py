"""What the styles of a Word file say about a paragraph or a run: font, capitals, numbering."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

_OFF = {"0", "false", "off", "none"}


class Styles:
    """The styles of a file by their identifiers, each with those it is based on."""

    def __init__(self, root: Any) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}
        self._defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
        self._normal = next(
            (name for name, style in self._styles.items() if _is_normal(style)), None
        )

    def font(self, run: Any, paragraph: Any) -> str:
        """The name of the font a run is set in; empty where nothing names one."""
        for properties in self._run_properties(run, paragraph):
            fonts = properties.find(qn("w:rFonts"))
            name = fonts is not None and (fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")))
            if name:
                return str(name)
        return ""

    def is_on(self, name: str, run: Any, paragraph: Any) -> bool:
        """Whether a property such as ``w:caps`` or ``w:vanish`` holds for a run."""
        for properties in self._run_properties(run, paragraph):
            found = properties.find(qn(name))
            if found is not None:
                return found.get(qn("w:val")) not in _OFF
        return False

    def numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the level a paragraph is numbered by."""
        number, level = None, None
        for properties in self._paragraph_properties(paragraph):
            found = properties.find(qn("w:numPr"))
            if found is not None:
                number = number or _value(found, "w:numId")
                level = level or _value(found, "w:ilvl")
        return (number, int(level or 0)) if number and number != "0" else None

    def _run_properties(self, run: Any, paragraph: Any) -> Iterator[Any]:
        own = run.find(qn("w:rPr"))
        if own is not None:
            yield own
            yield from self._of_style(_value(own, "w:rStyle"), "w:rPr")
        yield from self._of_style(self._style_of(paragraph), "w:rPr")
        if self._defaults is not None:
            yield from self._defaults.iterfind(qn("w:rPr"))

    def _paragraph_properties(self, paragraph: Any) -> Iterator[Any]:
        yield from paragraph.iterfind(qn("w:pPr"))
        yield from self._of_style(self._style_of(paragraph), "w:pPr")

    def _style_of(self, paragraph: Any) -> str | None:
        own = paragraph.find(qn("w:pPr"))
        return (own is not None and _value(own, "w:pStyle")) or self._normal

    def _of_style(self, name: str | None, properties: str) -> Iterator[Any]:
        seen: set[str] = set()
        while name and name not in seen and name in self._styles:
            seen.add(name)
            yield from self._styles[name].iterfind(qn(properties))
            name = _value(self._styles[name], "w:basedOn")


def _is_normal(style: Any) -> bool:
    is_default = style.get(qn("w:default")) not in (None, *_OFF)
    return is_default and style.get(qn("w:type")) == "paragraph"


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(qn(name))
    value = found.get(qn("w:val")) if found is not None else None
    return str(value) if value is not None else None
