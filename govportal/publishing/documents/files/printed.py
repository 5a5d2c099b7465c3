"""A legal document as it is printed, in the order of Decree 30/2020/NĐ-CP, annex I.

First issuer and number beside motto, place and date; then kind and abstract, the grounds, the
text, recipients beside the signature, at last the annexes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from govportal.publishing.regulations import (
    Annex,
    Article,
    Clause,
    Division,
    Paragraph,
    ParsedRegulation,
    Point,
)
from govportal.publishing.regulations.header import KINDS, names_authority
from govportal.publishing.regulations.markers import ATTACHED

Style = Literal["heading", "kind", "abstract", "centred", "text"]
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_WORDS = {"part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục"}
_ORDERS = {
    "quyet_dinh": "QUYẾT ĐỊNH:",
    "nghi_quyet": "QUYẾT NGHỊ:",
    "nghi_dinh": "NGHỊ ĐỊNH:",
    "thong_tu": "THÔNG TƯ:",
}


@dataclass(frozen=True)
class Printed:
    """A paragraph; its lines are parted on purpose. Headings have a level from 1 on."""

    lines: tuple[str, ...]
    style: Style = "text"
    level: int = 0


@dataclass(frozen=True)
class Beside:
    """Paragraphs in two columns."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def printed(parsed: ParsedRegulation) -> Iterator[Printed | Beside]:
    """The parts of a document in the order in which they are printed."""
    yield from _header(parsed)
    yield from _parts(parsed.decision, 1)
    if parsed.decision:
        yield from _signature(parsed)
    yield from _regulation_title(parsed)
    yield from _parts(parsed.body, 1)
    if not parsed.decision:
        yield from _signature(parsed)
    for annex in parsed.annexes:
        yield from _annex(annex)


def _header(parsed: ParsedRegulation) -> Iterator[Printed | Beside]:
    kind = KINDS.get(parsed.document_type or "")
    subject = f"V/v {parsed.abstract}" if parsed.abstract and not kind else ""
    issuer = (parsed.issuer or "").upper()
    left = _worded(issuer, _number(parsed), subject)
    right = _worded(*MOTTO, _place_and_date(parsed))
    if left or right != MOTTO or kind:
        yield Beside(left, right)
    if kind:
        yield Printed((kind,), "kind")
        yield from (Printed((text,), "abstract") for text in _worded(parsed.abstract or ""))
    if parsed.preamble:
        if names_authority(issuer):
            yield Printed((issuer,), "centred")
        yield from (Printed((ground,)) for ground in parsed.preamble)
        order = _ORDERS.get(parsed.document_type or "")
        yield from (Printed((text,), "centred") for text in _worded(order or ""))


def _worded(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _number(parsed: ParsedRegulation) -> str:
    if not parsed.symbol:
        return ""
    year = f"/{parsed.year}" if parsed.year else ""
    return f"Số: {parsed.number or '……'}{year}/{parsed.symbol}"


def _place_and_date(parsed: ParsedRegulation) -> str:
    day = parsed.issued_on
    words = f"ngày {day:%d} tháng {day:%m} năm {day.year:04}" if day else parsed.issued_printed
    return f"{parsed.place}, {words}" if parsed.place and words else words


def _signature(parsed: ParsedRegulation) -> Iterator[Beside]:
    recipients = [f"- {recipient};" for recipient in parsed.recipients]
    if recipients:
        recipients = ["Nơi nhận:", *recipients[:-1], f"{recipients[-1][:-1]}."]
    title = parsed.signer_title or ""
    authority = parsed.signing_authority or _worded(title.upper())
    right = _worded(*authority, parsed.signer or "")
    if recipients or right:
        yield Beside(tuple(recipients), right)


def _regulation_title(parsed: ParsedRegulation) -> Iterator[Printed]:
    title = parsed.regulation_title
    if not title:
        return
    word = next((word for word in ATTACHED if title.upper().startswith(f"{word} ")), "")
    yield Printed(_worded(word, title[len(word) :].strip()), "kind")
    if parsed.decision and parsed.citation:
        enclosed = f"(Ban hành kèm theo Quyết định số {parsed.citation})"
        yield Printed((enclosed,), "centred")


def _parts(parts: Iterable[Division | Article | Paragraph], level: int) -> Iterator[Printed]:
    for part in parts:
        if isinstance(part, Article):
            yield from _article(part, level)
        elif isinstance(part, Paragraph):
            yield from _lines(part.text)
        else:
            heading = _worded(f"{_WORDS[part.kind]} {part.number}", part.title)
            yield Printed(heading, "heading", level)
            yield from _parts(part.children, level + 1)


def _article(article: Article, level: int) -> Iterator[Printed]:
    label, texts = f"Điều {article.label}.", article.intro
    if article.title:
        yield Printed((f"{label} {article.title}",), "heading", level)
    else:
        opening, *rest = texts or ("",)
        yield from _lines(f"{label} {opening}".strip())
        texts = tuple(rest)
    for text in texts:
        yield from _lines(text)
    yield from _points(article.points)
    for clause in article.clauses:
        yield from _clause(clause)


def _clause(clause: Clause) -> Iterator[Printed]:
    yield from _lines(f"{clause.number}. {clause.text}")
    yield from _points(clause.points)


def _points(points: Sequence[Point]) -> Iterator[Printed]:
    for point in points:
        yield from _lines(f"{point.printed_label}) {point.text}")


def _lines(text: str) -> Iterator[Printed]:
    return (Printed((line,)) for line in text.split("\n"))


def _annex(annex: Annex) -> Iterator[Printed]:
    lines = annex.lines
    heading = annex.label
    if heading and lines and lines[0] == annex.title:
        heading, lines = f"{heading}. {lines[0]}", lines[1:]
    if heading:
        yield Printed((heading,), "heading", 1)
    yield from (Printed((line,)) for line in lines)
