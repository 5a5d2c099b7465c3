"""Which pages anybody may read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func, Q
from wagtail.models import Page

from govportal.portals.routing import STEP
from govportal.portals.tree import is_original

LINE = ("title", "path", "url_path", "first_published_at")
"""What a line of a list shows of any page."""
ITEM = (*LINE, "locale", "translation_key", "alias_of")
"""What a list shows of any page: to read all columns takes longer than the rest of a list."""
LEVELS = 10
"""More than a portal's pages lie below the root."""
PATHS = ", ".join(f"SUBSTR(%(expressions)s, 1, {STEP * level})" for level in range(1, LEVELS + 1))
"""The paths of the page and of all pages above it."""


class IsRestricted(Func):
    """Whether a restriction hides the page at a path: one on the page itself or on one above it.

    Written as SQL since it stands in every public list, where Django would take longer to put the
    same condition together than the database to answer it.
    """

    arity = 1
    output_field = BooleanField()
    template = (
        "EXISTS (SELECT 1 FROM wagtailcore_pageviewrestriction restriction"
        " INNER JOIN wagtailcore_page hidden ON hidden.id = restriction.page_id"
        " WHERE hidden.path IN (PATHS))"
    ).replace("PATHS", PATHS)


def is_public(page: str = "") -> Q:
    """Return the condition that anybody may read the page, or the *page* of a row: ``document__``.

    Unlike Wagtail's own ``public()`` it costs no query of its own. As a condition on the row itself
    it lets the database begin with the few rows that are wanted, where a list of all public pages
    would be made first.
    """
    is_shown = Q(is_original(page), **{f"{page}live": True})
    return is_shown & ~Q(IsRestricted(f"{page}path"))


ROWS = (
    "SELECT {columns} FROM {source} wanted"
    " INNER JOIN wagtailcore_page ON wagtailcore_page.id = wanted.page_id"
    " INNER JOIN {table} ON {table}.page_ptr_id = wanted.page_id"
    " WHERE wagtailcore_page.live AND COALESCE(wagtailcore_page.alias_of_id, 0) = 0"
)
AMONG = "SELECT id AS page_id FROM wagtailcore_page WHERE id IN ({})"


def rows_of(model: type[Page], columns: Sequence[str], ids: str) -> str:
    """Return the query for the published pages of *model* whose ``page_id`` the query *ids* gives.

    It is there at once, where Django would put it together anew: for ``ready_queries.read``.
    """
    return _rows(model, tuple(columns)).format(source=f"({ids})")


def ids_among(count: int) -> str:
    """Return the query that gives *count* ids as ``page_id``."""
    return AMONG.format(", ".join(["%s"] * count))


@cache
def _rows(model: type[Page], columns: tuple[str, ...]) -> str:
    names = dict.fromkeys(("id", "page_ptr", *columns))
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    read = (f"{quote(field.model._meta.db_table)}.{quote(field.column)}" for field in fields)
    return ROWS.format(columns=", ".join(read), table=model._meta.db_table, source="{source}")
