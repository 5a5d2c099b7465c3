"""The index of words in PostgreSQL: vectors beside the entries, their words made by Python.

A word stands with and without its marks at the same place, facets stand among them as ``=…``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from govportal.search import effects
from govportal.search.query import PHRASES, Atom, Narrowing
from govportal.search.rows import Row
from govportal.search.words import folded

CREATE = (
    "ALTER TABLE govportal_searchentry ADD COLUMN tsv tsvector, ADD COLUMN tsv_t tsvector",
    # Out of line and not compressed: reading them is what a search spends its time on.
    "ALTER TABLE govportal_searchentry ALTER tsv SET STORAGE EXTERNAL",
    "CREATE INDEX govportal_search_tsv ON govportal_searchentry USING gin (tsv)",
    "CREATE INDEX govportal_search_tsv_t ON govportal_searchentry USING gin (tsv_t)",
)
DROP = ("ALTER TABLE govportal_searchentry DROP COLUMN tsv, DROP COLUMN tsv_t",)
LAST_PLACE = 16_383
MOST_PLACES = 255
"""So many places of one word does a vector hold."""
_FACETS = ("kind", "portal_id", "field", "issuer", "year")


def empty() -> None:
    """Forget all words: they went with their entries."""


def add(rows: Iterable[Row]) -> None:
    """Index *rows*, whose entries are stored."""
    values = [
        [_vector(row.words, row.tokens), _vector(row.title, row.tokens), row.id] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE govportal_searchentry SET tsv = %s::tsvector, tsv_t = %s::tsvector "
            "WHERE id = %s", values,
        )  # fmt: skip


def remove(rows: Iterable[Row]) -> None:
    """Forget *rows*: their words go with their entries."""


def _vector(words: list[str], tokens: list[str]) -> str:
    places: dict[str, list[int]] = {}
    for place, pair in enumerate(zip(words, folded(words), strict=True), start=1):
        for word in dict.fromkeys(pair):
            found = places.setdefault(word, [])
            if place <= LAST_PLACE and len(found) < MOST_PLACES:
                found.append(place)
    parts = [_lexeme(word, found) for word, found in places.items()]
    return " ".join([*parts, *(f"'={token}'" for token in tokens)])


def _lexeme(word: str, places: list[int]) -> str:
    return f"'{word}'" + (":" + ",".join(map(str, places)) if places else "")


def ids(atoms: list[Atom], narrowing: Narrowing, limit: int) -> list[int]:
    """Return the keys of the newest entries that hold *atoms* and are what *narrowing* says."""
    column = "tsv_t" if atoms and atoms[0].in_title else "tsv"
    entries, values = _entries(column, atoms, narrowing)
    if narrowing.is_called:
        # The planner takes them for many, and would read every entry until it has found enough.
        entries = f"(SELECT id FROM {entries} OFFSET 0) called"
    return _first_column(f"SELECT id FROM {entries} ORDER BY id DESC LIMIT %s", [*values, limit])


def starting(words: list[str], tokens: list[str], limit: int) -> list[int]:
    """Return the keys of the newest entries with *words* in the title, the last one begun."""
    wanted = [f"'{word}'" for word in words]
    match = " & ".join([*wanted[:-1], f"{wanted[-1]}:*", *_facets(tokens)])
    sql = (
        "SELECT id FROM govportal_searchentry WHERE tsv_t @@ %s::tsquery ORDER BY id DESC LIMIT %s"
    )
    return _first_column(sql, [match, limit])


def counts(atoms: list[Atom], narrowing: Narrowing, limit: int) -> list[tuple[str, Any, int]]:
    """Return name, value and count of each facet of the newest *limit* entries, and of all."""
    entries, values = _entries("tsv", atoms, narrowing)
    parts = [f"SELECT '{name}', {name}::text, count(*) FROM h GROUP BY {name}" for name in _FACETS]
    sql = (
        f"WITH h AS MATERIALIZED (SELECT id, {', '.join(_FACETS)} FROM {entries} "
        f"ORDER BY id DESC LIMIT %s) {' UNION ALL '.join([*parts, effects.COUNTS])} "
        "UNION ALL SELECT '', NULL, count(*) FROM h"
    )
    # The planner thinks little of what reading a long vector costs, and would read them all.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql, [*values, limit, *effects.day_values(narrowing.on)])
        found = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on")
    return [tuple(row) for row in found]


def _entries(column: str, atoms: list[Atom], narrowing: Narrowing) -> tuple[str, list[Any]]:
    """Return the entries that hold *atoms* and are what *narrowing* says, as SQL and its values.

    A phrase needs the vectors themselves: those are read of the newest candidates alone.
    """
    single = " & ".join([*(_joined(atom, "&") for atom in atoms), *_facets(narrowing.tokens)])
    held, of_effect = effects.condition(narrowing, "govportal_searchentry.id")
    values: list[Any] = list(of_effect)
    if narrowing.portal_id is not None:  # an index leads through the newest of a portal
        held, values = f" AND portal_id = %s{held}", [narrowing.portal_id, *values]
    table = f"govportal_searchentry WHERE {column} @@ %s::tsquery{held}"
    phrases = [_joined(atom, "<->") for atom in atoms if len(atom.words) > 1]
    if not phrases:
        return table, [single, *values]
    newest = f"(SELECT * FROM {table} ORDER BY id DESC LIMIT {PHRASES}) c"
    return f"{newest} WHERE {column} @@ %s::tsquery", [single, *values, " & ".join(phrases)]


def _joined(atom: Atom, operator: str) -> str:
    words = f" {operator} ".join(f"'{word}'" for word in atom.words)
    return f"({words})"


def _facets(tokens: Iterable[str]) -> list[str]:
    return [f"'={token}'" for token in tokens]


def _first_column(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
