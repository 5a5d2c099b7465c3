"""The labels that Word prints before numbered paragraphs: “Điều 1.”, “1.”, “a)”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACE = re.compile(r"%([1-9])")
_NO_LABEL = {"none"}


@dataclass(frozen=True)
class Level:
    """How one level of a list counts and what it prints."""

    format: str
    text: str
    start: int
    in_figures: bool


class Numbering:
    """The lists of a file and how far each has counted."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[str] = set()
        if root is not None:
            self._read(root)

    def label(self, number: str, level: int) -> str:
        """Count the next paragraph of a list; what is printed before it."""
        if number not in self._lists:
            return ""
        abstract, own, restarts = self._lists[number]
        levels = self._abstract.get(abstract, {}) | own
        counts = self._counts.setdefault(abstract, {})
        if number not in self._restarted:
            self._restarted.add(number)
            for place in restarts:
                counts.pop(place, None)
        _count(counts, levels, level, restarts)
        return _printed(levels, counts, level)

    def _read(self, root: Any) -> None:
        for found in root.iterfind(qn("w:abstractNum")):
            self._abstract[found.get(qn("w:abstractNumId"))] = _levels(found)
        for found in root.iterfind(qn("w:num")):
            abstract = found.find(qn("w:abstractNumId"))
            if abstract is not None:
                own, restarts = _overrides(found)
                self._lists[found.get(qn("w:numId"))] = (
                    abstract.get(qn("w:val")), own, restarts,
                )  # fmt: skip


def _count(
    counts: dict[int, int], levels: dict[int, Level], level: int, restarts: dict[int, int]
) -> None:
    for above in range(level):
        counts.setdefault(above, _start(levels, above, restarts))
    counts[level] = counts[level] + 1 if level in counts else _start(levels, level, restarts)
    for below in [place for place in counts if place > level]:
        del counts[below]


def _start(levels: dict[int, Level], level: int, restarts: dict[int, int]) -> int:
    return restarts.get(level, levels[level].start if level in levels else 1)


def _printed(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    own = levels.get(level)
    if own is None or own.format in _NO_LABEL:
        return ""
    if own.format == "bullet":
        return "-"
    return _PLACE.sub(lambda found: _figure(levels, counts, own, int(found[1]) - 1), own.text)


def _figure(levels: dict[int, Level], counts: dict[int, int], own: Level, place: int) -> str:
    if place not in counts:
        return ""
    form = "decimal" if own.in_figures or place not in levels else levels[place].format
    return formatted(counts[place], form)


def formatted(count: int, form: str) -> str:
    """A count in a number format of Word."""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    letters = ""
    for value, figure in _ROMAN:
        letters += figure * (count // value)
        count %= value
    return letters


def _levels(parent: Any) -> dict[int, Level]:
    return {
        int(found.get(qn("w:ilvl")) or 0): Level(
            format=_value(found, "w:numFmt", "decimal"),
            text=_value(found, "w:lvlText", ""),
            start=int(_value(found, "w:start", "1")),
            in_figures=found.find(qn("w:isLgl")) is not None,
        )
        for found in parent.iterfind(qn("w:lvl"))
    }


def _overrides(number: Any) -> tuple[dict[int, Level], dict[int, int]]:
    levels: dict[int, Level] = {}
    restarts: dict[int, int] = {}
    for found in number.iterfind(qn("w:lvlOverride")):
        levels |= _levels(found)
        start = found.find(qn("w:startOverride"))
        if start is not None:
            restarts[int(found.get(qn("w:ilvl")) or 0)] = int(start.get(qn("w:val")) or 1)
    return levels, restarts


def _value(parent: Any, name: str, default: str) -> str:
    found = parent.find(qn(name))
    return str(found.get(qn("w:val"))) if found is not None else default
