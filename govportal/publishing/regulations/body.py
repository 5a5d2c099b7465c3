"""Build the tree of divisions and articles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .anchors import Anchors, slug
from .articles import ArticleReader
from .layout import Layout, joined
from .lines import Line
from .markers import DivisionHeading, division_heading, is_left_hanging
from .model import Article, Division
from .segments import Part
from .warnings import ReadingWarning

_DEPTHS = {"phần": 1, "chương": 2, "mục": 3, "tiểu mục": 4}
_LONGEST_TITLE = 8


@dataclass(slots=True)
class _Open:
    """A division whose children are still being read."""

    depth: int
    heading: DivisionHeading | None = None
    title: str = ""
    anchor: str = ""
    children: list[Division | Article] = field(default_factory=list)


def read_articles(
    part: Part, layout: Layout, prefix: str = ""
) -> tuple[tuple[Division | Article, ...], list[ReadingWarning]]:
    """The divisions and articles of a part, and what to look at in them."""
    tree = _Tree(part.lines, ArticleReader(layout, prefix))
    starts = [place for place, _ in part.heads]
    tree.add_divisions(0, starts[0] if starts else 0)
    numbers = [number for _, number in part.heads]
    stretches = pairwise([*starts, len(part.lines)])
    for number, (start, end) in zip(numbers, stretches, strict=False):
        tree.add_article(number, start, end, is_last=end == len(part.lines))
    return tree.closed(), [*_gaps(numbers), *tree.reader.warnings]


class _Tree:
    def __init__(self, lines: Sequence[Line], reader: ArticleReader) -> None:
        self.reader = reader
        self._lines = lines
        self._stack = [_Open(depth=0)]
        self._anchors = Anchors()

    def add_article(self, number: int, start: int, end: int, is_last: bool) -> None:
        divisions = end if is_last else self._first_division(start + 1, end)
        article = self.reader.read(number, self._lines[start:divisions])
        self._stack[-1].children.append(article)
        self.add_divisions(divisions, end)

    def _first_division(self, start: int, end: int) -> int:
        # A heading is close to the article it stands over; anything farther off is text.
        earliest = max(start, end - 3 * _LONGEST_TITLE)
        return next((i for i in range(earliest, end) if self._opens_division(i, end)), end)

    def _opens_division(self, index: int, end: int) -> bool:
        if division_heading(self._lines[index].text) is None:
            return False
        if is_left_hanging(self._lines[index - 1].text):
            return False
        following = range(index + 1, min(end, index + 1 + _LONGEST_TITLE))
        if end - index <= _LONGEST_TITLE:
            return True
        return any(division_heading(self._lines[i].text) for i in following)

    def add_divisions(self, start: int, end: int) -> None:
        titled = self._lines[start:end]
        places = [i for i, line in enumerate(titled) if division_heading(line.text)]
        for place, following in pairwise([*places, len(titled)]):
            self._open(titled[place:following])

    def _open(self, lines: Sequence[Line]) -> None:
        heading = division_heading(lines[0].text)
        if heading is None:
            return
        self._close(_DEPTHS[heading.word])
        title = joined(
            [text for text in (heading.rest, *(line.text for line in lines[1:])) if text]
        )
        above = self._stack[-1].anchor
        own = f"{slug(heading.word)}-{slug(heading.number)}"
        anchor = self._anchors.unique(f"{above}-{own}" if above else own)
        self._stack.append(_Open(_DEPTHS[heading.word], heading, title, anchor))

    def _close(self, depth: int) -> None:
        while self._stack[-1].depth >= depth:
            done = self._stack.pop()
            if done.heading is not None:
                self._stack[-1].children.append(_division(done, done.heading))

    def closed(self) -> tuple[Division | Article, ...]:
        self._close(1)
        return tuple(self._stack[0].children)


def _division(done: _Open, heading: DivisionHeading) -> Division:
    return Division(heading.kind, heading.number, done.title, done.anchor, tuple(done.children))


def _gaps(numbers: Sequence[int]) -> list[ReadingWarning]:
    return [
        ReadingWarning("article_gap", {"previous": before, "expected": before + 1, "found": number})
        for before, number in zip([0, *numbers], numbers, strict=False)
        if number != before + 1
    ]
