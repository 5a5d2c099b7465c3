"""One set of words: the glossary, and where translations leave it."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from govportal.upstream.entries import Entry
from govportal.upstream.form import PLACEHOLDERS, TAGS

FILE = Path(__file__).parent / "glossary.toml"
EDGES = " \n.:…?!*"


@dataclass(frozen=True)
class Term:
    """What we call one thing.

    The English words are synonyms and have one Vietnamese word, the first; the further ones say
    the same in another sentence. Of a ``held`` term every text that has the English has one of the
    Vietnamese words: in ``all`` our catalogues, or in those of other ``packages``.
    """

    english: tuple[str, ...]
    vietnamese: tuple[str, ...]
    where: str
    why: str = ""
    held: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The English words, without capitals, as whole words in singular and plural."""
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.words))})(?:s|es)?\b")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The English words, without capitals."""
        return tuple(word.casefold() for word in self.english)

    @cached_property
    def forms(self) -> set[str]:
        """The Vietnamese words, without capitals."""
        return {plain(word) for word in self.vietnamese}

    def holds(self, entry: Entry) -> bool:
        """Return whether a text with the English words must have the Vietnamese ones."""
        return self.held == "all" or (self.held == "packages" and not entry.is_own)

    def is_said_in(self, translation: str) -> bool:
        """Return whether a translation has one of the Vietnamese words."""
        return any(word.casefold() in translation.casefold() for word in self.vietnamese)


@dataclass(frozen=True)
class Glossary:
    """The terms, and the texts that may leave them, each with the reason."""

    terms: tuple[Term, ...]
    exceptions: dict[str, str]

    def findings(self, entries: Iterable[Entry]) -> list[str]:
        """Return every place where a word has two translations or a translation two words."""
        known = list(entries)
        return [*self._shared(), *self._clashes(known), *self._two(known), *self._not_held(known)]

    def _shared(self) -> Iterator[str]:
        """Two terms with one translation."""
        seen: dict[str, Term] = {}
        for term in self.terms:
            other = seen.setdefault(plain(term.vietnamese[0]), term)
            if other is not term:
                yield f"{term.english[0]} = {other.english[0]}: {term.vietnamese[0]}"

    def _clashes(self, entries: list[Entry]) -> Iterator[str]:
        """One text translated in two ways in catalogues that Django merges."""
        found = defaultdict(set)
        for entry in entries:
            found[entry.domain, entry.context, entry.text].add(entry.translation)
        for (_domain, _context, text), translations in found.items():
            if len(translations) > 1:
                yield f"{text!r}: {sorted(translations)}"

    def _two(self, entries: list[Entry]) -> Iterator[str]:
        """A text of a package, or a term, that is said otherwise but for capitals and punctuation.

        Among our own texts such pairs are two places with two senses: a column and a field.
        """
        found: dict[str, set[str]] = defaultdict(set)
        bound = set(self._by_word)
        for word, term in self._by_word.items():
            found[word].add(plain(term.vietnamese[0]))
        for entry in entries:
            if entry.context is None and not self._is_excepted(entry):
                found[plain(entry.text)].add(self._usual(entry))
                bound |= set() if entry.is_own else {plain(entry.text)}
        for text in sorted(bound):
            if len(found[text]) > 1:
                yield f"{text!r}: {sorted(found[text])}"

    def _usual(self, entry: Entry) -> str:
        """Return a translation, in place of another form of a term the term itself."""
        translation = plain(entry.translation)
        term = self._by_word.get(plain(entry.text))
        return plain(term.vietnamese[0]) if term and translation in term.forms else translation

    @cached_property
    def _by_word(self) -> dict[str, Term]:
        return {plain(word): term for term in self.terms for word in term.english}

    def _not_held(self, entries: list[Entry]) -> Iterator[str]:
        """A text that has a held term, whose translation lacks the word for it."""
        for entry in entries:
            for term in () if self._is_excepted(entry) else self._terms_in(entry.text):
                if term.holds(entry) and not term.is_said_in(entry.translation):
                    wanted = " | ".join(term.vietnamese)
                    yield f"{entry.source}: {entry.text!r}: {entry.translation!r} ({wanted})"

    def _terms_in(self, text: str) -> Iterator[Term]:
        """Yield the terms of a text, the longest first; what one has named no other names."""
        rest = TAGS.sub(" ", PLACEHOLDERS.sub(" ", text)).casefold()
        for term in self._longest_first:
            if any(word in rest for word in term.words):  # much faster than a pattern
                rest, count = term.pattern.subn(" ", rest)
                if count:
                    yield term

    @cached_property
    def _longest_first(self) -> list[Term]:
        return sorted(self.terms, key=lambda term: -max(map(len, term.english)))

    def _is_excepted(self, entry: Entry) -> bool:
        return entry.text in self.exceptions


def plain(text: str) -> str:
    """Return a text without what differs between a label, a heading and a button."""
    return text.strip(EDGES).casefold()


@cache
def glossary() -> Glossary:
    """Return what ``glossary.toml`` says."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    exceptions = {text: item["why"] for item in data["exceptions"] for text in item["texts"]}
    return Glossary(tuple(map(_term, data["terms"])), exceptions)


def _term(data: dict[str, Any]) -> Term:
    lists = {name: tuple(data.pop(name)) for name in ("english", "vietnamese")}
    return Term(**lists, **data)


def page() -> str:
    """Return the glossary as ``docs/reference/glossary.md`` shows it."""
    head = INTRODUCTION.format(count=len(glossary().terms))
    rows = [
        f"| {', '.join(term.english)} | {', '.join(term.vietnamese)} | {term.where} | {term.why} |"
        for term in sorted(glossary().terms, key=lambda term: term.english[0].casefold())
    ]
    return head + "\n".join(rows) + "\n"


INTRODUCTION = """\
# Glossary

The words of the admin: {count} terms, each with one Vietnamese word. The first word is the term;
others say the same in another sentence. The list is `govportal/upstream/glossary.toml`;
`govportal upstream-catalogue --glossary` writes this page, and `--check` finds every translation
that leaves it. See [An admin in Vietnamese](../explanation/vietnamese-admin.md).

| English | Vietnamese | Where | Why |
|---|---|---|---|
"""
