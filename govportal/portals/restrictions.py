"""Which parts of the page tree are not for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

RESTRICTED = (
    "SELECT hidden.path FROM wagtailcore_pageviewrestriction restriction"
    " CROSS JOIN wagtailcore_page hidden WHERE hidden.id = restriction.page_id"
    " UNION ALL SELECT hidden.path FROM wagtailcore_pageviewrestriction restriction"
    " CROSS JOIN wagtailcore_page hidden WHERE hidden.alias_of_id = restriction.page_id"
)
"""SQLite keeps the order of a cross join: it begins with the few restrictions."""

Paths = tuple[str, ...]
_read: ContextVar[list[Paths] | None] = ContextVar("restricted paths", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Let the paths be read once for all that asks for them within: one answer to a reader."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def restricted_paths() -> Paths:
    """Return the paths of the pages that are not for everybody, nor is what lies below them.

    The placeholders of such a page are among them. Asked for at every request: the few rows are
    read sooner than Django would put a narrower question together.
    """
    known = _read.get()
    if known:
        return known[0]
    with connection.cursor() as cursor:
        cursor.execute(RESTRICTED)
        found = tuple(path for (path,) in cursor.fetchall())
    if known is not None:
        known.append(found)
    return found
