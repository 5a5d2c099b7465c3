"""What an amendment makes of a provision: its new wording, its parts, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .addressing import Provision, letters
from .changes import REPEALED, Change
from .model import Article, Clause, Point
from .tree import label_of, placed, rank
from .wording import Wording, read_wording


class Refused(Exception):
    """The amendment can't be applied, for the reason of this code."""

    def __init__(self, code: str, provision: str = "", label: str = "") -> None:
        super().__init__(code)
        self.code, self.provision, self.label = code, provision, label


def root_of(place: Provision) -> str:
    """Return what the anchors of the siblings of *place* begin with."""
    return place.above.anchor if place.above else place.prefix


def level_of(place: Provision) -> str:
    """Return whether *place* is an article, a clause or a point."""
    return "point" if place.point else "clause" if place.clause else "article"


def wording_of(change: Change) -> Wording:
    """Return the new wording of *change*.

    Raises:
        Refused: it has none.
    """
    if not change.text.strip():
        raise Refused("text_missing")
    return read_wording(change.text)


def reworded(item: Any, wording: Wording, place: Provision) -> Any:
    """Return *item* in its new wording; a wording without label keeps number and title.

    Raises:
        Refused: the wording is that of another provision, or of several.
    """
    if wording.items and wording.level == level_of(place):
        new = wording.items[0]
        differs = letters(label_of(new)) != letters(label_of(item)) or len(wording.items) > 1
        if differs:
            raise Refused("text_differs", place.anchor, label_of(wording.items[-1]))
        return _as_labelled(new, item, place)
    if wording.items:
        return _filled(item, wording, place)
    return _rewritten(item, wording, place)


def _as_labelled(new: Any, item: Any, place: Provision) -> Any:
    placed_item = placed([new], root_of(place))[0]
    if isinstance(item, Article) and not new.title:
        return replace(placed_item, title=item.title)
    return placed_item


def _filled(item: Any, wording: Wording, place: Provision) -> Any:
    """Return *item* with the clauses or points that its new wording consists of."""
    new = placed(wording.items, place.anchor)
    if isinstance(item, Article) and wording.level != "article":
        bare = replace(item, intro=(), clauses=(), points=())
        return (
            replace(bare, clauses=new) if wording.level == "clause" else replace(bare, points=new)
        )
    if isinstance(item, Clause) and wording.level == "point":
        return replace(item, points=new)
    raise Refused("text_differs", place.anchor, label_of(wording.items[0]))


def _rewritten(item: Any, wording: Wording, place: Provision) -> Any:
    points = placed(wording.points, place.anchor)
    if isinstance(item, Article):
        intro = tuple(wording.opening.split("\n"))
        clauses = placed(wording.clauses, place.anchor)
        return replace(item, intro=intro, points=points, clauses=clauses)
    if wording.clauses or (points and isinstance(item, Point)):
        label = (wording.clauses or points)[0]
        raise Refused("text_differs", place.anchor, label_of(label))
    if isinstance(item, Clause):
        return replace(item, text=wording.opening, points=points)
    return replace(item, text=wording.opening)


def emptied(item: Any) -> Any:
    """Return what stands in the place of *item* once it is repealed."""
    if isinstance(item, Article):
        return replace(item, title="", intro=(REPEALED,), clauses=(), points=())
    if isinstance(item, Clause):
        return replace(item, text=REPEALED, points=())
    return replace(item, text=REPEALED)


def among(new: tuple[Any, ...]) -> Callable[[Any], list[Any]]:
    """Return what puts *new* among the parts of an item, each where its label says."""
    name = "points" if isinstance(new[0], Point) else "clauses"

    def within(item: Any) -> list[Any]:
        together = list(getattr(item, name))
        for part in new:
            lower = [i for i, old in enumerate(together) if _rank(old) < _rank(part)]
            together.insert(lower[-1] + 1 if lower else 0, part)
        return [replace(item, **{name: tuple(together)})]

    return within


def _rank(item: Any) -> Any:
    return rank(label_of(item))
