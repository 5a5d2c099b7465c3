"""The database as migrations and provisioning leave it: both take most of a minute, a copy none.

Installations of the browser's tests begin with a copy. With `--reuse-db` one is kept between runs;
a change of what the two read makes a new one, `--create-db` whatever has changed. SQLite only.
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
    write(unfinished)
    unfinished.replace(_copy())


def write(path):
    """Write the test database as it is now into the file at *path*."""
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)


@cache
def _copy():
    read = hashlib.sha256()
    for path in sorted(path for pattern in READ for path in ROOT.glob(pattern)):
        read.update(path.read_bytes())
    return FOLDER / f"prepared-{read.hexdigest()[:16]}.sqlite3"
