"""The text of a document as blocks of its page, and those blocks as the structure again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from govportal.publishing.documents.kinds import DocumentClass
from govportal.publishing.outline import LEVELS, outline, point_label
from govportal.publishing.regulations import (
    Annex,
    Article,
    Clause,
    Division,
    Paragraph,
    ParsedRegulation,
    Point,
    Relation,
)
from govportal.publishing.regulations.anchors import DECISION_PREFIX, Anchors, slug

Block = dict[str, Any]
Part = Division | Article | Paragraph


# --- structure to blocks --------------------------------------------------------------------------


def text_blocks(children: Iterable[Part]) -> list[Block]:
    """Return the blocks of a stream that hold *children*: each division before what it holds."""
    return list(_blocks(children))


def annex_blocks(annexes: Iterable[Annex]) -> list[Block]:
    """Return the blocks of a stream that hold *annexes*."""
    return [{"type": "annex", "value": _annex_value(annex)} for annex in annexes]


def article_value(article: Article) -> Block:
    """Return what the block of *article* holds."""
    clauses: list[Block] = [{"number": "", "text": text, "points": []} for text in article.intro]
    if article.points:
        opening: Block = clauses.pop() if clauses else {"number": "", "text": ""}
        clauses.append({**opening, "points": [_point_value(point) for point in article.points]})
    clauses += [_clause_value(clause) for clause in article.clauses]
    value = {"number": article.number, "title": article.title, "clauses": clauses}
    return value | ({"suffix": article.suffix} if article.suffix else {})


def _blocks(children: Iterable[Part]) -> Iterator[Block]:
    for child in children:
        if isinstance(child, Article):
            yield {"type": "article", "value": article_value(child)}
        elif isinstance(child, Paragraph):
            yield {"type": "paragraph", "value": child.text}
        else:
            value = {"kind": child.kind, "number": child.number, "title": child.title}
            yield {"type": "division", "value": value}
            yield from _blocks(child.children)


def _clause_value(clause: Clause) -> Block:
    points = [_point_value(point) for point in clause.points]
    return {"number": clause.number, "text": clause.text, "points": points}


def _point_value(point: Point) -> Block:
    return {"label": point.label, "text": point.text}


def _annex_value(annex: Annex) -> Block:
    value = {"kind": annex.kind, "title": annex.title, "text": "\n".join(annex.lines)}
    return value | ({"label": annex.label} if annex.label else {})


# --- blocks to structure --------------------------------------------------------------------------


def structure_of(page: Any) -> ParsedRegulation:
    """Return the structure of the legal document *page*, with its facts."""
    is_normative = page.document_class == DocumentClass.NORMATIVE
    return ParsedRegulation(
        number=page.number or None,
        year=page.issued_on.year if is_normative and page.issued_on else None,
        symbol=page.symbol or None,
        document_type=page.document_type or None,
        issuer=page.issuer or None,
        place=page.place or None,
        issued_on=page.issued_on,
        signer=page.signer or None,
        signer_title=page.signer_title or None,
        signing_authority=tuple(page.signing_authority.splitlines()),
        abstract=page.abstract or None,
        effective_on=page.effective_on,
        replaces=tuple(
            Relation(row.kind, row.citation, row.issuer or None, provisions=row.anchors)
            for row in page.relations.all()
        ),
        preamble=tuple(page.preamble.splitlines()),
        recipients=tuple(page.recipients.splitlines()),
        decision=tuple(parts_of(page.decision, DECISION_PREFIX)),
        regulation_title=page.regulation_title or None,
        body=parts_of(page.body),
        annexes=annexes_of(page.annexes),
    )


def parts_of(stream: Any, prefix: str = "") -> tuple[Any, ...]:
    """Return the divisions, articles and paragraphs of *stream* as a tree.

    Anchors are those that the public page gives, each beginning with *prefix*.
    """
    return _nested(list(outline(stream, prefix)), 0)[0]


def _nested(entries: Sequence[Any], start: int, above: int = -1) -> tuple[tuple[Any, ...], int]:
    """Return what stands at *start* below a division of the level *above*, and where it ends."""
    found: list[Any] = []
    place = start
    while place < len(entries):
        entry = entries[place]
        if entry.block.block_type != "division":
            found.append(_leaf(entry))
            place += 1
            continue
        level = LEVELS.index(entry.block.value["kind"])
        if level <= above:
            break
        children, place = _nested(entries, place + 1, level)
        found.append(replace(_division(entry), children=children))
    return tuple(found), place


def _leaf(entry: Any) -> Article | Paragraph:
    if entry.block.block_type == "article":
        return article_of(entry.block.value, entry.anchor)
    return Paragraph(str(entry.block.value))


def _division(entry: Any) -> Division:
    value = entry.block.value
    return Division(value["kind"], value["number"], value["title"], entry.anchor)


def article_of(value: Any, anchor: str) -> Article:
    """Return the article that a block's *value* holds."""
    clauses = list(value["clauses"])
    opening = [clause for clause in clauses if not clause["number"]]
    return Article(
        number=value["number"],
        suffix=value.get("suffix") or "",
        title=value["title"],
        anchor=anchor,
        intro=tuple(clause["text"] for clause in opening if clause["text"]),
        points=tuple(point for clause in opening for point in _points(clause, anchor)),
        clauses=tuple(_clause(clause, anchor) for clause in clauses if clause["number"]),
    )


def _clause(value: Any, above: str) -> Clause:
    anchor = f"{above}-khoan-{point_label(value['number'])}"
    return Clause(value["number"], value["text"], anchor, tuple(_points(value, anchor)))


def _points(clause: Any, above: str) -> Iterator[Point]:
    for point in clause["points"]:
        label = point["label"]
        yield Point(label, label, point["text"], f"{above}-diem-{point_label(label)}")


def annexes_of(stream: Any) -> tuple[Annex, ...]:
    """Return the annexes and forms of *stream*."""
    anchors = Anchors()
    return tuple(
        Annex(
            title=block.value["title"],
            lines=tuple(block.value["text"].splitlines()),
            anchor=anchors.unique(slug(block.value.get("label") or "Phụ lục")),
            kind=block.value["kind"],
            label=block.value.get("label") or "",
        )
        for block in stream
    )


def anchors_of(page: Any) -> set[str]:
    """Return the anchors of everything in the text of *page* that can be cited."""
    parts = (*parts_of(page.decision, DECISION_PREFIX), *parts_of(page.body))
    return {anchor for part in (*parts, *annexes_of(page.annexes)) for anchor in _anchors(part)}


def _anchors(part: Any) -> Iterator[str]:
    if isinstance(part, Paragraph):
        return
    yield part.anchor
    for name in ("children", "clauses", "points"):
        for below in getattr(part, name, ()):
            yield from _anchors(below)
