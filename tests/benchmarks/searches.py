"""The search of many items: how long a page of results takes, and whether it finds them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks import load
from tests.benchmarks.costs import HOST, WARM, served
from tests.benchmarks.installations import Installation, open_connections
from tests.benchmarks.rows import Row, at_most
from tests.benchmarks.serving import THREADS, WORKERS

MOST_MS = 40
CLIENTS = (1, 8)


def search_rows(
    where: str, installation: Installation, kind: str, redis: str, secs: float
) -> Iterator[Row]:
    """Yield within which time the results of each kind of search come, and connections open.

    Each is made anew every time; of those that were asked before and lie in the page cache the
    slowest kind is told.
    """
    searches: dict[str, list[str]] = installation.ask("searches")
    most = 0
    with served(installation, kind, redis) as server:
        load.ask(server, HOST, ["/"], 20, clients=8, most=WARM)
        for clients, (name, texts) in product(CLIENTS, searches.items()):
            found = _asked(server, texts, clients, secs)
            yield _row(where, f"search, {name}, {clients} at once, p95", found)
            if installation.database == "postgres":
                most = max(most, open_connections(installation))
    if installation.database == "postgres":
        yield at_most(where, "connections of PostgreSQL", most, WORKERS * THREADS, "{:.0f}")
    if redis:
        with served(installation, kind, redis, is_cached=True) as server:
            of_all = [_asked(server, texts, max(CLIENTS), secs) for texts in searches.values()]
        slowest = max(of_all, key=lambda found: found.percentile(0.95))
        yield _row(where, f"search, from cache, {max(CLIENTS)} at once, p95", slowest)


def _asked(server: Any, texts: list[str], clients: int, secs: float) -> load.Load:
    addresses = [f"/tim-kiem/?{urlencode({'q': text, 'pham-vi': 'tinh'})}" for text in texts]
    load.ask(server, HOST, addresses, 5, clients, most=2 * len(texts))
    return load.ask(server, HOST, addresses, secs, clients)


def _row(where: str, what: str, found: load.Load) -> Row:
    note = f"p50 {found.percentile(0.5):.0f} ms, CPU {found.cpu:.1f} ms"
    if found.wrong:
        note += f", {found.wrong} failed"
    return at_most(where, what, found.percentile(0.95), MOST_MS, "{:.0f} ms", note)


def found_rows(where: str, found: dict[str, Any]) -> Iterator[Row]:
    """Yield how many known items are found by their title without marks."""
    known = found["known"]
    yield Row(
        where, "known items among the first ten, typed without marks",
        f"{known['found']} of {known['sought']}", "all", known["found"] == known["sought"],
    )  # fmt: skip


def agreement_row(first: dict[str, Any], second: dict[str, Any]) -> Row:
    """Return whether two databases give the same lists and counts."""
    lists = first["lists"]
    same = [text for text, found in lists.items() if second["lists"].get(text) == found]
    return Row(
        "both databases", "searches with the same results and count",
        f"{len(same)} of {len(lists)}", "all", len(same) == len(lists),
    )  # fmt: skip
