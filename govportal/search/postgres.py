"""The index of words in PostgreSQL: vectors beside the entries, their words made by Python.

A word stands without its marks at its places, and with them at none: phrases are looked for
without. Words of the title stand once more as ``^…``, facets as ``=…``.
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
    "ALTER TABLE govportal_searchentry ADD COLUMN tsv tsvector",
    # Out of line and not compressed: the entries themselves stay small.
    "ALTER TABLE govportal_searchentry ALTER tsv SET STORAGE EXTERNAL",
    "CREATE INDEX govportal_search_tsv ON govportal_searchentry USING gin (tsv)",
)
DROP = ("ALTER TABLE govportal_searchentry DROP COLUMN tsv",)
LAST_PLACE = 16_383
MOST_PLACES = 255
"""So many places of one word does a vector hold."""
IN_TITLE, FACET = "^", "="
Lexemes = dict[str, list[int]]


def empty() -> None:
    """Forget all words: they went with their entries."""


def add(rows: Iterable[Row]) -> None:
    """Index *rows*, whose entries are stored."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE govportal_searchentry SET tsv = %s::tsvector WHERE id = %s",
            [[_vector(row), row.id] for row in rows],
        )


def remove(rows: Iterable[Row]) -> None:
    """Forget *rows*: their words go with their entries."""


def _vector(row: Row) -> str:
    lexemes = _placed(row.words) | {
        IN_TITLE + word: places for word, places in _placed(row.title).items()
    }
    lexemes |= {FACET + token: [] for token in row.tokens}
    return " ".join(_lexeme(word, places) for word, places in lexemes.items())


def _placed(words: list[str]) -> Lexemes:
    places: Lexemes = {word: [] for word in words}
    for place, word in enumerate(folded(words), start=1):
        found = places.setdefault(word, [])
        if place <= LAST_PLACE and len(found) < MOST_PLACES:
            found.append(place)
    return places


def _lexeme(word: str, places: list[int]) -> str:
    return f"'{word}'" + (":" + ",".join(map(str, places)) if places else "")


def ids(atoms: list[Atom], narrowing: Narrowing, limit: int) -> list[int]:
    """Return the keys of the newest entries that hold *atoms* and are what *narrowing* says."""
    return _first_column(*_newest("id", atoms, narrowing, limit))


def starting(words: list[str], tokens: list[str], limit: int) -> list[int]:
    """Return the keys of the newest entries with *words* in the title, the last one begun."""
    *whole, begun = [IN_TITLE + word for word in words]
    others = [*whole, *_facets(tokens)]
    match = " & ".join([*map(_quoted, others), f"{_quoted(begun)}:*"])
    sql = "SELECT id FROM govportal_searchentry WHERE tsv @@ %s::tsquery"
    if not is_frequent(others, [], limit, begun):
        sql = f"SELECT id FROM ({sql} OFFSET 0) few"
    return _first_column(f"{sql} ORDER BY id DESC LIMIT %s", [match, limit])


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

    A phrase needs the vectors themselves: those are read of the newest candidates alone.
    """
    words = [word for atom in single_words(atoms) for word in _words(atom)]
    phrases = [" <-> ".join(map(_quoted, _words(atom))) for atom in atoms if len(atom.words) > 1]
    if not phrases:
        return _holding(columns, words, narrowing, limit)
    candidates, values = _holding(f"{columns}, tsv", words, narrowing, PHRASES)
    together = " & ".join(f"({phrase})" for phrase in phrases)
    return (
        f"SELECT {columns} FROM ({candidates}) c WHERE tsv @@ %s::tsquery ORDER BY id DESC LIMIT %s"
    ), [*values, together, limit]


def _holding(
    columns: str, words: list[str], narrowing: Narrowing, limit: int
) -> tuple[str, list[Any]]:
    """Return *columns* of the newest entries with *words*, as SQL and its values.

    Where they are many, they are met soon from the newest on; where they are few, the index names
    them. The planner is not left the choice: it takes reading a long vector for cheap.
    """
    led_by = list(_facets(narrowing.scope))
    chosen = (token for token in narrowing.tokens if token not in narrowing.scope)
    others = [*words, *_facets(chosen)]
    held, of_effect = effects.condition(narrowing, "govportal_searchentry.id")
    values: list[Any] = list(of_effect)
    where = f"FROM govportal_searchentry WHERE tsv @@ %s::tsquery{held}"
    match = " & ".join(map(_quoted, [*others, *led_by]))
    if not is_frequent(others, led_by, limit):
        sql = f"SELECT {columns} FROM (SELECT {columns} {where} OFFSET 0) few"
    else:  # indexes lead through the newest of a language, and those of one portal
        sql = f"SELECT {columns} {where} AND language = %s"
        values.append(narrowing.language)
        if narrowing.portal_id is not None:
            sql += " AND portal_id = %s"
            values.append(narrowing.portal_id)
    return f"{sql} ORDER BY id DESC LIMIT %s", [match, *values, limit]


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
