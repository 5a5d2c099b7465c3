"""A consolidated text line by line, each change marked with what did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, pgettext_lazy

from govportal.publishing.regulations.addressing import named
from govportal.publishing.regulations.changes import Action, Note
from govportal.publishing.regulations.consolidation import Consolidated
from govportal.publishing.regulations.model import Article, Clause, Division, Paragraph, Point
from govportal.publishing.regulations.tree import Part

LABELS = {
    Action.REPLACE: pgettext_lazy("amendment", "Amended"),
    Action.INSERT_AFTER: pgettext_lazy("amendment", "Added"),
    Action.REPEAL: pgettext_lazy("amendment", "Repealed"),
    Action.REPLACE_WORDS: pgettext_lazy("amendment", "Words replaced"),
}
ICONS = {
    Action.REPLACE: "flag", Action.INSERT_AFTER: "check", Action.REPEAL: "x",
    Action.REPLACE_WORDS: "quote",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """What is told at a change: what was done, by which clause, since when, the words before."""

    action: Action
    label: str
    icon: str
    clause: str
    document: Any
    url: str
    since: date | None
    previous: str
    words: tuple[str, str]


@dataclass(frozen=True)
class Line:
    """A division, an article's heading, or a paragraph, clause or point below it."""

    kind: str
    anchor: str
    label: str
    text: str
    marks: tuple[Mark, ...] = ()
    value: Any = None

    @property
    def is_heading(self) -> bool:
        """Whether the line belongs in the list of contents."""
        return self.kind in ("division", "article")


class Marker:
    """Turns a consolidated text into lines; *documents* are the amending ones by key."""

    def __init__(
        self, result: Consolidated, documents: dict[str, Any], request: HttpRequest | None = None
    ) -> None:
        self._notes = result.notes
        self._documents = documents
        self._request = request

    def marks(self, anchor: str) -> tuple[Mark, ...]:
        """Return what changed at *anchor*, in the order of the changes."""
        return tuple(map(self._mark, self._notes.get(anchor, ())))

    def lines(self, parts: Iterable[Part]) -> Iterator[Line]:
        """Yield the lines of *parts* in printed order."""
        for part in parts:
            if isinstance(part, Division):
                yield self._line("division", part, part.number, part.title)
                yield from self.lines(part.children)
            elif isinstance(part, Article):
                yield from self.article_lines(part)
            else:
                yield Line("paragraph", "", "", part.text)

    def article_lines(self, part: Article | Paragraph) -> Iterator[Line]:
        """Yield the lines of one article, its heading first."""
        if isinstance(part, Paragraph):
            yield Line("paragraph", "", "", part.text)
            return
        yield self._line("article", part, part.label, part.title)
        for text in part.intro:
            yield Line("paragraph", "", "", text)
        yield from (self._point(point) for point in part.points)
        for clause in part.clauses:
            yield self._line("clause", clause, f"{clause.number}.", clause.text)
            yield from (self._point(point) for point in clause.points)

    def _point(self, point: Point) -> Line:
        return self._line("point", point, f"{point.printed_label})", point.text)

    def _line(self, kind: str, item: Division | Article | Clause | Point, label: str,
              text: str) -> Line:  # fmt: skip
        return Line(kind, item.anchor, label, text, self.marks(item.anchor), item)

    def _mark(self, note: Note) -> Mark:
        change = note.change
        document = self._documents.get(change.source.key)
        language = get_language() or "vi"
        address = document.get_url(self._request) if document is not None else ""
        return Mark(
            change.action, str(LABELS[change.action]), ICONS[change.action],
            named(change.source.clause, language) if change.source.clause else "",
            document, f"{address}#{change.source.clause}".rstrip("#") if address else "",
            change.effective_on, note.previous, (change.words_from, change.words_to),
        )  # fmt: skip
