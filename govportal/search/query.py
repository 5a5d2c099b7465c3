"""What somebody looks for, and the tiers in which it is looked for."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from unicodedata import category

from django.utils import timezone

from govportal.folding import normalise
from govportal.search.words import folded, is_marked, token, whole_token, words_of

LONGEST = 200
"""Characters of a query that are read."""
MOST_WORDS = 12
MOST_ANSWERS = 1000
"""Answers that are counted and shown, page by page."""
PHRASES = 1000
"""So many of the newest pages with all words of a phrase are looked through for it."""
PAGE_SIZE = 10
LAST_PAGE = MOST_ANSWERS // PAGE_SIZE
_PART = re.compile(r'"([^"]*)"?|([^"]+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


def one_line(text: str) -> str:
    """Return *text* composed, without control characters and halves of characters, cut."""
    kept = (" " if category(char) in {"Cc", "Cs"} else char for char in text[: 10 * LONGEST])
    return " ".join(normalise("".join(kept)).split())[:LONGEST].strip()


@dataclass(frozen=True)
class Atom:
    """Words that must stand one after the other, in the title or anywhere."""

    words: tuple[str, ...]
    in_title: bool
    is_folded: bool = True


@dataclass(frozen=True)
class Narrowing:
    """What an answer must be besides holding words: facets as the index knows them, an effect."""

    tokens: tuple[str, ...]
    effect: str
    on: date
    language: str
    portal_id: int | None = None

    @property
    def scope(self) -> list[str]:
        """The language and the portal, as the index knows them."""
        named = [("l", self.language), ("p", self.portal_id)]
        return [token(name, value) for name, value in named if value is not None]

    def called(self, whole: str) -> Narrowing:
        """Return the narrowing to what is called just as the token *whole* says."""
        return replace(self, tokens=(whole, *self.tokens))


@dataclass(frozen=True)
class SearchQuery:
    """The words typed and the facets chosen; *page* counts from 1, *effect* is that on a day."""

    text: str = ""
    language: str = "vi"
    portal_id: int | None = None
    kind: str = ""
    field: str = ""
    issuer: str = ""
    year: int | None = None
    page: int = 1
    effect: str = ""
    on: date = dataclasses.field(default_factory=timezone.localdate)

    @cached_property
    def cleaned(self) -> str:
        """The text as one line, cut to what is read, quotation marks all alike."""
        return one_line(self.text).translate(_QUOTES)

    @cached_property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """The words looked for, each by itself or as a phrase where it is quoted."""
        found: list[tuple[str, ...]] = []
        left = MOST_WORDS
        for quoted, free in _PART.findall(self.cleaned):
            words = words_of(quoted or free)[:left]
            left -= len(words)
            found += [tuple(words)] if quoted and words else [(word,) for word in words]
        return tuple(found)

    @property
    def is_nonsense(self) -> bool:
        """Whether something is typed that holds no word."""
        return bool(self.text.strip()) and not self.terms

    @property
    def tokens(self) -> list[str]:
        """The facets chosen, as the index knows them."""
        chosen = {"p": self.portal_id, "k": self.kind, "f": self.field, "i": self.issuer,
                  "y": self.year, "e": self.effect}  # fmt: skip
        wanted = [token(name, value) for name, value in chosen.items() if value not in (None, "")]
        return [token("l", self.language), *wanted]

    @property
    def narrowing(self) -> Narrowing:
        """What every answer must be."""
        return Narrowing(tuple(self.tokens), self.effect, self.on, self.language, self.portal_id)

    @property
    def page_number(self) -> int:
        """The page of results, between the first and the last that is shown."""
        return min(max(self.page, 1), LAST_PAGE)

    def better_tiers(self) -> Iterator[tuple[list[Atom], Narrowing]]:
        """Yield words and facets of the answers that come before the others, the best first.

        A page whose whole title or number is typed, then the words in the title, then anywhere:
        first with the marks that are typed, if any, then without. What holds the words anywhere
        without marks is :meth:`everything`.
        """
        if self._is_marked:
            yield from self._in_titles(is_folded=False)
            yield self._atoms(in_title=False, is_folded=False), self.narrowing
        if self.terms:
            yield from self._in_titles(is_folded=True)

    def _in_titles(self, is_folded: bool) -> Iterator[tuple[list[Atom], Narrowing]]:
        whole = whole_token(words_of(self.cleaned), is_folded=is_folded)
        yield [], self.narrowing.called(whole)
        yield self._atoms(in_title=True, is_folded=is_folded), self.narrowing

    def everything(self) -> tuple[list[Atom], Narrowing]:
        """Return what every answer fulfils: the widest tier."""
        return self._atoms(in_title=False, is_folded=True), self.narrowing

    @property
    def _is_marked(self) -> bool:
        return any(is_marked(word) for term in self.terms for word in term)

    def _atoms(self, in_title: bool, is_folded: bool) -> list[Atom]:
        marked = {word for term in self.terms for word in term if is_marked(word)}
        if is_folded:
            marked = set()
        found = [
            Atom(tuple(folded(term)), in_title)
            for term in self.terms
            if len(term) > 1 or term[0] not in marked
        ]
        return [*found, *(Atom((word,), in_title, is_folded=False) for word in sorted(marked))]


def single_words(atoms: Iterable[Atom]) -> list[Atom]:
    """Return what holds *atoms* if it holds them as phrases: their words, each by itself.

    A word with its marks stands where the same without stands too, so that one is left out.
    """
    single = [replace(atom, words=(word,)) for atom in atoms for word in atom.words]
    marked = {word for atom in single if not atom.is_folded for word in folded(atom.words)}
    return [atom for atom in single if not atom.is_folded or atom.words[0] not in marked]
