"""Pages in the tree, asked for in ways that every database answers from the right index."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from wagtail.models import Page

HOME_DEPTH = 2
"""How deep the home pages of portals stand, each below the root."""

LAST_STEP = Page.alphabet[-1] * Page.steplen


def subtree(path: str) -> tuple[str, str]:
    """Return the range of the paths of a page and of all pages below it, for ``path__range``.

    SQLite reads the whole table for ``path__startswith``.
    """
    return path, path + LAST_STEP


def is_original(page: str = "") -> Exact:
    """Return the condition that the page, or the *page* of a row, is no placeholder of another.

    SQLite would look ``alias_of=None`` up in an index, which nearly all pages of a province match.
    """
    return Exact(Coalesce(F(f"{page}alias_of"), 0), 0)
