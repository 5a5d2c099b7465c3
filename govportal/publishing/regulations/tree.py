"""Find and change what an anchor stands for in the parts of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from .addressing import letters
from .model import Article, Clause, Division, Paragraph, Point

Part = Division | Article | Paragraph
Item = Division | Article | Clause | Point | Paragraph

_WITHIN: dict[type, tuple[str, ...]] = {
    Division: ("children",),
    Article: ("points", "clauses"),
    Clause: ("points",),
}
_LABEL = re.compile(r"([0-9]*)(.*)")
_ORDER = "abcdđeghiklmnopqrstuvxy"


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """Yield *items* and all within them, in printed order."""
    for item in items:
        yield item
        for name in _WITHIN.get(type(item), ()):
            yield from walk(getattr(item, name))


def found(items: Iterable[Item], anchor: str) -> list[Item]:
    """Return whatever has *anchor*: one item, none, or several where a number stands twice."""
    return [item for item in walk(items) if anchor_of(item) == anchor]


def changed(
    items: Iterable[Any], anchor: str, change: Callable[[Any], Iterable[Any]]
) -> tuple[Any, ...]:
    """Return *items* with what has *anchor* replaced by what *change* makes of it."""
    result: list[Any] = []
    for item in items:
        own = anchor_of(item)
        if own == anchor:
            result += change(item)
        elif isinstance(item, Division) or (own and anchor.startswith(own + "-")):
            result.append(_within(item, lambda part: changed(part, anchor, change)))
        else:
            result.append(item)
    return tuple(result)


def mapped(items: Iterable[Any], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Return *items* with each of them, and all within them, changed."""
    return tuple(_within(change(item), lambda part: mapped(part, change)) for item in items)


def anchor_of(item: Item) -> str:
    """Return the anchor of *item*, none for a paragraph."""
    return "" if isinstance(item, Paragraph) else item.anchor


def label_of(item: Article | Clause | Point) -> str:
    """Return the number or letter of *item* as it is quoted."""
    return item.number if isinstance(item, Clause) else item.label


def rank(label: str) -> tuple[int, tuple[int, ...]]:
    """Return what sorts labels as they are printed: 2, 2a, 3; c, d, đ, e."""
    match = _LABEL.match(label.strip().lower())
    number, suffix = match.groups() if match else ("", "")
    return int(number or 0), tuple(_place_in_order(letter) for letter in suffix)


def _place_in_order(letter: str) -> int:
    return 100 + int(letter) if letter.isdecimal() else _ORDER.find(letter) + 1


def placed(items: Iterable[Any], anchor: str) -> tuple[Any, ...]:
    """Return *items* with the anchors that they have at the place *anchor*, as siblings there."""
    return tuple(_placed(item, anchor) for item in items)


def _placed(item: Any, above: str) -> Any:
    label = letters(label_of(item))
    if isinstance(item, Article):
        own = f"{above}dieu-{label}"
        clauses, points = placed(item.clauses, own), placed(item.points, own)
        return replace(item, anchor=own, clauses=clauses, points=points)
    if isinstance(item, Clause):
        own = f"{above}-khoan-{label}"
        return replace(item, anchor=own, points=placed(item.points, own))
    return replace(item, anchor=f"{above}-diem-{label}")


def _within(item: Any, change: Callable[[Any], Any]) -> Any:
    names = _WITHIN.get(type(item), ())
    return replace(item, **{name: change(getattr(item, name)) for name in names}) if names else item


def printed(item: Item) -> str:
    """Return *item* as it is printed, with all within it, a paragraph a line."""
    if isinstance(item, Paragraph):
        return item.text
    if isinstance(item, Clause):
        return "\n".join([f"{item.number}. {item.text}".strip(), *map(printed, item.points)])
    if isinstance(item, Point):
        return f"{item.printed_label or item.label}) {item.text}"
    if isinstance(item, Article):
        head = f"Điều {item.label}." + (f" {item.title}" if item.title else "")
        return "\n".join(
            [head, *item.intro, *map(printed, item.points), *map(printed, item.clauses)]
        )
    return "\n".join([f"{item.number}. {item.title}", *map(printed, item.children)])
