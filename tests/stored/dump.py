"""A SQLite database as compressed SQL, and back, its full-text tables included."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

# What a server forgets by itself is nobody's content.
LEFT_OUT = ("django_session", "axes_accesslog", "axes_accessattempt")


def store(database: Path, target: Path) -> None:
    """Write *database* to *target*. The copy that is taken apart for it is in memory."""
    copy = sqlite3.connect(":memory:")
    with sqlite3.connect(database) as source:
        source.backup(copy)
    text = "\n".join([*statements(copy), ""])
    target.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def load(source: Path, database: Path) -> None:
    """Make the file *database* from what :func:`store` wrote."""
    with sqlite3.connect(database) as connection:
        connection.executescript(gzip.decompress(source.read_bytes()).decode())
    connection.close()


def statements(copy: sqlite3.Connection) -> Iterator[str]:
    """Yield the SQL that makes *copy* again.

    ``iterdump`` would write a full-text table as the tables that it keeps inside, which SQLite
    refuses to load: such a table is written as what it was created from and its rows.
    """
    for name in LEFT_OUT:
        copy.execute(f"DELETE FROM {name}")
    triggers = list(copy.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name, _sql in triggers:
        copy.execute(f"DROP TRIGGER {name}")
    full_text = list(_full_text(copy))
    *tables, commit = copy.iterdump()
    yield from (*tables, *full_text, *(f"{sql};" for _name, sql in triggers), commit)


def _full_text(copy: sqlite3.Connection) -> Iterator[str]:
    found = copy.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
    )
    for name, sql in list(found):
        yield f"{sql};"
        columns = ["rowid", *(row[1] for row in copy.execute(f"PRAGMA table_info({name})"))]
        values = " || ', ' || ".join(f"quote({column})" for column in columns)
        for (row,) in copy.execute(f"SELECT {values} FROM {name}"):
            yield f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({row});"
        copy.execute(f"DROP TABLE {name}")
