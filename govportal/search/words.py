"""Cuts text into the words that are indexed and looked for: the same for pages and queries.

The database never cuts text itself, so that every database finds the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from govportal.folding import fold

LONGEST_WORD = 60
"""Characters of a word that count; more is no word of a language."""
_WORD = re.compile(r"\d+|[^\W\d_]+")
# The mark stands on the first vowel in an open syllable: hoà → hòa, khoẻ → khỏe, uỷ → ủy.
_OLD_PLACES = tuple(
    (re.compile(rf"{before}{first}([{marked}])(?!\w)"), first, marked, plain)
    for before, first, marked, plain in (
        ("", "o", "àáảãạ", "a"), ("", "o", "èéẻẽẹ", "e"), ("(?<!q)", "u", "ỳýỷỹỵ", "y"),
    )
)  # fmt: skip
_NEW = {"o": "òóỏõọ", "u": "ùúủũụ"}


def lowered(text: str) -> str:
    """Return *text* composed, in lower case, tone marks where today's spelling puts them."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    plain = "".join(char for char in composed if not unicodedata.combining(char))
    for pattern, first, marked, second in _OLD_PLACES:
        new = _NEW[first]
        plain = pattern.sub(lambda m, new=new, marked=marked, second=second:  # type: ignore[misc]
                            new[marked.index(m[1])] + second, plain)  # fmt: skip
    return plain


def words_of(text: str) -> list[str]:
    """Return the words of *text*: ``05/2023/QĐ-UBND`` → 5, 2023, qđ, ubnd."""
    return [_number(word)[:LONGEST_WORD] for word in _WORD.findall(lowered(text))]


def folded(words: Iterable[str]) -> list[str]:
    """Return *words* without marks, one for each."""
    joined = fold(" ".join(words))
    return joined.split(" ") if joined else []


def is_marked(word: str) -> bool:
    """Return whether *word* is typed with a mark, so that it means this spelling first."""
    return fold(word) != word


def token(name: str, value: object) -> str:
    """Return the word under which a page is indexed for having *value* in the facet *name*."""
    return _hashed(name, fold(str(value)))


def whole_token(words: list[str], *, is_folded: bool) -> str:
    """Return the word under which a page is indexed for being called just *words*."""
    return _hashed(*(("t", folded(words)) if is_folded else ("w", words)))


def _hashed(name: str, meant: str | list[str]) -> str:
    text = meant if isinstance(meant, str) else " ".join(meant)
    return name + hashlib.blake2s(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _number(word: str) -> str:
    return word.lstrip("0") or "0" if word.isdigit() else word
