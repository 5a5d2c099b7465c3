"""The outline of a legal text: an anchor for each division and article, for contents and links.

The anchors are those that the importer gives (``dieu-1``, ``chuong-i-muc-2``): an address that
somebody quoted stays the same whether a document was imported or typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govportal.publishing.regulations.anchors import Anchors, slug

LEVELS = ("part", "chapter", "section", "subsection")
WORDS = {"part": "phan", "chapter": "chuong", "section": "muc", "subsection": "tieu-muc"}


@dataclass(frozen=True)
class Entry:
    """A block of the text; divisions and articles have an anchor."""

    block: Any
    anchor: str = ""


def outline(text: Any, prefix: str = "") -> list[Entry]:
    """Return the blocks of the stream *text* with their anchors, each beginning with *prefix*."""
    open_divisions: dict[str, str] = {}
    anchors = Anchors()
    return [Entry(block, _anchor(block, prefix, open_divisions, anchors)) for block in text]


def _anchor(block: Any, prefix: str, open_divisions: dict[str, str], anchors: Anchors) -> str:
    if block.block_type == "article":
        return prefix + article_anchor(block.value)
    if block.block_type != "division":
        return ""
    level = LEVELS.index(block.value["kind"])
    for closed in LEVELS[level:]:
        open_divisions.pop(closed, None)
    own = f"{WORDS[block.value['kind']]}-{slug(block.value['number'])}"
    above = next(reversed(open_divisions.values()), "")
    anchor = anchors.unique(f"{above}-{own}" if above else own)
    open_divisions[block.value["kind"]] = anchor
    return prefix + anchor


def article_anchor(value: Any) -> str:
    """Return the anchor of an article: ``dieu-5``, ``dieu-5a``, ``dieu-5dd`` for Điều 5đ."""
    return f"dieu-{value['number']}{point_label(value.get('suffix') or '')}"


def point_label(letter: str) -> str:
    """Return a point's letter for use in an anchor: ``đ`` is ``dd``, apart from ``d``."""
    return slug(letter.strip().lower().replace("đ", "dd"))
