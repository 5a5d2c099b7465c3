"""The index of words in SQLite: two FTS5 tables that keep no text of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from govportal.search import effects
from govportal.search.overview import FACETS, Overview, overview_of, overview_sql
from govportal.search.query import PHRASES, Atom, Narrowing, single_words
from govportal.search.rows import Row
from govportal.search.words import folded

# Words come cut and in lower case; every letter beyond ASCII belongs to its word.
CREATE = (
    "CREATE VIRTUAL TABLE govportal_search_words USING fts5("
    "marked, folded, fx, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE govportal_search_titles USING fts5("
    "marked, folded, fx, content='', tokenize='ascii', prefix='1 2 3')",
)
DROP = ("DROP TABLE govportal_search_words", "DROP TABLE govportal_search_titles")
WORDS, TITLES = "govportal_search_words", "govportal_search_titles"


def empty() -> None:
    """Forget all words."""
    with connection.cursor() as cursor:
        for table in (WORDS, TITLES):
            cursor.execute(f"INSERT INTO {table}({table}) VALUES('delete-all')")


def add(rows: Iterable[Row]) -> None:
    """Index *rows*."""
    _write(rows, "rowid", ())


def remove(rows: Iterable[Row]) -> None:
    """Forget *rows*, which must say what they said when they were added."""
    _write(rows, "{table}, rowid", ("delete",))


def settle() -> None:
    """Do nothing: how often words stand is known at once."""


def _write(rows: Iterable[Row], first: str, values: tuple[str, ...]) -> None:
    every = [_texts(row) for row in rows]
    with connection.cursor() as cursor:
        for table, texts in zip((WORDS, TITLES), zip(*every, strict=True), strict=False):
            names = f"{first.format(table=table)}, marked, folded, fx"
            marks = ", ".join(["%s"] * (len(values) + 4))
            cursor.executemany(
                f"INSERT INTO {table}({names}) VALUES({marks})",
                [[*values, *text] for text in texts],
            )


def _texts(row: Row) -> tuple[list[Any], list[Any]]:
    tokens = " ".join(row.tokens)
    words, titles = (
        [row.id, " ".join(words), " ".join(folded(words)), tokens]
        for words in (row.words, row.title)
    )
    return words, titles


def ids(atoms: list[Atom], narrowing: Narrowing, limit: int) -> list[int]:
    """Return the keys of the newest entries that hold *atoms* and are what *narrowing* says."""
    matched, values = _matched(atoms, narrowing)
    return _first_column(f"{matched} ORDER BY rowid DESC LIMIT %s", [*values, limit])


def starting(words: list[str], narrowing: Narrowing, limit: int) -> list[int]:
    """Return the keys of the newest entries with *words* in the title, the last one begun."""
    wanted = [f'{{folded}} : "{word}"' for word in words]
    match = " AND ".join([wanted.pop() + " *", *wanted, *_facets(narrowing.tokens)])
    sql = f"SELECT rowid FROM {TITLES} WHERE {TITLES} MATCH %s ORDER BY rowid DESC LIMIT %s"
    return _first_column(sql, [match, limit])


def overview(atoms: list[Atom], narrowing: Narrowing, limit: int, wanted: int) -> Overview:
    """Return the facets of the newest *limit* entries, and the keys of *wanted* of them."""
    matched, values = _matched(atoms, narrowing)
    sql = (
        f"WITH m(r) AS MATERIALIZED ({matched} ORDER BY rowid DESC LIMIT %s), "
        f"h AS MATERIALIZED (SELECT id, {', '.join(FACETS)} "
        f"FROM m CROSS JOIN govportal_searchentry e ON e.id = m.r) {overview_sql()}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit, *effects.day_values(narrowing.on), wanted])
        return overview_of(cursor.fetchall())


def _matched(atoms: list[Atom], narrowing: Narrowing) -> tuple[str, list[Any]]:
    """Return the keys of the entries that hold *atoms* and are what *narrowing* says, as SQL.

    A phrase is looked for in the newest of the entries that hold its words, as on PostgreSQL.
    """
    table = TITLES if atoms and atoms[0].in_title else WORDS
    held, of_effect = effects.condition(narrowing, f"{table}.rowid")
    select = f"SELECT rowid FROM {table} WHERE {table} MATCH %s{held}"
    values = [_match(atoms, narrowing.tokens), *of_effect]
    if all(len(atom.words) == 1 for atom in atoms):
        return select, values
    words = single_words(atoms)
    newest = f"{select} ORDER BY rowid DESC LIMIT {PHRASES}"
    bound = f"SELECT min(rowid) FROM ({newest})"
    return f"{select} AND rowid >= ({bound})", [
        *values, _match(words, narrowing.tokens), *of_effect
    ]  # fmt: skip


def _match(atoms: list[Atom], tokens: Iterable[str]) -> str:
    # Facets are last: FTS5 goes through the first, and words are rarer.
    return " AND ".join([*(_atom(atom) for atom in atoms), *_facets(tokens)])


def _atom(atom: Atom) -> str:
    column = "folded" if atom.is_folded else "marked"
    return f'{{{column}}} : "{" ".join(atom.words)}"'


def _facets(tokens: Iterable[str]) -> list[str]:
    return [f'{{fx}} : "{token}"' for token in tokens]


def _first_column(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
