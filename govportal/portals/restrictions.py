"""Which parts of the page tree are not for everybody."""

from __future__ import annotations

from django.db import connection

RESTRICTED = (
    "SELECT hidden.path FROM wagtailcore_pageviewrestriction restriction"
    " CROSS JOIN wagtailcore_page hidden WHERE hidden.id = restriction.page_id"
    " UNION ALL SELECT hidden.path FROM wagtailcore_pageviewrestriction restriction"
    " CROSS JOIN wagtailcore_page hidden WHERE hidden.alias_of_id = restriction.page_id"
)
"""SQLite keeps the order of a cross join: it begins with the few restrictions."""


def restricted_paths() -> tuple[str, ...]:
    """Return the paths of the pages that are not for everybody, nor is what lies below them.

    The placeholders of such a page are among them. Asked for at every request: the few rows are
    read sooner than Django would put a narrower question together.
    """
    with connection.cursor() as cursor:
        cursor.execute(RESTRICTED)
        return tuple(path for (path,) in cursor.fetchall())
