"""The database as migrations and provisioning leave it, kept between runs with `--reuse-db`.

Both take most of a minute; a copy of a file into memory takes none. SQLite only. A change of what
they read makes a new copy; `--create-db` makes one whatever has changed.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "tests"
READ = ("govportal/migrations/*.py", "govportal/provisioning/*.py", "govportal/**/*.toml",
        "govportal/**/*.csv", "govportal/**/*.po", "tests/province*/**/*.py",
        "tests/**/*.toml", "tests/**/*.csv", "requirements/*.txt")  # fmt: skip


def is_wanted(options):
    """Return whether *options* of pytest ask for a copy, and the database can take it."""
    return options.reuse_db and connection.vendor == "sqlite"


def restore(options):
    """Make the test database from the copy; return whether there was one."""
    if options.create_db or not _copy().exists():
        return False
    name = connection.creation._get_test_db_name()
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(_copy())) as kept:
        kept.backup(connection.connection)
    return True


def keep():
    """Keep a copy of the test database as it is now."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for outdated in FOLDER.glob("prepared-*"):
        outdated.unlink(missing_ok=True)
    unfinished = FOLDER / f"prepared-{os.getpid()}"
    with closing(sqlite3.connect(unfinished)) as kept:
        connection.connection.backup(kept)
    unfinished.replace(_copy())


@cache
def _copy():
    read = hashlib.sha256()
    for path in sorted(path for pattern in READ for path in ROOT.glob(pattern)):
        read.update(path.read_bytes())
    return FOLDER / f"prepared-{read.hexdigest()[:16]}.sqlite3"
