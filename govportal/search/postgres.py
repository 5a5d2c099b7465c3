"""The index of words in PostgreSQL: vectors beside the entries, their words made by Python.

A vector of words tells which words an entry holds, with and without their marks, those of its
title once more as ``^…``, and its facets as ``=…``. It lies within the entry's row: for a frequent
word a thousand of them are read. Where the words stand is kept apart, without marks, for phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from govportal.search import effects
from govportal.search.overview import FACETS, Overview, overview_of, overview_sql
from govportal.search.postgres_statistics import is_frequent
from govportal.search.query import PHRASES, Atom, Narrowing, single_words
from govportal.search.rows import Row
from govportal.search.words import folded

CREATE = (
    "ALTER TABLE govportal_searchentry ADD COLUMN words tsvector",
    "ALTER TABLE govportal_searchentry ALTER words SET STORAGE MAIN",
    "ALTER TABLE govportal_searchentry SET (toast_tuple_target = 8160)",
    "CREATE INDEX govportal_search_words ON govportal_searchentry USING gin (words)",
    "ALTER TABLE govportal_searchtext ADD COLUMN places tsvector",
    "ALTER TABLE govportal_searchtext ALTER places SET STORAGE EXTERNAL",
)
DROP = (
    "ALTER TABLE govportal_searchentry DROP COLUMN words",
    "ALTER TABLE govportal_searchtext DROP COLUMN places",
)
LAST_PLACE = 16_383
MOST_PLACES = 255
"""So many places of one word does a vector hold."""
IN_TITLE, FACET = "^", "="
BY_INDEX = "ORDER BY id + 0 DESC"
"""The newest first, as the indexes of a language and of a portal have them."""


def empty() -> None:
    """Forget all words: they went with their entries."""


def add(rows: Iterable[Row]) -> None:
    """Index *rows*, whose entries are stored."""
    every = list(rows)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE govportal_searchentry SET words = %s::tsvector WHERE id = %s",
            [[_words_of(row), row.id] for row in every],
        )
        cursor.executemany(
            "UPDATE govportal_searchtext SET places = %s::tsvector WHERE entry_id = %s",
            [[_places_of(row), row.id] for row in every],
        )


def remove(rows: Iterable[Row]) -> None:
    """Forget *rows*: their words go with their entries."""


def settle() -> None:
    """Count how often words stand once many entries are written; PostgreSQL itself does later."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE govportal_searchentry")


def _words_of(row: Row) -> str:
    lexemes = {*row.words, *folded(row.words)}
    lexemes |= {IN_TITLE + word for word in (*row.title, *folded(row.title))}
    lexemes |= {FACET + token for token in row.tokens}
    return " ".join(map(_quoted, lexemes))


def _places_of(row: Row) -> str:
    """Return where the words stand, those of the title once more by themselves."""
    places = {**_placed(row.words), **_placed(row.title, IN_TITLE)}
    return " ".join(f"{_quoted(word)}:{','.join(map(str, at))}" for word, at in places.items())


def _placed(words: list[str], sign: str = "") -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(folded(words[:LAST_PLACE]), start=1):
        found = places.setdefault(sign + word, [])
        if len(found) < MOST_PLACES:
            found.append(place)
    return places


def ids(atoms: list[Atom], narrowing: Narrowing, limit: int) -> list[int]:
    """Return the keys of the newest entries that hold *atoms* and are what *narrowing* says."""
    return _first_column(*_newest("id", atoms, narrowing, limit))


def starting(words: list[str], narrowing: Narrowing, limit: int) -> list[int]:
    """Return the keys of the newest entries with *words* in the title, the last one begun."""
    *whole, begun = [IN_TITLE + word for word in words]
    return _first_column(*_holding("id", whole, narrowing, limit, begun))


def overview(atoms: list[Atom], narrowing: Narrowing, limit: int, wanted: int) -> Overview:
    """Return the facets of the newest *limit* entries, and the keys of *wanted* of them."""
    columns = ", ".join(["id", *FACETS])
    newest, values = _newest(columns, atoms, narrowing, limit)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH h AS MATERIALIZED ({newest}) {overview_sql('::text')}",
            [*values, *effects.day_values(narrowing.on), wanted],
        )
        return overview_of(cursor.fetchall())


def _newest(
    columns: str, atoms: list[Atom], narrowing: Narrowing, limit: int
) -> tuple[str, list[Any]]:
    """Return *columns* of the newest entries with *atoms* and *narrowing*, as SQL and its values.

    A phrase needs the places of the words: those are read of the newest candidates alone.
    """
    words = [word for atom in single_words(atoms) for word in _words(atom)]
    phrases = [" <-> ".join(map(_quoted, _words(atom))) for atom in atoms if len(atom.words) > 1]
    if not phrases:
        return _holding(columns, words, narrowing, limit)
    candidates, values = _holding(columns, words, narrowing, PHRASES)
    together = " & ".join(f"({phrase})" for phrase in phrases)
    return (
        f"SELECT {columns} FROM ({candidates}) c JOIN govportal_searchtext t ON t.entry_id = c.id "
        "WHERE t.places @@ %s::tsquery ORDER BY id DESC LIMIT %s"
    ), [*values, together, limit]


def _holding(
    columns: str, words: list[str], narrowing: Narrowing, limit: int, begun: str = ""
) -> tuple[str, list[Any]]:
    """Return *columns* of the newest entries with *words*, as SQL and its values.

    Where they are many, they are met soon from the newest on; where they are few, the index names
    them. The planner is not left the choice: it knows too little of words that stand together.
    The entries also hold a word that begins with *begun*.
    """
    led_by = list(_facets(narrowing.scope))
    chosen = (token for token in narrowing.tokens if token not in narrowing.scope)
    others = [*words, *_facets(chosen)]
    held, of_effect = effects.condition(narrowing, "govportal_searchentry.id")
    source = f"SELECT {columns} FROM govportal_searchentry WHERE"
    if not is_frequent(others, led_by, limit, begun):
        few = f"{source} words @@ %s::tsquery{held} OFFSET 0"
        sql = f"SELECT {columns} FROM ({few}) few ORDER BY id DESC LIMIT %s"
        return sql, [_match([*others, *led_by], begun), *of_effect, limit]
    where, values = _on_the_way(narrowing)
    if match := _match(others, begun):
        # What @@ calls, by its name: so no index of words is used.
        where, values = f"{where} AND ts_match_vq(words, %s::tsquery)", [*values, match]
    return f"{source} {where}{held} {BY_INDEX} LIMIT %s", [*values, *of_effect, limit]


def _match(words: Iterable[str], begun: str) -> str:
    return " & ".join([*map(_quoted, words), *([f"{_quoted(begun)}:*"] if begun else [])])


def _on_the_way(narrowing: Narrowing) -> tuple[str, list[Any]]:
    """Return what an index leads by: the language, and the portal if there is one."""
    if narrowing.portal_id is None:
        return "language = %s", [narrowing.language]
    return "portal_id = %s AND language = %s", [narrowing.portal_id, narrowing.language]


def _words(atom: Atom) -> list[str]:
    return [IN_TITLE + word for word in atom.words] if atom.in_title else list(atom.words)


def _facets(tokens: Iterable[str]) -> Iterator[str]:
    return (FACET + token for token in tokens)


def _quoted(word: str) -> str:
    return f"'{word}'"


def _first_column(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
