"""The search of many items: how long a page of results takes, and whether it finds them."""

from __future__ import annotations

from collections.abc import Iterator
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
    """Yield within which time the results of each kind of search come, and connections open."""
    searches: dict[str, list[str]] = installation.ask("searches")
    most = 0
    with served(installation, kind, redis) as server:
        load.ask(server, HOST, ["/"], 20, clients=8, most=WARM)
        for clients in CLIENTS:
            for name, texts in searches.items():
                load.ask(server, HOST, _addresses(texts), 5, clients, most=len(texts))
                found = load.ask(server, HOST, _addresses(texts), secs, clients)
                what = f"search, {name}, {clients} at once, p95"
                note = f"p50 {found.percentile(0.5):.0f} ms, CPU {found.cpu:.1f} ms"
                if found.wrong:
                    note += f", {found.wrong} failed"
                yield at_most(where, what, found.percentile(0.95), MOST_MS, "{:.0f} ms", note)
                if installation.database == "postgres":
                    most = max(most, open_connections(installation))
    if installation.database == "postgres":
        yield at_most(where, "connections of PostgreSQL", most, WORKERS * THREADS, "{:.0f}")


def _addresses(texts: list[str]) -> list[str]:
    return [f"/tim-kiem/?{urlencode({'q': text, 'pham-vi': 'tinh'})}" for text in texts]


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
