"""Which pages anybody may read."""

from __future__ import annotations

from django.db.models import BooleanField, Func, Q

from govportal.portals.routing import STEP
from govportal.portals.tree import is_original

ITEM = ("title", "path", "url_path", "locale", "translation_key", "alias_of", "first_published_at")
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
