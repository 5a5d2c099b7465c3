"""The part of a page's text around what was looked for."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from govportal.folding import fold
from govportal.search.query import SearchQuery
from govportal.search.words import folded

if TYPE_CHECKING:
    from govportal.search.finding import Hit

LONGEST_READ = 20_000
"""Characters of a text that are looked through."""
LENGTH = 240
BEFORE = 80
_MARKS = ("", *"\u0300\u0301\u0303\u0309\u0323")
_VOWELS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")


def _written_forms() -> dict[str, str]:
    forms: dict[str, set[str]] = defaultdict(set, {"d": {"d", "đ"}})
    for vowel in _VOWELS:
        for mark in _MARKS:
            forms[fold(vowel)].add(unicodedata.normalize("NFC", vowel + mark))
    return {letter: f"[{''.join(sorted(written))}]" for letter, written in forms.items()}


_FORMS = _written_forms()


def excerpt(hit: Hit, query: SearchQuery) -> str:
    """Return some 240 characters of the text of *hit* around the first match, as plain text.

    Where the words stand in the title alone it is the summary, or how the text begins; where only
    a file holds them, it is of the file.
    """
    if hit.file:
        at = _first_match(hit.file.text, query)
        return _cut(hit.file.text, max((at or 0) - BEFORE, 0))
    at = _first_match(hit.text, query)
    if at is None:
        return _cut(hit.summary or hit.text, 0)
    return _cut(hit.text, max(at - BEFORE, 0))


def holds(text: str, term: tuple[str, ...]) -> bool:
    """Return whether the words of *term* stand together in *text*, in any typing."""
    return bool(_whole(r"[\W_]*".join(map(_pattern, folded(term)))).search(text))


def any_word(query: SearchQuery) -> re.Pattern[str] | None:
    """Return the pattern of the words of *query* in any typing, None where it has none."""
    words = _patterns(query)
    return _whole("|".join(words)) if words else None


def _first_match(text: str, query: SearchQuery) -> int | None:
    words = _patterns(query)
    if not words:
        return None
    longest = max(words, key=len)
    for wanted in (r"\W+".join(words), longest, "|".join(words)):
        if found := _whole(wanted).search(text):
            return found.start()
    return None


def _whole(wanted: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{wanted})(?![^\W\d_])", re.IGNORECASE)


@lru_cache(maxsize=64)
def _patterns(query: SearchQuery) -> list[str]:
    return [_pattern(word) for term in query.terms for word in folded(term)]


def _pattern(word: str) -> str:
    if word.isdigit():
        return rf"(?<!\d)0*{word}(?!\d)"
    return "".join(_FORMS.get(letter, re.escape(letter)) for letter in word)


def _cut(text: str, start: int) -> str:
    """Return the whole words of *text* from *start* on, with dots where something is left out."""
    if start:
        start = text.find(" ", start) + 1
    end = len(text) if len(text) <= start + LENGTH else text.rfind(" ", start, start + LENGTH)
    end = end if end > start else start + LENGTH
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"{before}{text[start:end].strip(' ·')}{after}"
