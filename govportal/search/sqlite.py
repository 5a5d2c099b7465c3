"""The index of words in SQLite: two FTS5 tables that keep no text of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import connection

from govportal.search import effects
from govportal.search.query import PHRASES, Atom, Narrowing
from govportal.search.rows import Row
from govportal.search.words import folded

# Words come cut and in lower case; every letter beyond ASCII belongs to its word.
CREATE = (
    "CREATE VIRTUAL TABLE govportal_search_words USING fts5("
    "title, body, title_f, body_f, fx, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE govportal_search_titles USING fts5("
    "t, fx, content='', tokenize='ascii', prefix='1 2 3')",
)
DROP = ("DROP TABLE govportal_search_words", "DROP TABLE govportal_search_titles")
WORDS = "govportal_search_words"
_TABLES = {
    WORDS: ("title", "body", "title_f", "body_f", "fx"),
    "govportal_search_titles": ("t", "fx"),
}
_FACETS = ("kind", "portal_id", "field", "issuer", "year")


def empty() -> None:
    """Forget all words."""
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES('delete-all')")


def add(rows: Iterable[Row]) -> None:
    """Index *rows*."""
    _write(rows, "rowid", ())


def remove(rows: Iterable[Row]) -> None:
    """Forget *rows*, which must say what they said when they were added."""
    _write(rows, "{table}, rowid", ("delete",))


def _write(rows: Iterable[Row], first: str, values: tuple[str, ...]) -> None:
    every = [_texts(row) for row in rows]
    with connection.cursor() as cursor:
        for (table, columns), texts in zip(_TABLES.items(), zip(*every, strict=True), strict=False):
            names = f"{first.format(table=table)}, {', '.join(columns)}"
            marks = ", ".join(["%s"] * (len(values) + 1 + len(columns)))
            cursor.executemany(
                f"INSERT INTO {table}({names}) VALUES({marks})",
                [[*values, *text] for text in texts],
            )


def _texts(row: Row) -> tuple[list[Any], list[Any]]:
    title, words, tokens = (" ".join(part) for part in (row.title, row.words, row.tokens))
    title_f, words_f = " ".join(folded(row.title)), " ".join(folded(row.words))
    return [row.id, title, words, title_f, words_f, tokens], [row.id, title_f, tokens]


def ids(atoms: list[Atom], narrowing: Narrowing, limit: int) -> list[int]:
    """Return the keys of the newest entries that hold *atoms* and are what *narrowing* says."""
    matched, values = _matched(atoms, narrowing)
    return _first_column(f"{matched} ORDER BY rowid DESC LIMIT %s", [*values, limit])


def starting(words: list[str], tokens: list[str], limit: int) -> list[int]:
    """Return the keys of the newest entries with *words* in the title, the last one begun."""
    table = "govportal_search_titles"
    wanted = [f'{{t}} : "{word}"' for word in words]
    match = " AND ".join([wanted.pop() + " *", *wanted, *_facets(tokens)])
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT %s"
    return _first_column(sql, [match, limit])


def counts(atoms: list[Atom], narrowing: Narrowing, limit: int) -> list[tuple[str, Any, int]]:
    """Return name, value and count of each facet of the newest *limit* entries, and of all."""
    matched, values = _matched(atoms, narrowing)
    parts = [f"SELECT '{name}', {name}, count(*) FROM h GROUP BY {name}" for name in _FACETS]
    sql = (
        f"WITH m(r) AS MATERIALIZED ({matched} ORDER BY rowid DESC LIMIT %s), "
        f"h AS MATERIALIZED (SELECT id, {', '.join(_FACETS)} "
        "FROM m CROSS JOIN govportal_searchentry e ON e.id = m.r) "
        f"{' UNION ALL '.join([*parts, effects.COUNTS])} UNION ALL SELECT '', NULL, count(*) FROM h"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit, *effects.day_values(narrowing.on)])
        return [tuple(row) for row in cursor.fetchall()]


def _matched(atoms: list[Atom], narrowing: Narrowing) -> tuple[str, list[Any]]:
    """Return the keys of the entries that hold *atoms* and are what *narrowing* says, as SQL.

    A phrase is looked for in the newest of the entries that hold its words, as on PostgreSQL.
    """
    held, of_effect = effects.condition(narrowing, f"{WORDS}.rowid")
    select = f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s{held}"
    values = [_match(atoms, narrowing.tokens), *of_effect]
    words = [replace(atom, words=(word,)) for atom in atoms for word in atom.words]
    if len(words) == len(atoms):
        return select, values
    newest = f"{select} ORDER BY rowid DESC LIMIT {PHRASES}"
    bound = f"SELECT min(rowid) FROM ({newest})"
    return f"{select} AND rowid >= ({bound})", [
        *values, _match(words, narrowing.tokens), *of_effect
    ]  # fmt: skip


def _match(atoms: list[Atom], tokens: Iterable[str]) -> str:
    # Facets are last: FTS5 goes through the first, and words are rarer.
    return " AND ".join([*(_atom(atom) for atom in atoms), *_facets(tokens)])


def _atom(atom: Atom) -> str:
    column = ("title" if atom.in_title else "body") + ("_f" if atom.is_folded else "")
    return f'{{{column}}} : "{" ".join(atom.words)}"'


def _facets(tokens: Iterable[str]) -> list[str]:
    return [f'{{fx}} : "{token}"' for token in tokens]


def _first_column(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
