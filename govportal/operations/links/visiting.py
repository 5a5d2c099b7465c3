"""Asks many addresses at once, but each host one at a time and with a pause between."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from govportal import law
from govportal.operations.links.asking import Finding, ask


@dataclass(frozen=True)
class Manners:
    """How long an answer is waited for, how many hosts are asked at once, the pause for each."""

    timeout: int
    hosts_at_once: int
    pause: int

    @classmethod
    def of_rules(cls) -> Manners:
        """Return what the rules say; times in seconds."""
        names = ("links.timeout", "links.hosts_at_once", "links.pause")
        return cls(*(law.number(name) for name in names))


def visit(
    addresses: Iterable[str], manners: Manners, deadline: float
) -> Iterator[tuple[str, Finding]]:
    """Yield what was found at each of *addresses* as it is known, until *deadline*.

    *deadline* is a moment of the clock ``time.monotonic``. A host that answers drop by drop holds
    up its own thread alone, which ends with the process.
    """
    hosts: SimpleQueue[list[str]] = SimpleQueue()
    found: SimpleQueue[tuple[str, Finding]] = SimpleQueue()
    by_host = _by_host(addresses)
    for waiting in by_host:
        hosts.put(waiting)
    for _number in range(min(manners.hosts_at_once, len(by_host))):
        threading.Thread(target=_work, args=(hosts, found, manners, deadline), daemon=True).start()
    for _number in range(sum(map(len, by_host))):
        try:
            yield found.get(timeout=max(deadline - time.monotonic(), 0))
        except Empty:
            return


def _by_host(addresses: Iterable[str]) -> list[list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for address in addresses:
        found[_host(address)].append(address)
    return list(found.values())


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""  # no address: nobody is asked


def _work(
    hosts: SimpleQueue[list[str]],
    found: SimpleQueue[tuple[str, Finding]],
    manners: Manners,
    deadline: float,
) -> None:
    while True:
        try:
            waiting = hosts.get_nowait()
        except Empty:
            return
        for place, address in enumerate(waiting):
            if place:
                time.sleep(manners.pause)
            if time.monotonic() >= deadline:
                return
            found.put((address, ask(address, manners.timeout)))
