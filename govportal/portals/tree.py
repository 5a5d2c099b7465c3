"""Pages in the tree, asked for in ways that every database answers from the right index."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Func
from django.db.models.lookups import IsNull
from wagtail.models import Page

HOME_DEPTH = 2
"""How deep the home pages of portals stand, each below the root."""

LAST_STEP = Page.alphabet[-1] * Page.steplen


def subtree(path: str) -> tuple[str, str]:
    """Return the range of the paths of a page and of all pages below it, for ``path__range``.

    SQLite reads the whole table for ``path__startswith``.
    """
    return path, path + LAST_STEP


class _WithoutIndex(Func):
    """A column that SQLite does not look up in an index; PostgreSQL knows how often it is empty."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def is_original(page: str = "") -> IsNull:
    """Return the condition that the page, or the *page* of a row, is no placeholder of another.

    SQLite would look ``alias_of=None`` up in an index, which nearly all pages of a province match.
    """
    return IsNull(_WithoutIndex(F(f"{page}alias_of")), True)
