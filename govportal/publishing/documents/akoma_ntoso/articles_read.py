"""Read articles, clauses and points out of the hierarchy of Akoma Ntoso."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from govportal.publishing.outline import article_anchor, point_label
from govportal.publishing.regulations import Article, Clause, Point

from .elements import OWN_PREFIX, Element
from .findings import HEADS, Findings, local, named

POINTS = ("point", "subparagraph", "subclause", "indent", "subrule")
OPENING = ("intro", "content", "wrapUp")
_OWN_NUMBER = re.compile(r"Điều ([0-9]+)(.*)\.", re.DOTALL)
_NUMBER = re.compile(r"([0-9]{1,6})[\s.]{0,2}([a-zđ]{0,2})(?![a-zđ])", re.IGNORECASE)


@dataclass
class _Draft:
    """What an article or clause holds so far, in printed order."""

    opening: list[str] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        """Put *text* where it is printed: after what came last."""
        if self.clauses:
            last = self.clauses[-1]
            self.clauses[-1] = replace(last, text=_joined(last.text, text))
        elif self.points:
            point = self.points[-1]
            self.points[-1] = replace(point, text=_joined(point.text, text))
        else:
            self.opening.append(text)


class ArticleReader:
    """Reads the articles of one document; what has no counterpart is kept as text and told."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._last = 0

    def article(self, element: Element) -> Article:
        """The article in *element*."""
        number, suffix = self._number(element)
        anchor = self._anchor(element, article_anchor({"number": number, "suffix": suffix}))
        draft = self._draft(element, anchor, has_clauses=True)
        return Article(
            number=number,
            title=self.heading(element),
            anchor=anchor,
            intro=tuple(draft.opening),
            clauses=tuple(draft.clauses),
            points=tuple(draft.points),
            suffix=suffix,
        )

    def heading(self, element: Element) -> str:
        """The heading of *element* with its subheading, empty where it has none."""
        return "\n".join(self._findings.words(head) for head in named(element, *HEADS[1:]))

    def printed_number(self, element: Element) -> str:
        """What stands in the ``num`` of *element*."""
        return self._findings.words(next(named(element, "num"), None))

    def _number(self, element: Element) -> tuple[int, str]:
        printed = self.printed_number(element)
        if self._findings.is_own and (own := _OWN_NUMBER.fullmatch(printed)):
            return int(own[1]), own[2]
        found = _NUMBER.search(printed)
        self._last = int(found[1]) if found else self._last + 1
        if found is None:
            self._findings.note("akn_number_unclear", element, printed=printed, number=self._last)
        return self._last, found[2].lower() if found else ""

    def _draft(self, holder: Element, anchor: str, has_clauses: bool) -> _Draft:
        draft = _Draft()
        for child in self._unfolded(holder):
            name = local(child)
            if name in OPENING:
                if name == "wrapUp":
                    self._findings.note("akn_flattened", child)
                for text in self._findings.flat(child):
                    draft.add_text(text)
            elif not self._is_numbered(child):
                self._findings.note("akn_flattened", child)
                draft.add_text("\n".join(self._findings.lines(child)))
            elif has_clauses and name not in POINTS:
                draft.clauses.append(self._clause(child, anchor))
            elif draft.clauses:
                clause = draft.clauses[-1]
                point = self._point(child, clause.anchor)
                draft.clauses[-1] = replace(clause, points=(*clause.points, point))
            else:
                draft.points.append(self._point(child, anchor))
        return draft

    def _unfolded(self, holder: Element) -> Iterator[Element]:
        """The parts of *holder*, with those of a list in place of the list."""
        for child in holder:
            if local(child) in ("list", "sublist") and not self._is_numbered(child):
                yield from self._unfolded(child)
            elif local(child) not in HEADS:
                yield child

    def _is_numbered(self, element: Element) -> bool:
        return next(named(element, "num"), None) is not None

    def _clause(self, element: Element, above: str) -> Clause:
        number = self._bare(self.printed_number(element), ".")
        anchor = self._anchor(element, f"{above}-khoan-{point_label(number)}")
        draft = self._draft(element, anchor, has_clauses=False)
        texts = [self.heading(element), *draft.opening]
        return Clause(number, _joined(*texts), anchor, tuple(draft.points))

    def _point(self, element: Element, above: str) -> Point:
        num = next(named(element, "num"))
        printed = self._bare(self._findings.words(num), ")")
        label = num.get(f"{OWN_PREFIX}meant", printed)
        texts = [self.heading(element)]
        for child in self._unfolded(element):
            if local(child) in OPENING:
                texts += self._findings.flat(child)
            else:
                self._findings.note("akn_flattened", child)
                texts += self._findings.lines(child)
        anchor = self._anchor(element, f"{above}-diem-{point_label(label)}")
        return Point(label, printed, _joined(*texts), anchor)

    def _bare(self, printed: str, mark: str) -> str:
        return printed.removesuffix(mark) if self._findings.is_own else printed.strip("().: -–")

    def _anchor(self, element: Element, wanted: str) -> str:
        return element.get("wId", "") if self._findings.is_own else wanted


def _joined(*texts: str) -> str:
    return "\n".join(filter(None, texts))
