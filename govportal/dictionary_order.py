"""The order of a Vietnamese dictionary, as keys that sort so in any collation."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""None, huyền, hỏi, ngã, sắc, nặng: the order of the dictionary."""
LENGTH = 160

_LETTERS = {letter: f"{place:02d}" for place, letter in enumerate(ALPHABET, start=20)}
_LETTERS |= {str(digit): f"{digit + 5:02d}" for digit in range(10)}
_MARKS = {tone: str(place) for place, tone in enumerate(TONES)}


def collation_key(text: str) -> str:
    """Return digits that sort as *text* does: by letters first, then by tones.

    Numbers within a text sort by their size: ``Quận 2`` before ``Quận 10``.
    """
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", _padded(text.lower())):
        letter, tone = _letter_and_tone(char)
        letters.append(_LETTERS.get(letter, "01"))
        tones.append(_MARKS.get(tone, "0"))
    return ("".join(letters)[: LENGTH - 40] + "00" + "".join(tones)[:38]).rstrip("0")


def sort_key(value: Any) -> Any:
    """Return what a list is ordered by for *value*: text as in a dictionary, the rest as it is."""
    if isinstance(value, bool | int | float) or value is None:
        return value
    return collation_key(str(value))


def _padded(text: str) -> str:
    return re.sub(r"\d+", lambda found: found.group().zfill(9), text)


def _letter_and_tone(char: str) -> tuple[str, str]:
    """Take the tone off a letter and leave what makes it a letter of its own: ``ấ`` → ``â``."""
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in decomposed if mark in TONES[1:]), "")
    return unicodedata.normalize("NFC", decomposed.replace(tone, "") if tone else decomposed), tone
