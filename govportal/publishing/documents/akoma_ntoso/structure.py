"""The text of a document as the hierarchy of Akoma Ntoso."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from govportal.publishing.regulations import Annex, Article, Clause, Division, Paragraph, Point

from .elements import OWN_PREFIX, Element, Ids, block, element, line, optional

Part = Division | Article | Paragraph
LEVELS = {"part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục"}
SHORT = {"part": "part", "chapter": "chp", "section": "sec", "subsection": "subsec"}
UNNUMBERED, NOTHING = "unnumbered", "nothing"
"""Names of the containers of a paragraph outside every article, and of a text that is empty."""
GROUND = "căn cứ"


def body(name: str, parts: Iterable[Part], ids: Ids) -> Element:
    """The ``body`` or ``mainBody`` that holds *parts*."""
    return block(name, *(list(_parts(parts, ids)) or [element("hcontainer", name=NOTHING)]))


def preamble(lines: Iterable[str], ids: Ids) -> Element | None:
    """The grounds as citations and what stands between them as recitals, in printed order."""
    runs = groupby(lines, lambda text: text.strip().lower().startswith(GROUND))
    return optional(
        "preamble",
        [_cited(("citations", "citation") if is_ground else ("recitals", "recital"), run, ids)
         for is_ground, run in runs],
    )  # fmt: skip


def annex_lines(annex: Annex) -> Element:
    """The ``mainBody`` of an annex: a paragraph a line."""
    lines = [line("p", text) for text in annex.lines]
    return block("mainBody", *(lines or [element("hcontainer", name=NOTHING)]))


def _cited(names: tuple[str, str], texts: Iterable[str], ids: Ids) -> Element:
    group, single = names
    above = ids.give({"citations": "cits", "recitals": "recs"}[group])
    short = {"citation": "cit", "recital": "rec"}[single]
    items = [block(single, line("p", text), eId=ids.give(short, "", above)) for text in texts]
    return block(group, *items, eId=above)


def _parts(parts: Iterable[Part], ids: Ids, above: str = "") -> Iterator[Element]:
    for part in parts:
        if isinstance(part, Article):
            yield _article(part, ids)
        elif isinstance(part, Division):
            yield _division(part, ids, above)
        else:
            name = ids.give("hcontainer", "", above)
            content = block("content", line("p", part.text))
            yield block("hcontainer", content, eId=name, name=UNNUMBERED)


def _division(division: Division, ids: Ids, above: str) -> Element:
    name = ids.give(SHORT.get(division.kind, division.kind), division.number, above)
    return block(
        division.kind,
        line("num", f"{LEVELS[division.kind]} {division.number}"),
        _heading(division.title),
        *_parts(division.children, ids, name),
        eId=name,
        wId=division.anchor,
    )


def _article(article: Article, ids: Ids) -> Element:
    name = ids.give("art", article.label)
    below = [
        *(_point(point, ids, name) for point in article.points),
        *(_clause(clause, ids, name) for clause in article.clauses),
    ]
    return block(
        "article",
        line("num", f"Điều {article.label}."),
        _heading(article.title),
        _opening(article.intro, below),
        *below,
        eId=name,
        wId=article.anchor,
    )


def _clause(clause: Clause, ids: Ids, above: str) -> Element:
    name = ids.give("para", clause.number, above)
    points = [_point(point, ids, name) for point in clause.points]
    return block(
        "paragraph",
        line("num", f"{clause.number}."),
        _opening([clause.text] if clause.text else [], points),
        *points,
        eId=name,
        wId=clause.anchor,
    )


def _point(point: Point, ids: Ids, above: str) -> Element:
    number = line("num", f"{point.printed_label})")
    if point.label != point.printed_label:
        number.set(f"{OWN_PREFIX}meant", point.label)
    text = _opening([point.text] if point.text else [], [])
    return block("point", number, text, eId=ids.give("point", point.label, above), wId=point.anchor)


def _opening(texts: Iterable[str], below: list[Element]) -> Element | None:
    return optional("intro" if below else "content", [line("p", text) for text in texts])


def _heading(title: str) -> Element | None:
    return line("heading", title) if title else None
