"""Counts in memory and adds to the database now and then.

What is counted costs a reader no query: one request in many writes for all of them. What a process
that is killed has not yet written is lost; a clean end writes it.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.db import DatabaseError

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 30
FLUSH_COUNT = 2_000
MOST_KEPT = 20_000
"""Different things kept in memory while the database does not take them."""

Key = TypeVar("Key", bound=Hashable)


class Tally(Generic[Key]):
    """What this process has counted and not yet written; *write* adds it to the database."""

    def __init__(self, write: Callable[[Counter[Key]], None]) -> None:
        self.write = write
        self._lock = threading.Lock()
        self.forget()
        atexit.register(self.flush)

    def forget(self) -> None:
        """Forget what is counted."""
        self._take()

    def add(self, key: Key) -> None:
        """Count *key* once; write all if it is time. Never raises for the database."""
        with self._lock:
            self._counts[key] += 1
            self._count += 1
            waited = time.monotonic() - self._written_at
            is_time = self._count >= FLUSH_COUNT or waited >= FLUSH_SECONDS
        if is_time:
            self.flush()

    def flush(self) -> None:
        """Write what is counted. If the database refuses, log it and keep it for the next time."""
        taken = self._take()
        if not taken:
            return
        try:
            self.write(taken)
        except DatabaseError:
            logger.exception("Counts could not be written; they are kept for the next attempt.")
            self._give_back(taken)

    def _take(self) -> Counter[Key]:
        with self._lock:
            taken: Counter[Key] = getattr(self, "_counts", Counter())
            self._counts: Counter[Key] = Counter()
            self._count, self._written_at = 0, time.monotonic()
        return taken

    def _give_back(self, counts: Counter[Key]) -> None:
        with self._lock:
            if len(self._counts) + len(counts) <= MOST_KEPT:
                self._counts += counts
