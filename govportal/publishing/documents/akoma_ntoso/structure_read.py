"""Read the parts, chapters and annexes of Akoma Ntoso, ours and others'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast, get_args

from govportal.publishing.outline import WORDS
from govportal.publishing.regulations import Annex, Article, Division, Paragraph
from govportal.publishing.regulations.anchors import Anchors, slug
from govportal.publishing.regulations.model import AnnexKind, DivisionKind

from .articles_read import ArticleReader
from .elements import Element
from .findings import HEADS, Findings, below, every, local
from .structure import LEVELS, NOTHING, UNNUMBERED

Part = Division | Article | Paragraph
KINDS = {
    "part": "part", "book": "part", "tome": "part", "title": "part", "subpart": "chapter",
    "chapter": "chapter", "subtitle": "chapter", "section": "section", "subchapter": "section",
    "subsection": "subsection", "division": "section", "subdivision": "subsection",
}  # fmt: skip
"""The level here of each level of the standard."""
_LEVEL_WORD = re.compile(
    r"(?:tiểu mục|phần|chương|mục|part|chapter|section|title|book|division)\s+", re.IGNORECASE
)
ANNEX_TEXT = (
    "a:preface/*[not(.//a:docTitle|.//a:docNumber)]|a:preamble/*|a:mainBody/*|a:body/*"
    "|a:conclusions/*|a:attachments/*"
)
_ARTICLE_LIKE = ("section", "rule", "clause")


class StructureReader:
    """Reads the text of one document."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._articles = ArticleReader(findings)
        self._anchors = Anchors()

    def parts(self, holder: Element | None, above: str = "") -> tuple[Part, ...]:
        """The divisions, articles and paragraphs in *holder*."""
        if holder is None:
            return ()
        children = (child for child in holder if local(child) not in HEADS)
        return tuple(part for child in children for part in self._part(child, above))

    def annex(self, attachment: Element, document: Element) -> Annex:
        """The annex that *document*, in *attachment*, holds; a hierarchy becomes lines."""
        label = below(document, "a:preface/a:p/a:docNumber")
        title = below(document, "a:preface//a:docTitle")
        heading = " ".join(self._findings.flat(_heads(attachment), is_noted=False))
        kind = document.get("name", "")
        words = self._findings.words(label)
        return Annex(
            title=self._findings.words(title) or heading,
            lines=tuple(self._lines(document)),
            anchor=self._anchor(attachment, slug(words) or "phu-luc"),
            kind=cast(AnnexKind, kind if kind in get_args(AnnexKind) else "annex"),
            label=words,
        )

    def _part(self, child: Element, above: str) -> Iterable[Part]:
        name = local(child)
        if name == "article" or self._is_article(child):
            yield self._articles.article(child)
        elif name in KINDS:
            yield self._division(child, above)
        elif name == "hcontainer" and child.get("name") in (UNNUMBERED, NOTHING):
            texts = self._findings.flat(child, is_noted=not self._findings.is_own)
            yield from map(Paragraph, texts)
        elif name in ("intro", "content", "wrapUp"):
            yield from map(Paragraph, self._findings.flat(child))
        else:
            yield from self._loose(child, above)

    def _loose(self, child: Element, above: str) -> Iterator[Part]:
        """What stands outside articles: a plain paragraph, or a level we do not have."""
        if local(child) in ("p", "block"):
            yield Paragraph(self._findings.words(child))
            return
        self._findings.note("akn_flattened", child)
        if child.xpath(".//*[local-name()='article']"):
            head = self._findings.flat(_heads(child), is_noted=False)
            yield from map(Paragraph, head)
            yield from self.parts(child, above)
        else:
            yield from map(Paragraph, self._findings.lines(child))

    def _is_article(self, child: Element) -> bool:
        """Whether *child* is what elsewhere stands for an article: a section with text."""
        if self._findings.is_own or local(child) not in _ARTICLE_LIKE:
            return False
        found = not child.xpath(".//*[local-name()='article' or local-name()='section']")
        if found:
            self._findings.note("akn_level_changed", child, kind="Điều")
        return found

    def _division(self, element: Element, above: str) -> Division:
        name = local(element)
        wanted = KINDS[name] if KINDS[name] in get_args(DivisionKind) else "section"
        if wanted != name:
            self._findings.note("akn_level_changed", element, kind=LEVELS[wanted])
        kind = cast(DivisionKind, wanted)
        number = self._division_number(element, kind)
        own = f"{WORDS.get(kind, kind)}-{slug(number)}"
        anchor = self._anchor(element, f"{above}-{own}" if above else own)
        title = self._articles.heading(element)
        return Division(kind, number, title, anchor, self.parts(element, anchor))

    def _division_number(self, element: Element, kind: str) -> str:
        printed = self._articles.printed_number(element)
        if self._findings.is_own:
            return printed.removeprefix(f"{LEVELS[kind]} ")
        return _LEVEL_WORD.sub("", printed, count=1).strip(" .:-–")

    def _anchor(self, element: Element, wanted: str) -> str:
        if self._findings.is_own:
            return str(element.get("wId", ""))
        return self._anchors.unique(wanted)

    def _lines(self, document: Element) -> Iterator[str]:
        """All that is printed in *document* besides its label and title."""
        for child in every(document, ANNEX_TEXT):
            if child.get("name") != NOTHING:
                yield from self._line(child)

    def _line(self, child: Element) -> list[str]:
        if local(child) in ("p", "block"):
            return [self._findings.words(child)]
        self._findings.note("akn_flattened", child)
        return self._findings.lines(child)


def _heads(element: Element) -> Element:
    """A copy of *element* that holds its number and heading only."""
    copy = element.__copy__()
    for child in list(copy):
        if local(child) not in HEADS:
            copy.remove(child)
    return copy
