"""What all answers of a search have in common: how many they are, their facets, their newest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from govportal.search.effects import COUNTS

FACETS = ("kind", "portal_id", "field", "issuer", "year")
"""The columns of entries whose values are counted; the effect is counted by its days."""


@dataclass(frozen=True)
class Overview:
    """The number of the answers, how many have which value, and the keys of the newest."""

    total: int
    counts: tuple[tuple[str, Any, int], ...]
    """Name and value of a facet, and in how many answers it stands."""
    newest: tuple[int, ...]


def overview_sql(as_text: str = "") -> str:
    """Return the SQL that counts the entries ``h``, whose values are made text by *as_text*.

    It takes a day twice and the number of keys that are wanted.
    """
    counts = [
        f"SELECT '{name}', {name}{as_text}, count(*) FROM h GROUP BY {name}" for name in FACETS
    ]
    total = "SELECT '', NULL, count(*) FROM h"
    newest = "SELECT 'id', NULL, id FROM (SELECT id FROM h ORDER BY id DESC LIMIT %s) n"
    return " UNION ALL ".join([*counts, COUNTS, total, newest])


def overview_of(rows: Iterable[tuple[str, Any, int]]) -> Overview:
    """Return the overview that the *rows* of :func:`overview_sql` tell."""
    total, counts, newest = 0, [], []
    for name, value, count in rows:
        if name == "id":
            newest.append(count)
        elif name:
            counts.append((name, value, count))
        else:
            total = count
    return Overview(total, tuple(counts), tuple(sorted(newest, reverse=True)))
