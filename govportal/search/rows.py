"""The words of an entry as the databases index them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govportal.search.models import SearchEntry
from govportal.search.query import LONGEST
from govportal.search.words import token, whole_token, words_of

MOST_WORDS = 60_000
"""Of one page."""
MOST_BYTES = 500_000
"""Of the different words of one page: PostgreSQL takes a megabyte, with and without their marks."""


@dataclass(frozen=True)
class Row:
    """The words of the title, all words with the title's in front, and the facets."""

    id: int
    title: list[str]
    words: list[str]
    tokens: list[str]


def row_of(entry: SearchEntry, files: Iterable[str]) -> Row:
    """Return the words of *entry* and the texts of its *files*, the same as long as those are."""
    title = words_of(f"{entry.text.title} {entry.text.number}")
    text = words_of(" ".join([entry.text.body, entry.text.unseen, *files]))
    return Row(entry.pk, title, _fitting([*title, *text][:MOST_WORDS]), _tokens(entry))


def _fitting(words: list[str]) -> list[str]:
    """Return the words up to the one that is too much: files may hold what is no language."""
    different: set[str] = set()
    size = 0
    for place, word in enumerate(words):
        if word not in different:
            different.add(word)
            size += len(word.encode())
            if size > MOST_BYTES:
                return words[:place]
    return words


def _tokens(entry: SearchEntry) -> list[str]:
    facets = {"l": entry.language, "p": entry.portal_id, "k": entry.kind, "f": entry.field,
              "i": entry.issuer, "y": entry.year}  # fmt: skip
    wholes = [words_of(text[:LONGEST]) for text in (entry.text.title, entry.text.number)]
    named = [token(name, value) for name, value in facets.items() if value not in (None, "")]
    named += [token("e", effect) for effect in entry.effect_names.split()]
    return named + [
        whole_token(words, is_folded=is_folded)
        for words in filter(None, wholes)
        for is_folded in (True, False)
    ]
