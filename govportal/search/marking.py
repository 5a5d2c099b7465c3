"""Marks the words that were looked for, in whatever typing they stand."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from govportal.folding import fold, normalise

MOST_WORDS = 24
WORD = re.compile(r"\w+")
BETWEEN = re.compile(r"[\s/.\-]{1,2}")
"""What may stand between two words of one mark: ``khai sinh``, ``42/2022``."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of *text* as they are compared: lower case, no tone or vowel marks."""
    return frozenset(WORD.findall(fold(text))[:MOST_WORDS])


def marked(text: str, words: Collection[str]) -> SafeString:
    """Return *text* as HTML, everything escaped, with ``mark`` around each of *words*."""
    text = normalise(text)
    html, done = "", 0
    for start, end in _spans(text, words):
        html += escape(text[done:start]) + format_html("<mark>{}</mark>", text[start:end])
        done = end
    return mark_safe(html + escape(text[done:]))  # escaped piece by piece


def _spans(text: str, words: Collection[str]) -> list[tuple[int, int]]:
    """Return where the words stand, neighbours as one."""
    spans: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        if fold(match[0]) not in words:
            continue
        start, end = match.span()
        if spans and BETWEEN.fullmatch(text, spans[-1][1], start):
            start = spans.pop()[0]
        spans.append((start, end))
    return spans
