"""The newest pages of several lists at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from govportal.portals.restrictions import restricted_paths
from govportal.portals.tree import subtree
from govportal.publishing import ready_queries
from govportal.publishing.public_pages import ids_among, rows_of

ONE_LIST = (
    "SELECT page_id, at FROM (SELECT page_id, at FROM govportal_listedpage"
    " WHERE place_id = %s AND kind = %s AND (is_own OR %s){unhidden}"
    " ORDER BY at DESC, page_id DESC LIMIT %s) newest"
)
UNEXPIRED = " AND (wagtailcore_page.expire_at IS NULL OR wagtailcore_page.expire_at > %s)"
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
    sql, values = _ids_of(lists)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {pk for pk, _at in cursor.fetchall()}


def newest_pages(model: type[Page], lists: Sequence[Wanted], columns: Sequence[str]) -> list[Any]:
    """Return the public pages of *model* wanted with *columns*, those first published last first.

    One query: a list that is short costs less than Django takes to put its condition together.
    """
    if not lists:
        return []
    ids, values = _ids_of(lists)
    sql = rows_of(model, columns, ids) + UNEXPIRED
    pages = ready_queries.read(model, sql, [*values, timezone.now()])
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(pages, key=lambda page: (page.first_published_at or never, page.pk), reverse=True)


class NewestPages(Sequence[Any]):
    """The public pages of *model* wanted, at *most* so many, the newest of all lists first.

    Where they stand is read at once, from the index; they themselves only as they are shown.
    """

    def __init__(
        self, model: type[Page], lists: Sequence[Wanted], columns: Sequence[str], most: int
    ) -> None:
        self.model, self.columns = model, columns
        sql, values = _ids_of(lists)
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY at DESC, page_id DESC LIMIT %s", [*values, most])
            self._ids = [pk for pk, _at in cursor.fetchall()]

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, place: Any) -> Any:
        """Return the pages of a part of the list, those left out that have expired since."""
        ids = self._ids[place] if isinstance(place, slice) else [self._ids[place]]
        sql = rows_of(self.model, self.columns, ids_among(len(ids))) + UNEXPIRED
        pages = ready_queries.read(self.model, sql, [*ids, timezone.now()]) if ids else []
        pages.sort(key=lambda page: ids.index(page.pk))
        return pages if isinstance(place, slice) else pages[0]


def _ids_of(lists: Sequence[Wanted]) -> tuple[str, list[Any]]:
    """Return the query for the ids of the pages wanted, with its values."""
    ranges = [subtree(path) for path in restricted_paths()]
    hidden = " OR ".join(["path BETWEEN %s AND %s"] * len(ranges))
    one_list = ONE_LIST.format(unhidden=UNHIDDEN.format(hidden=hidden) if ranges else "")
    hidden_paths = [path for bounds in ranges for path in bounds]
    values = [
        value for wanted in lists for value in
        (wanted.place, wanted.kind, wanted.with_others, *hidden_paths, wanted.most)
    ]  # fmt: skip
    return " UNION ".join([one_list] * len(lists)), values
