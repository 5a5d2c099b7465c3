"""Marks the words that were looked for, in whatever typing they stand."""

from __future__ import annotations

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

from govportal.folding import normalise

BETWEEN = re.compile(r"[\s/.\-]{1,2}")
"""What may stand between two words of one mark: ``khai sinh``, ``42/2022``."""


def marked(text: str, words: re.Pattern[str] | None) -> SafeString:
    """Return *text* as HTML, everything escaped, with ``mark`` around what *words* match."""
    text = normalise(text)
    html, done = "", 0
    for start, end in _spans(text, words) if words else ():
        html += f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>"
        done = end
    return mark_safe(html + escape(text[done:]))  # escaped piece by piece


def _spans(text: str, words: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return where the words stand, neighbours as one."""
    spans: list[tuple[int, int]] = []
    for match in words.finditer(text):
        start, end = match.span()
        if spans and BETWEEN.fullmatch(text, spans[-1][1], start):
            start = spans.pop()[0]
        spans.append((start, end))
    return spans
