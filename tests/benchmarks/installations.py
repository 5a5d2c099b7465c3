"""The installations that are measured: made once, kept in a folder, used again if wished."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.benchmarks.big_province.govportal_hooks import PORTALS

MODULE = "tests.benchmarks"
_COLLECTING = threading.Lock()


@dataclass(frozen=True)
class Installation:
    """An installation with so many *portals* and *items*; 0 items are one that is only made."""

    work: Path
    database: str
    portals: int
    items: int
    postgres: str = ""

    @property
    def name(self) -> str:
        """What its folder and its database are called."""
        return f"{self.database}_{self.portals}_{self.items}"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.work / self.name

    @property
    def environment(self) -> dict[str, str]:
        """What its processes need to know."""
        found = {"BENCHMARK_FOLDER": str(self.folder), PORTALS: str(self.portals),
                 "DATABASE_URL": "", "BENCHMARK_DAY": day_of(self.work)}  # fmt: skip
        if self.database == "postgres":
            found["DATABASE_URL"] = urlsplit(self.postgres)._replace(path=f"/{self.name}").geturl()
        return found

    def run(self, module: str, *arguments: str, **environment: str) -> str:
        """Return what a process of the installation prints."""
        command = [sys.executable, "-m", f"{MODULE}.{module}", *arguments]
        done = subprocess.run(
            command, env={**os.environ, **self.environment, **environment}, text=True,
            stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
        return done.stdout

    def ask(self, what: str, *arguments: str) -> Any:
        """Return what the probe answers."""
        return json.loads(self.run("probe", what, *arguments).splitlines()[-1])


def ready(wanted: Installation, is_reused: bool) -> Installation:
    """Return the installation *wanted*, made if it is not there yet or may not be used again."""
    made = wanted.folder / "made"
    if made.exists() and is_reused:
        return wanted
    remove(wanted)
    wanted.folder.mkdir(parents=True)
    print(f"making {wanted.name}", flush=True)
    if wanted.items:
        base = ready(replace(wanted, items=0), is_reused=True)
        _copy(base, wanted)
        print(wanted.run("building", str(wanted.items)), end="")
    else:
        _create(wanted)
        with _COLLECTING:
            if not (wanted.work / "static").exists():
                print(wanted.run("building", "static"), end="")
        print(wanted.run("building"), end="")
    made.touch()
    return wanted


def day_of(work: Path) -> str:
    """Return the day on which the first of the installations in *work* was made."""
    path = work / "day"
    if not path.exists():
        path.write_text(date.today().isoformat())  # noqa: DTZ011
    return path.read_text()


def _copy(base: Installation, wanted: Installation) -> None:
    if wanted.database == "postgres":
        _statement(wanted, f'CREATE DATABASE "{wanted.name}" TEMPLATE "{base.name}"')
    else:
        shutil.copy(base.folder / "govportal.sqlite3", wanted.folder)


def _create(wanted: Installation) -> None:
    if wanted.database == "postgres":
        _statement(wanted, f'CREATE DATABASE "{wanted.name}"')


def remove(wanted: Installation) -> None:
    """Remove the folder and the database of an installation, if there are any."""
    shutil.rmtree(wanted.folder, ignore_errors=True)
    if wanted.database == "postgres":
        _statement(wanted, f'DROP DATABASE IF EXISTS "{wanted.name}"')


def _statement(wanted: Installation, sql: str) -> None:
    import psycopg

    with psycopg.connect(wanted.postgres, autocommit=True) as connection:
        connection.execute(sql.encode())


def open_connections(wanted: Installation) -> int:
    """Return how many connections its PostgreSQL database has at this moment."""
    import psycopg

    sql = b"SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(wanted.postgres, autocommit=True) as connection:
        row = connection.execute(sql, [wanted.name]).fetchone()
    return int(row[0]) if row else 0


def processes_at(url: str) -> list[int]:
    """Return the process that listens at *url* on this machine, as its port tells."""
    port = str(urlsplit(url).port or 5432)
    shown = subprocess.run(
        ["ss", "-ltnpH", f"sport = :{port}"], capture_output=True, text=True, check=False
    ).stdout
    return [int(part.split(",")[0]) for part in shown.split("pid=")[1:]]
