"""The newest pages of several lists at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from govportal.portals.restrictions import restricted_paths
from govportal.portals.tree import subtree

ONE_LIST = (
    "SELECT page_id FROM (SELECT page_id FROM govportal_listedpage"
    " WHERE place_id = %s AND kind = %s AND (is_own OR %s){unhidden}"
    " ORDER BY at DESC, page_id DESC LIMIT %s) newest"
)
UNHIDDEN = " AND page_id NOT IN (SELECT id FROM wagtailcore_page WHERE {hidden})"


@dataclass(frozen=True)
class Wanted:
    """How many of the newest pages of a *kind* are wanted of the list of a *place*."""

    place: int
    kind: str
    most: int
    with_others: bool = True
    """Whether those are wanted as well that stand there by agreement."""


def newest_of(lists: Sequence[Wanted]) -> set[int]:
    """Return the ids of the pages wanted, of those that anybody may read.

    One query, which reads each list from its index (Django's own ``union`` takes no limits on
    SQLite), after one for what is hidden.
    """
    if not lists:
        return set()
    ranges = [subtree(path) for path in restricted_paths()]
    hidden = " OR ".join(["path BETWEEN %s AND %s"] * len(ranges))
    one_list = ONE_LIST.format(unhidden=UNHIDDEN.format(hidden=hidden) if ranges else "")
    hidden_paths = [path for bounds in ranges for path in bounds]
    values = [
        value for wanted in lists for value in
        (wanted.place, wanted.kind, wanted.with_others, *hidden_paths, wanted.most)
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join([one_list] * len(lists)), values)
        return {pk for (pk,) in cursor.fetchall()}
