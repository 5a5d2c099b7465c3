"""Replace words in the text of a document, whole words only, and tell where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .model import Article, Clause, Division, Paragraph, Point
from .tree import anchor_of, mapped, printed


def replaced_in(
    parts: Iterable[Any], anchor: str, old: str, new: str
) -> tuple[tuple[Any, ...], dict[str, str]]:
    """Return *parts* with *old* replaced within what has *anchor*, in all without an anchor.

    The second value has the previous wording of each item that changed, by its anchor; that of
    unnumbered paragraphs is under the empty anchor.
    """
    pattern = _pattern(old)
    before: dict[str, str] = {}

    def change(item: Any) -> Any:
        own = anchor_of(item)
        if anchor and own != anchor and not own.startswith(anchor + "-"):
            return item
        changed = _with_words(item, pattern, new)
        if changed != item:
            previous = _own_words(item)
            before[own] = f"{before[own]}\n{previous}" if own in before else previous
        return changed

    return mapped(parts, change), before


def _pattern(words: str) -> re.Pattern[str]:
    joined = r"\s+".join(re.escape(word) for word in words.split())
    return re.compile(rf"(?<!\w){joined}(?!\w)")


def _with_words(item: Any, pattern: re.Pattern[str], new: str) -> Any:
    def put(text: str) -> str:
        return pattern.sub(lambda _: new.strip(), text)

    if isinstance(item, Article):
        return replace(item, title=put(item.title), intro=tuple(map(put, item.intro)))
    if isinstance(item, Clause | Point | Paragraph):
        return replace(item, text=put(item.text))
    return replace(item, title=put(item.title))


def _own_words(item: Any) -> str:
    """Return the words of *item* itself, without what stands within it."""
    if isinstance(item, Division):
        return item.title
    if isinstance(item, Article):
        return printed(replace(item, clauses=(), points=()))
    return printed(replace(item, points=()) if isinstance(item, Clause) else item)
