"""Compares two legal texts article by article, and word by word within an article. No Django."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from govportal.folding import fold

ChangeKind = Literal["unchanged", "changed", "moved", "added", "removed"]
PieceKind = Literal["same", "removed", "added"]

SECONDS = 2.0
"""How long a comparison may look for words and moves; what is left is shown as a whole."""
MOST_PAIRS = 1_500_000
"""Of how many pairs of words, then of lines, two texts may consist to be compared by them."""
SAME_NUMBER = 0.3
"""How alike, from 0 to 1, two articles of one number are that are versions of each other."""
MOVED = 0.6
"""How alike two articles of different numbers are that are versions of each other."""

_WORD = re.compile(r"(?<=\s)(?=\S)")


@dataclass(frozen=True)
class Unit:
    """An article or annex; `text` holds its title too."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class Piece:
    """Words that both texts have, or one of them."""

    kind: PieceKind
    text: str


@dataclass(frozen=True)
class Change:
    """What became of a unit: `old` is None for one added, `new` for one removed."""

    kind: ChangeKind
    old: Unit | None
    new: Unit | None
    pieces: tuple[Piece, ...]


def compare(
    old: Sequence[Unit], new: Sequence[Unit], seconds: float = SECONDS
) -> tuple[Change, ...]:
    """Return what became of each unit of *old*, in the order of *new*.

    After *seconds* the rest is told coarsely, never wrongly: the pieces of a change always make
    up its old and its new text.
    """
    end = time.monotonic() + seconds

    def has_time() -> bool:
        return time.monotonic() < end

    former = _matched(old, new, has_time)
    left = [place for place in range(len(old)) if place not in former.values()]
    changes: list[Change] = []
    for place, unit in enumerate(new):
        before = former.get(place)
        if before is None:
            changes.append(Change("added", None, unit, (Piece("added", unit.text),)))
            continue
        while left and left[0] < before:
            changes.append(_removed(old[left.pop(0)]))
        changes.append(_changed(old[before], unit, has_time))
    return (*changes, *(_removed(old[place]) for place in left))


def _removed(unit: Unit) -> Change:
    return Change("removed", unit, None, (Piece("removed", unit.text),))


def _changed(old: Unit, new: Unit, has_time: Callable[[], bool]) -> Change:
    same = old.text == new.text
    kind: ChangeKind = "moved" if old.key != new.key else "unchanged" if same else "changed"
    return Change(kind, old, new, tuple(pieces(old.text, new.text, has_time)))


# --- which unit became which ----------------------------------------------------------------------


def _matched(
    old: Sequence[Unit], new: Sequence[Unit], has_time: Callable[[], bool]
) -> dict[int, int]:
    """Return for places of *new* the place of *old* that they come from."""
    found: dict[int, int] = {}
    by_number = {unit.key: place for place, unit in reversed(list(enumerate(old)))}
    for place, unit in enumerate(new):
        before = by_number.get(unit.key)
        if before is not None and _title(unit) and _title(old[before]) == _title(unit):
            found[place] = by_number.pop(unit.key)
    _match_titles(old, new, found)
    for place, unit in enumerate(new):
        before = by_number.get(unit.key)
        if place not in found and before is not None and before not in found.values():
            if likeness(old[before], unit) >= SAME_NUMBER:
                found[place] = before
    _match_texts(old, new, found, has_time)
    return found


def _match_titles(old: Sequence[Unit], new: Sequence[Unit], found: dict[int, int]) -> None:
    """Match what has a title that each text has once among what is left."""
    former, later = _titles_left(old, found.values()), _titles_left(new, found)
    for title in former.keys() & later.keys():
        if title and len(former[title]) == len(later[title]) == 1:
            found[later[title][0]] = former[title][0]


def _titles_left(units: Sequence[Unit], taken: object) -> dict[str, list[int]]:
    left: dict[str, list[int]] = {}
    for place, unit in enumerate(units):
        if place not in taken:  # type: ignore[operator]
            left.setdefault(_title(unit), []).append(place)
    return left


def _match_texts(
    old: Sequence[Unit], new: Sequence[Unit], found: dict[int, int], has_time: Callable[[], bool]
) -> None:
    """Match what is left by its words, the most alike first."""
    taken = set(found.values())
    left = [(place, _words(unit)) for place, unit in enumerate(old) if place not in taken]
    alike: list[tuple[float, int, int]] = []
    for place, unit in enumerate(new):
        if place in found or not has_time():
            continue
        words = _words(unit)
        rated = ((_ratio(words, former), place, before) for before, former in left)
        alike += [rating for rating in rated if rating[0] >= MOVED]
    for _rating, place, before in sorted(alike, key=lambda rating: (-rating[0], *rating[1:])):
        if place not in found and before not in taken:
            found[place] = before
            taken.add(before)


def likeness(one: Unit, other: Unit) -> float:
    """Return from 0 to 1 how many of their words two units share."""
    return _ratio(_words(one), _words(other))


def _words(unit: Unit) -> Counter[str]:
    return Counter(unit.text.casefold().split())


def _ratio(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _title(unit: Unit) -> str:
    return " ".join(fold(unit.title).split())


# --- which words changed --------------------------------------------------------------------------


def pieces(old: str, new: str, has_time: Callable[[], bool] = lambda: True) -> Iterator[Piece]:
    """Yield what *old* and *new* share and what only one of them has, in reading order."""
    if old == new:
        if old:
            yield Piece("same", old)
        return
    for split in (_WORD.split, _lines):
        one, other = split(old), split(new)
        if has_time() and _middle(one, other) <= MOST_PAIRS:
            yield from _diff(one, other)
            return
    yield from _replaced(old, new)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _middle(one: Sequence[str], other: Sequence[str]) -> int:
    """Return of how many pairs that part consists that is not the same at both ends."""
    start, end = _ends(one, other)
    return (len(one) - start - end) * (len(other) - start - end)


def _ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    shortest = min(len(one), len(other))
    start = next((n for n in range(shortest) if one[n] != other[n]), shortest)
    rest = shortest - start
    return start, next((n for n in range(rest) if one[-1 - n] != other[-1 - n]), rest)


def _diff(one: Sequence[str], other: Sequence[str]) -> Iterator[Piece]:
    start, end = _ends(one, other)
    first, second = one[start : len(one) - end], other[start : len(other) - end]
    yield from _piece("same", one[:start])
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from _piece("same", first[a:b])
        else:
            yield from _replaced("".join(first[a:b]), "".join(second[c:d]))
    yield from _piece("same", one[len(one) - end :])


def _replaced(old: str, new: str) -> Iterator[Piece]:
    yield from _piece("removed", [old])
    yield from _piece("added", [new])


def _piece(kind: PieceKind, words: Sequence[str]) -> Iterator[Piece]:
    text = "".join(words)
    if text:
        yield Piece(kind, text)
