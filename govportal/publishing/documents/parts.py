"""The parts of a document that have an address of their own: its articles and annexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from govportal.publishing.outline import LEVELS, Entry, article_anchor, outline, point_label
from govportal.publishing.regulations.anchors import DECISION_PREFIX

Text = tuple[str, str]
"""A text and the anchor of the provision it stands in."""


@dataclass(frozen=True)
class Part:
    """An article or an annex, and the divisions that hold it from the largest down."""

    block: Any
    anchor: str
    divisions: tuple[Entry, ...] = ()

    @property
    def is_annex(self) -> bool:
        """Whether it stands after the last article."""
        return bool(self.block.block_type == "annex")

    @property
    def is_of_decision(self) -> bool:
        """Whether it is of the decision that issues the attached regulation."""
        return self.anchor.startswith(DECISION_PREFIX)

    @property
    def label(self) -> str:
        """By what it is quoted: ``Article 7``."""
        value = self.block.value
        if self.is_annex:
            return str(value.get("label") or value["title"])
        return _("Article %(number)s") % {"number": value.label}

    @property
    def heading(self) -> str:
        """The label with the title."""
        value = self.block.value
        if self.is_annex:
            return str(value.heading)
        return f"{self.label}. {value['title']}" if value["title"] else self.label

    def texts(self) -> Iterator[Text]:
        """Yield every text of the part with the anchor of its place."""
        value = self.block.value
        yield from [(value["text"], self.anchor)] if self.is_annex else article_texts(value, self)


def parts_of_page(page: Any) -> list[Part]:
    """Return the articles and annexes of the document *page* in printed order."""
    annexes = enumerate(page.annexes, start=1)
    return [
        *_articles(outline(page.decision, DECISION_PREFIX)),
        *_articles(outline(page.body)),
        *(Part(block, f"phu-luc-{number}") for number, block in annexes),
    ]


def _articles(entries: Iterable[Entry]) -> Iterator[Part]:
    open_divisions: dict[str, Entry] = {}
    for entry in entries:
        if entry.block.block_type == "division":
            kind = entry.block.value["kind"]
            for closed in LEVELS[LEVELS.index(kind) :]:
                open_divisions.pop(closed, None)
            open_divisions[kind] = entry
        elif entry.block.block_type == "article":
            yield Part(entry.block, entry.anchor, tuple(open_divisions.values()))


def article_texts(value: Any, part: Part) -> Iterator[Text]:
    """Yield each text of an article's clauses and points with the anchor of its place."""
    for clause in value["clauses"]:
        here = place(part.anchor, clause["number"])
        yield clause["text"], here
        for point in clause["points"]:
            yield point["text"], place(part.anchor, clause["number"], point["label"])


def place(anchor: str, clause: str = "", point: str = "") -> str:
    """Return the anchor of a clause or point of the article at *anchor*."""
    khoan = f"-khoan-{point_label(clause)}" if clause else ""
    diem = f"-diem-{point_label(point)}" if point else ""
    return f"{anchor}{khoan}{diem}"


def texts_of_page(page: Any) -> Iterator[Text]:
    """Yield every text of the document *page* that may cite another."""
    yield page.preamble, ""
    for stream in (page.decision, page.body):
        yield from ((str(b.value), "") for b in stream if b.block_type == "paragraph")
    for part in parts_of_page(page):
        yield from part.texts()


def anchors_in(stream: Any, prefix: str = "") -> Iterator[str]:
    """Yield the anchors of articles, clauses and points of *stream* without making its blocks."""
    for block in stream.raw_data:
        if block["type"] == "article":
            article = prefix + article_anchor(block["value"])
            yield article
            for clause in _items(block["value"], "clauses"):
                number = clause.get("number") or ""
                yield place(article, number)
                for point in _items(clause, "points"):
                    yield place(article, number, point["label"])


def _items(value: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    for item in value.get(name) or ():
        yield item["value"] if item.get("type") == "item" else item


def anchors_of_page(page: Any) -> frozenset[str]:
    """Return the anchors of all provisions of the document *page*."""
    found = {*anchors_in(page.decision, DECISION_PREFIX), *anchors_in(page.body)}
    return frozenset(found)
