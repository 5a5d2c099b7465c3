"""Part the text of an amending document into statements, each with the wording it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .model import Article, Clause, Division, Paragraph, Point
from .quotations import balance
from .tree import Part

CITED = re.compile(
    r"(?:số\s+)?(?P<citation>[0-9]{1,5}/(?:[0-9]{4}/)?[A-ZĐ]{1,8}[0-9]{0,2}(?:-[A-ZĐ0-9&]{1,12}){0,3})"
)
"""The number by which a text names another document."""
_LABEL = re.compile(r"(?:[0-9]{1,3}[a-zđ]{0,2}\.|[a-zđ]{1,2}[0-9]{0,2}\)|[-–+])\s+")
_AS_FOLLOWS = re.compile(r"như sau\s*:?\s*(?=[“\"])")


@dataclass
class Statement:
    """What a line says outside quotations, where it stands, and the wording quoted below it."""

    anchor: str
    text: str
    quoted: list[str] = field(default_factory=list)

    @property
    def wording(self) -> str:
        """The quoted wording as printed, with its quotation marks."""
        return "\n".join(self.quoted)


def statements_of(parts: Iterable[Part]) -> list[Statement]:
    """Return the statements of *parts* in printed order; quotations reach over labels."""
    found: list[Statement] = []
    depth = 0
    for anchor, label, text in _lines(parts):
        line = f"{label} {text}".strip()
        if depth > 0:
            found[-1].quoted.append(line)
        elif found and _opens(text) and not found[-1].quoted:
            found[-1].quoted.append(text)
        else:
            found.append(_statement(anchor, text))
        depth = max(0, depth + balance(text))
    return found


def _statement(anchor: str, text: str) -> Statement:
    plain = text[match.end() :] if (match := _LABEL.match(text)) else text
    follows = _AS_FOLLOWS.search(plain)
    if follows is None:
        return Statement(anchor, plain)
    return Statement(anchor, plain[: follows.end()].rstrip(), [plain[follows.end() :]])


def _lines(parts: Iterable[Part]) -> Iterator[tuple[str, str, str]]:
    """Yield anchor, label and text of each printed line."""
    for part in parts:
        if isinstance(part, Division):
            yield from _lines(part.children)
        elif isinstance(part, Paragraph):
            yield from (("", "", line) for line in part.text.split("\n"))
        else:
            yield from _article_lines(part)


def _article_lines(article: Article) -> Iterator[tuple[str, str, str]]:
    for text in (article.title, *article.intro):
        yield from _item_lines(article.anchor, "", text)
    for point in article.points:
        yield from _labelled_lines(point)
    for clause in article.clauses:
        yield from _labelled_lines(clause)


def _labelled_lines(item: Clause | Point) -> Iterator[tuple[str, str, str]]:
    label = f"{item.number}." if isinstance(item, Clause) else f"{item.printed_label})"
    yield from _item_lines(item.anchor, label, item.text)
    for point in item.points if isinstance(item, Clause) else ():
        yield from _labelled_lines(point)


def _item_lines(anchor: str, label: str, text: str) -> Iterator[tuple[str, str, str]]:
    for number, line in enumerate(filter(None, text.split("\n"))):
        yield anchor, label if number == 0 else "", line


def _opens(text: str) -> bool:
    return text[:1] in ("“", '"')
