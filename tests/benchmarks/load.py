"""Asks servers of this machine for pages, a bounded time long, and times each answer."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.benchmarks.serving import HOST, Server

MOST_REQUESTS = 20_000


@dataclass
class Load:
    """What came of it: seconds of each answer, CPU seconds in all, and answers of other states."""

    seconds: list[float] = field(default_factory=list)
    app_cpu: float = 0.0
    beside_cpu: float = 0.0
    wrong: int = 0
    size: int = 0
    """Bytes of the last answer."""

    @property
    def cpu(self) -> float:
        """CPU milliseconds a request, of the application and of what works for it."""
        return (self.app_cpu + self.beside_cpu) / max(1, len(self.seconds)) * 1000

    def percentile(self, share: float) -> float:
        """Return the milliseconds within which *share* of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def ask(
    server: Server, host: str, paths: Sequence[str], secs: float, clients: int = 2,
    most: int = MOST_REQUESTS, headers: dict[str, str] | None = None,
) -> Load:  # fmt: skip
    """Ask for *paths* in turn with so many *clients* at once, *secs* long or *most* requests."""
    load, turns = Load(), itertools.count()
    deadline = time.monotonic() + secs
    app, beside = server.cpu_seconds()

    def client() -> None:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
        while time.monotonic() < deadline and (turn := next(turns)) < most:
            _ask(connection, paths[turn % len(paths)], {"Host": host, **(headers or {})}, load)
        connection.close()

    threads = [threading.Thread(target=client) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after_app, after_beside = server.cpu_seconds()
    load.app_cpu, load.beside_cpu = after_app - app, after_beside - beside
    return load


def _ask(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str], load: Load
) -> None:
    started = time.perf_counter()
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        load.size = len(response.read())
    except (OSError, http.client.HTTPException):
        connection.close()
        load.wrong += 1
        return
    load.seconds.append(time.perf_counter() - started)
    load.wrong += response.status not in {200, 304}
