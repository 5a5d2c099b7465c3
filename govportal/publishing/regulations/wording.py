"""Read new wording as an amendment prints it: articles, clauses or points with their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from .layout import measured
from .lines import clean_lines
from .model import Article, Clause, Point
from .titles import title_length
from .tree import rank

Level = Literal["article", "clause", "point"]
LEVELS: tuple[Level, ...] = ("article", "clause", "point")
_LABELS: dict[Level, re.Pattern[str]] = {
    "article": re.compile(r"Điều\s+([0-9]{1,4}[a-zđ]{0,2})\s*(?:[.:]\s*|[-–]\s+|$)"),
    "clause": re.compile(r"([0-9]{1,3}[a-zđ]{0,2})\.\s*(?=[^0-9\s]|$)"),
    "point": re.compile(r"([a-zđ]{1,2}[0-9]{0,2})\)\s*(?=\S|$)"),
}
_NUMBER = re.compile(r"([0-9]+)(.*)")


@dataclass
class _Block:
    """Lines under a label, and the blocks below it."""

    level: Level | None
    label: str
    lines: list[str] = field(default_factory=list)
    below: list[_Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line for line in self.lines if line)

    def of(self, level: Level) -> list[_Block]:
        return [block for block in self.below if block.level == level]


@dataclass(frozen=True)
class Wording:
    """What a text holds: items of one level, or, without a label, the words of a provision."""

    items: tuple[Article | Clause | Point, ...] = ()
    level: Level | None = None
    opening: str = ""
    clauses: tuple[Clause, ...] = ()
    points: tuple[Point, ...] = ()


def read_wording(text: str) -> Wording:
    """Return what *text* holds; quotation marks around it are no part of it."""
    lines = [line.strip() for line in unquoted(text).split("\n") if line.strip()]
    top = _blocks(lines)
    first = top.below[0] if top.below else None
    if first is None or top.lines:
        return Wording(opening=top.text, clauses=_clauses(top), points=_points(top))
    return Wording(_items(top, first.level), first.level)


def _items(top: _Block, level: Level | None) -> tuple[Article | Clause | Point, ...]:
    if level == "article":
        return _articles(top)
    return _clauses(top) if level == "clause" else _points(top)


def unquoted(text: str) -> str:
    """Return *text* without the quotation marks that enclose the whole of it."""
    stripped = text.strip()
    inner = stripped.rstrip(" .;")
    if len(inner) > 1 and _encloses(inner):
        return inner[1:-1].strip()
    return stripped[1:].strip() if stripped[:1] == "“" and "”" not in stripped else stripped


def _encloses(text: str) -> bool:
    if text[0] == text[-1] == '"':
        return text.count('"') == 2
    if (text[0], text[-1]) != ("“", "”"):
        return False
    depths = accumulate({"“": 1, "”": -1}.get(char, 0) for char in text)
    return 0 not in list(depths)[:-1]


def _blocks(lines: Sequence[str]) -> _Block:
    top = _Block(None, "")
    open_blocks = [top]
    for line in lines:
        level, label, rest = _label(line, open_blocks)
        if level is None:
            open_blocks[-1].lines.append(line)
            continue
        while open_blocks[-1].level and LEVELS.index(open_blocks[-1].level) >= LEVELS.index(level):
            open_blocks.pop()
        block = _Block(level, label, [rest])
        open_blocks[-1].below.append(block)
        open_blocks.append(block)
    return top


def _label(line: str, open_blocks: Sequence[_Block]) -> tuple[Level | None, str, str]:
    for level in LEVELS:
        match = _LABELS[level].match(line)
        if match and _follows(level, match[1], open_blocks):
            return level, match[1], line[match.end() :]
    return None, "", line


def _follows(level: Level, label: str, open_blocks: Sequence[_Block]) -> bool:
    """Whether *label* comes after its siblings: a list within a clause starts anew."""
    same = next((block for block in reversed(open_blocks) if block.level == level), None)
    return same is None or rank(label) > rank(same.label)


def _articles(top: _Block) -> tuple[Article, ...]:
    return tuple(_article(block) for block in top.of("article"))


def _article(block: _Block) -> Article:
    match = _NUMBER.match(block.label)
    number, suffix = match.groups() if match else ("0", "")
    title, intro = _opening(block)
    clauses, points = _clauses(block), _points(block)
    return Article(int(number), title, "", intro, clauses, points, suffix)


def _opening(block: _Block) -> tuple[str, tuple[str, ...]]:
    lines = clean_lines(block.text)
    length = title_length(lines, measured(lines), bool(block.below), in_decision=False)
    texts = [line.text for line in lines]
    return " ".join(texts[:length]), tuple(texts[length:])


def _clauses(top: _Block) -> tuple[Clause, ...]:
    return tuple(Clause(block.label, block.text, "", _points(block)) for block in top.of("clause"))


def _points(top: _Block) -> tuple[Point, ...]:
    return tuple(Point(block.label, block.label, block.text, "") for block in top.of("point"))
