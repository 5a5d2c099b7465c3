"""Prints the table of budgets: ``python -m tests.benchmarks --budgets``."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests import services
from tests.benchmarks import postgres
from tests.benchmarks.costs import Costs, cost_rows, growth_rows, measure
from tests.benchmarks.installations import Installation, day_of, ready, remove
from tests.benchmarks.lighthouse import lighthouse_rows
from tests.benchmarks.rows import Row, at_most, table
from tests.benchmarks.searches import agreement_row, found_rows, search_rows
from tests.benchmarks.transfer import transfer_rows

MOST_QUERIES = {"home": 20}
MOST_QUERIES_ELSEWHERE = 12
FEW_ITEMS = 500
BOTH = {"database": ("sqlite", "postgres"), "server": ("granian", "gunicorn")}
PARTS = ("queries", "costs", "search", "transfer")


def main(arguments: list[str]) -> None:
    """Measure what is asked for and print the table at the end."""
    # An end from outside must end the servers as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = _parser().parse_args(arguments)
    started = time.monotonic()
    _start_redis()
    asked.folder.mkdir(parents=True, exist_ok=True)
    if not asked.reuse:
        shutil.rmtree(asked.folder / "static", ignore_errors=True)
        (asked.folder / "day").unlink(missing_ok=True)
    day_of(asked.folder)
    rows = list(_Measurement(asked).rows())
    print(table(rows))
    print(f"\n{time.monotonic() - started:.0f} s in all")


def _start_redis() -> None:
    """Start a Redis for this run where none is named; services' PostgreSQL keeps no databases."""
    if not services.redis_url():
        os.environ[services.REDIS] = services._start_redis() or services._default_redis() or ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    folder = Path(tempfile.gettempdir()) / "govportal-benchmarks"
    parser.add_argument("--budgets", action="store_true")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--server", choices=["granian", "gunicorn", "both"], default="granian")
    parser.add_argument("--items", type=int, nargs="+", default=[5_000, 50_000])
    parser.add_argument("--portals", type=int, nargs="+", default=[5, 125])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--secs", type=float, default=1.0, help="of load on a page in a round")
    parser.add_argument("--folder", type=Path, default=folder, help="where installations lie")
    parser.add_argument("--reuse", action="store_true", help="take installations made before")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS))
    parser.add_argument("--lighthouse", action="store_true", help="as well; needs npm")
    return parser


class _Measurement:
    """One run of the command."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.redis = services.redis_url() or ""
        self.found: dict[str, Any] = {}

    def rows(self) -> Iterator[Row]:
        """Yield every row, database by database."""
        databases = _chosen(self.asked.database, "database")
        with ThreadPoolExecutor() as pool:  # each has a processor of its own while it is filled
            list(pool.map(self._prepare, databases))
        self.asked.reuse = True
        for database in databases:
            yield from self._told(self._rows_of(database))
        if len(self.found) > 1:
            yield agreement_row(*self.found.values())

    def _prepare(self, database: str) -> None:
        """Make every installation that is measured."""
        needed = self._needed()
        if not self.asked.reuse:
            for portals in {portals for portals, _items in needed}:
                remove(self._installation(database, portals, 0))
        for numbers in needed:
            self._ready(database, *numbers)

    def _needed(self) -> list[tuple[int, int]]:
        most = max(self.asked.portals)
        needed = [(most, min(self.asked.items)), (most, max(self.asked.items))]
        if "queries" in self.asked.only:
            needed += [(portals, FEW_ITEMS) for portals in sorted(self.asked.portals)]
        return list(dict.fromkeys(needed))

    def _told(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            print(f"{row.where}: {row.what}: {row.figure} {row.verdict}", flush=True)
            yield row

    def _rows_of(self, database: str) -> Iterator[Row]:
        few, many = min(self.asked.items), max(self.asked.items)
        portals = max(self.asked.portals)
        made = {items: self._ready(database, portals, items) for items in (few, many)}
        if "queries" in self.asked.only:
            yield from self._query_rows(database)
        for kind in _chosen(self.asked.server, "server"):
            where = f"{database}, {kind}, {portals} portals, {many} items"
            if importlib.util.find_spec(kind) is None:
                yield Row(where, "server", "not installed")
                continue
            yield from self._server_rows(where, kind, made[few], made[many])
        if "search" in self.asked.only:
            self.found[database] = made[many].ask("found")
            yield from found_rows(f"{database}, {many} items", self.found[database])

    def _server_rows(
        self, where: str, kind: str, few: Installation, many: Installation
    ) -> Iterator[Row]:
        if "costs" in self.asked.only:
            costs = self._costs(many, kind)
            yield from cost_rows(where, costs)
            if few != many:
                yield from growth_rows(where, self._costs(few, kind), costs)
        if "search" in self.asked.only:
            yield from search_rows(where, many, kind, self.redis, 3 * self.asked.secs)
        if "transfer" in self.asked.only:
            yield from transfer_rows(where, few, kind, self.redis)
        if self.asked.lighthouse:
            yield from lighthouse_rows(where, few, kind, self.redis)

    def _costs(self, installation: Installation, kind: str) -> Costs:
        return measure(installation, kind, self.redis, self.asked.rounds, self.asked.secs)

    def _query_rows(self, database: str) -> Iterator[Row]:
        """Yield the queries of each page, which are the same whatever there is much of."""
        made = [self._ready(database, *numbers) for numbers in self._needed()]
        counted: list[dict[str, int]] = [each.ask("queries") for each in made]
        where = f"{database}, {'/'.join(each.name.partition('_')[2] for each in made)}"
        for name in counted[0]:
            found = [counts[name] for counts in counted]
            most = MOST_QUERIES.get(name, MOST_QUERIES_ELSEWHERE)
            note = "" if len(set(found)) == 1 else f"(not the same: {found})"
            yield at_most(where, f"SQL of {name}", max(found), most, "{:.0f}", note)

    def _ready(self, database: str, portals: int, items: int) -> Installation:
        return ready(self._installation(database, portals, items), self.asked.reuse)

    def _installation(self, database: str, portals: int, items: int) -> Installation:
        home = self.asked.folder
        address = postgres.started_in(home / "postgres") if database == "postgres" else ""
        return Installation(home, database, portals, items, address)


def _chosen(value: str, name: str) -> tuple[str, ...]:
    return BOTH[name] if value == "both" else (value,)
