"""What a search finds: pages with their facets, and pages whose titles begin as typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from govportal.search.effects import EFFECT, day_values
from govportal.search.excerpts import LONGEST_READ, excerpt
from govportal.search.found_files import HAS_FILES, FoundFile, with_files
from govportal.search.index import database
from govportal.search.overview import Overview
from govportal.search.promoted import promoted_entries
from govportal.search.query import MOST_ANSWERS, PAGE_SIZE, SearchQuery
from govportal.search.spelling import closest
from govportal.search.words import folded

__all__ = ["PAGE_SIZE", "Facet", "Hit", "Results", "closest", "excerpt", "find", "promoted",
           "suggest"]  # fmt: skip

MOST_FACETED = MOST_ANSWERS + 1
"""Facets are counted over so many of the newest answers; one more tells that there are more."""
MOST_VALUES = 150
FACETS = {"kind": "kind", "portal_id": "portal", "field": "field", "issuer": "issuer",
          "year": "year", "effect": "effect"}  # fmt: skip
COLUMNS = (
    "e.id, e.page_id, e.portal_id, e.kind, t.title, t.summary, t.dated_on, t.number, "
    "p.url_path, p.path"
)
TEXT = f"substr(t.body, 1, {LONGEST_READ}), {EFFECT}, t.unseen, {HAS_FILES}"
ENTRIES = (
    "SELECT {} FROM govportal_searchentry e JOIN wagtailcore_page p ON p.id = e.page_id "
    "JOIN govportal_searchtext t ON t.entry_id = e.id WHERE p.live AND e.id IN ({})"
)
"""Asked for in every search, sooner than Django would put it together."""


@dataclass(frozen=True)
class Hit:
    """A page that was found. *text* is the beginning of its text, for the excerpt."""

    page_id: int
    portal_id: int
    kind: str
    title: str
    path: str
    tree_path: str
    summary: str
    dated_on: date | None
    number: str
    text: str = field(default="", repr=False)
    effect: str = ""
    unseen: str = field(default="", repr=False)
    has_files: bool = False
    file: FoundFile | None = None


@dataclass(frozen=True)
class Facet:
    """The values of one facet among the answers, the most frequent first."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Results:
    """One page of answers; *count* is capped, *is_more* tells that there are more."""

    hits: tuple[Hit, ...] = ()
    count: int = 0
    is_more: bool = False
    facets: tuple[Facet, ...] = ()
    has_next: bool = False


def find(query: SearchQuery) -> Results:
    """Return the page of answers that *query* asks for, the same on every database.

    Without words it finds whatever the facets allow, the newest first.
    """
    if query.is_nonsense:
        return Results()
    start = (query.page_number - 1) * PAGE_SIZE
    wanted = start + PAGE_SIZE + 1
    all_of_them = database().overview(*query.everything(), MOST_FACETED, wanted)
    found = _ordered(query, all_of_them, wanted)[start:] if all_of_them.total else []
    total = all_of_them.total
    return Results(
        hits=with_files(_hits(found[:PAGE_SIZE], query.on), query),
        count=min(total, MOST_ANSWERS),
        is_more=total > MOST_ANSWERS,
        facets=_facets(all_of_them.counts),
        has_next=len(found) > PAGE_SIZE and start + PAGE_SIZE < MOST_ANSWERS,
    )


def promoted(query: SearchQuery, portal_id: int) -> tuple[Hit, ...]:
    """Return what the portal puts on top for the words of *query*, as far as it is public."""
    entries = promoted_entries(portal_id, query.language, query.cleaned)
    return tuple(_hits(entries, query.on)) if entries else ()


def suggest(
    text: str, language: str, portal_id: int | None = None, limit: int = 8
) -> tuple[Hit, ...]:
    """Return pages whose titles hold the words of *text*, the last of which may be begun."""
    query = SearchQuery(text=text, language=language, portal_id=portal_id)
    words = [word for term in query.terms for word in folded(term)]
    if not words:
        return ()
    return tuple(_hits(database().starting(words, query.narrowing, limit)))


def _ordered(query: SearchQuery, everything: Overview, wanted: int) -> list[int]:
    """Return the keys of the first *wanted* answers of *everything*, tier by tier."""
    found: dict[int, None] = {}
    # One alone needs no order; once all are found, the tiers left hold nothing else.
    enough = min(wanted, everything.total) if everything.total > 1 else 0
    for atoms, narrowing in query.better_tiers():
        if len(found) < enough:
            # Each tier gives again what those before it gave.
            found |= dict.fromkeys(database().ids(atoms, narrowing, wanted + len(found)))
    return list(found | dict.fromkeys(everything.newest))[:wanted]


def _hits(ids: Iterable[int], on: date | None = None) -> list[Hit]:
    """Return the entries that are still public; with a day also their text and effect then."""
    wanted = list(ids)
    columns, values = (f"{COLUMNS}, {TEXT}", day_values(on)) if on else (COLUMNS, [])
    rows = _rows(columns, values, wanted) if wanted else {}
    return [_hit(*rows[pk]) for pk in wanted if pk in rows]


def _rows(columns: str, values: list[str], ids: list[int]) -> dict[int, Any]:
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES.format(columns, ", ".join(["%s"] * len(ids))), [*values, *ids])
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _hit(
    page_id: int, portal_id: int, kind: str, title: str, summary: str, day: date | str | None,
    number: str, path: str, tree_path: str, text: str | None = "", effect: str | None = "",
    unseen: str | None = "", has_files: bool = False,
) -> Hit:  # fmt: skip
    dated_on = date.fromisoformat(day) if isinstance(day, str) else day  # SQLite keeps its text
    return Hit(
        page_id, portal_id, kind, title, path, tree_path, summary, dated_on, number, text or "",
        effect or "", unseen or "", bool(has_files),
    )  # fmt: skip


def _facets(counted: Iterable[tuple[str, Any, int]]) -> tuple[Facet, ...]:
    values: dict[str, list[tuple[str, int]]] = {name: [] for name in FACETS.values()}
    for column, value, count in counted:
        if column and value not in (None, ""):
            values[FACETS[column]].append((str(value), count))
    return tuple(
        Facet(name, tuple(sorted(found, key=ORDERS.get(name, _frequent_first))[:MOST_VALUES]))
        for name, found in values.items()
    )


def _frequent_first(value: tuple[str, int]) -> tuple[int, str]:
    return -value[1], value[0]


def _latest_first(value: tuple[str, int]) -> int:
    return -int(value[0])


ORDERS: dict[str, Callable[[tuple[str, int]], Any]] = {"year": _latest_first}
