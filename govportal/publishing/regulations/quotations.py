"""Follow quotation marks over lines: a label within a quotation is none of the document's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r'(?P<open>“|(?<![^\s(:])"(?=\S))|(?P<close>”|(?<=\S)")')


def held(texts: Sequence[str]) -> list[bool]:
    """Return for each of *texts* whether it begins within a quotation that is closed later."""
    result = [False] * len(texts)
    opened: list[int] = []
    for place, text in enumerate(texts):
        for mark in _MARK.finditer(text) if _has_marks(text) else ():
            if mark["open"]:
                opened.append(place)
            elif opened:
                start = opened.pop()
                result[start + 1 : place + 1] = [True] * (place - start)
    return result


def balance(text: str) -> int:
    """Return how many quotations *text* leaves open, below zero where it closes earlier ones."""
    return sum(1 if mark["open"] else -1 for mark in _MARK.finditer(text))


def _has_marks(text: str) -> bool:
    return "“" in text or "”" in text or '"' in text
