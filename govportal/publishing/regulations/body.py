"""Build the tree of divisions and articles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .anchors import Anchors, slug
from .articles import ArticleReader
from .divisions import first_division
from .layout import Layout, joined
from .lines import Line
from .markers import DivisionHeading, division_heading
from .model import Article, Division
from .segments import Part
from .sequence import Candidate
from .warnings import ReadingWarning

_DEPTHS = {"phần": 1, "chương": 2, "mục": 3, "tiểu mục": 4}


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
    ends = [head.index for head in part.heads]
    tree.add_divisions(0, ends[0] if ends else 0)
    for head, end in zip(part.heads, [*ends[1:], len(part.lines)], strict=False):
        tree.add_article(head, end, is_last=end == len(part.lines))
    numbers = [head.number for head in part.heads if not head.suffix]
    return tree.closed(), [*_gaps(numbers), *tree.reader.warnings]


class _Tree:
    def __init__(self, lines: Sequence[Line], reader: ArticleReader) -> None:
        self.reader = reader
        self._lines = lines
        self._stack = [_Open(depth=0)]
        self._anchors = Anchors()

    def add_article(self, head: Candidate, end: int, is_last: bool) -> None:
        divisions = end if is_last else first_division(self._lines, head.index + 1, end)
        lines = self._lines[head.index : divisions]
        article = self.reader.read(head.number, lines, head.suffix)
        self._stack[-1].children.append(article)
        self.add_divisions(divisions, end)

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
