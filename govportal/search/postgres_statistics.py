"""How often words stand in the index, as the statistics of PostgreSQL know it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import prod

from django.db import connection

SECONDS = 600
"""So long the statistics are remembered; they change when PostgreSQL analyses the entries."""
_READ = (
    "SELECT s.most_common_elems::text::text[], s.most_common_elem_freqs, c.reltuples "
    "FROM pg_stats s JOIN pg_class c ON c.oid = 'govportal_searchentry'::regclass "
    "WHERE s.schemaname = current_schema() AND s.tablename = 'govportal_searchentry' "
    "AND s.attname = 'words'"
)


@dataclass(frozen=True)
class Statistics:
    """In which part of all *entries* the most frequent lexemes stand."""

    shares: dict[str, float] = field(default_factory=dict)
    entries: float = 0

    def is_frequent(
        self, words: Iterable[str], led_by: Iterable[str], wanted: int, begun: str = ""
    ) -> bool:
        """Return whether the newest *wanted* entries with *words* are met soon.

        That is sooner than the index names all, on a way that holds none but entries with the
        lexemes *led_by*: reading an entry there costs as much as finding one in the index. The
        entries also hold a lexeme that begins with *begun*.
        """
        on_the_way = self._share(words) * (self._share_beginning(begun) if begun else 1)
        found = self.entries * self._share(led_by) * on_the_way
        return found * on_the_way > wanted

    def _share(self, lexemes: Iterable[str]) -> float:
        return prod(self.shares.get(lexeme, 0) for lexeme in lexemes)

    def _share_beginning(self, begun: str) -> float:
        """Return the share of the most frequent lexeme that begins so: all have no less."""
        return max(
            (it for lexeme, it in self.shares.items() if lexeme.startswith(begun)), default=0
        )


@dataclass
class _Remembered:
    statistics: Statistics = field(default_factory=Statistics)
    until: float = 0


_remembered = _Remembered()


def is_frequent(words: Iterable[str], led_by: Iterable[str], wanted: int, begun: str = "") -> bool:
    """Return whether to go through the entries with *led_by* for the newest with *words*."""
    if time.monotonic() > _remembered.until:
        _remembered.statistics = _read()
        _remembered.until = time.monotonic() + SECONDS
    return _remembered.statistics.is_frequent(words, led_by, wanted, begun)


def _read() -> Statistics:
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return Statistics()  # nothing analysed yet
    lexemes, shares, entries = row
    # Behind the shares of the lexemes stand the least and the greatest of them.
    return Statistics(dict(zip(lexemes, shares, strict=False)), entries)
