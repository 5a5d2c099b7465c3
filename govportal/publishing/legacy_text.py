"""Recognises Vietnamese in the encodings before Unicode, as it looks when pasted into a form.

Text in the fonts of TCVN3 (``.VnTime``) or VNI (``VNI-Times``) arrives as Latin letters and signs
in places where no Vietnamese word has them. One such word may be a foreign name; several close
together in one paragraph are not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

LEAST_WORDS = 2
"""So many words of a paragraph must look like it, and one in so many (each pattern's figure)."""

_LETTER = r"[^\W\d_]"
_TCVN3 = re.compile(
    rf"{_LETTER}[µ¶·¸¹¨»¼½¾©ª«¬®×÷]{_LETTER}"  # a sign within a word: v¨n, c«ng, ®−êng
    rf"|{_LETTER}[µ¶·¸¼½¾¬](?!{_LETTER})"  # or at its end: x·, lµ
    rf"|(?<![\w.,])[®¸©«¬ª§]{_LETTER}"  # or at its start: ®Þnh
    r"|[a-z][ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖØÜÝÞ]"  # a capital within a word: ViÖt
)
_VNI = re.compile(
    r"a[âáàåãäêéèëúüøûïùõ]|e[âáàåãäøûïùõ]|o[âåäøûïùõ]|u[øûï]|ö[ôøûïùõ]|ô[øûïùõ]"
    r"|(?<!\w)ñ(?=[aeiouyöôòíìæóî])",
    re.IGNORECASE,
)
_PATTERNS = (("TCVN3", _TCVN3, 6), ("VNI", _VNI, 3))
_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"\S*(?:://|@)\S*")


def encoding_of(text: str) -> str:
    """Return ``TCVN3`` or ``VNI`` where a paragraph of *text* is written in it, else nothing."""
    for paragraph in _paragraphs(text):
        words = paragraph.split()
        for name, pattern, share in _PATTERNS:
            strange = sum(1 for word in words if pattern.search(word))
            if strange >= LEAST_WORDS and strange * share >= len(words):
                return name
    return ""


def _paragraphs(text: str) -> Iterator[str]:
    if text.isascii():
        return
    bare = html.unescape(_TAG.sub("\n", text)) if "<" in text else text
    for line in bare.splitlines():
        if line and not line.isascii():
            yield _ADDRESS.sub(" ", line)
