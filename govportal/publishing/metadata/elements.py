"""The elements of metadata as the law lists them: which must, should and may be filled."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from govportal.defaults import NATIONAL
from govportal.facts import Confidence, Facts, Key, Source, Text
from govportal.province_files import read_facts
from govportal.province_problems import ProvinceDataError

Level = Literal["obligatory", "recommended", "optional"]


class Element(Facts):
    """An element of metadata, by its name in Dublin Core."""

    key: Key
    level: Level
    label: Text
    longest: int
    """Characters that a value may have; the law only says concise, so this is ours to confirm."""
    is_multiple: bool = False
    """Whether semicolons divide its values (Điều 5)."""
    source: Source
    confidence: Confidence


class _Elements(Facts):
    elements: tuple[Element, ...]


@lru_cache
def elements() -> dict[str, Element]:
    """Return the elements by key, the obligatory ones first."""
    facts, problems = read_facts(NATIONAL / "metadata.toml", _Elements)
    if facts is None:
        raise ProvinceDataError(problems)
    return {element.key: element for element in facts.elements}


def values_in(element: Element, text: str) -> tuple[str, ...]:
    """Return the values that an editor wrote in *text*, divided by semicolons where allowed."""
    parts = text.split(";") if element.is_multiple else [text]
    return tuple(filter(None, (" ".join(part.split()) for part in parts)))


def joined(values: tuple[str, ...]) -> str:
    """Return *values* as one text, as the law writes several."""
    return "; ".join(values)
