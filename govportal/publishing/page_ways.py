"""The pages between a home and a page, all found at once, and the page at an address."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page

from govportal.portals.routing import HOME_PATH_LENGTH, STEP
from govportal.publishing.ready_queries import read

# Put together here and not by Django, which would take longer than the databases: asked for at
# every request.
BY_ADDRESS = (
    "SELECT id, content_type_id, title, path, url_path, alias_of_id FROM wagtailcore_page"
    " WHERE slug IN ({marks}) AND url_path IN ({marks}) ORDER BY depth"
)
"""The slugs are there for the index."""
BY_PATH = (
    "SELECT id, content_type_id, title, path, url_path, alias_of_id FROM wagtailcore_page"
    " WHERE path IN ({marks}) ORDER BY depth"
)


SOME = -1
"""Stands for the page that is looked for."""


@cache
def _one_of(model: type[Page]) -> tuple[str, tuple[Any, ...]]:
    """Return the query for one page of *model* with all columns, put together by Django once.

    A model that has ``with_facts`` adds what spares the page further queries.
    """
    rows = model._default_manager.filter(pk=SOME).order_by()
    with_facts = getattr(model, "with_facts", None)
    sql, values = (with_facts(rows) if with_facts else rows).query.sql_with_params()
    return sql, values


class Waypoint(NamedTuple):
    """A page that stands on the way to another."""

    pk: int
    content_type: int
    title: str
    path: str
    url_path: str
    original: int | None
    """The page for which it only stands as a placeholder."""

    def page(self) -> Page | None:
        """Return the page in its own type, None where its type or the page itself is gone."""
        model = ContentType.objects.get_for_id(self.content_type).model_class()
        if model is None or not issubclass(model, Page):
            return None
        sql, values = _one_of(model)
        wanted = [self.pk if value == SOME else value for value in values]
        return next(iter(read(model, sql, wanted)), None)


def at_address(root: str, steps: Sequence[str]) -> list[Waypoint]:
    """Return the pages by *steps* below the page whose URL path is *root*, the deepest last."""
    paths = [root + way for way in ways(steps)]
    return _read(BY_ADDRESS, [*steps, *paths], len(steps))


def ways(steps: Sequence[str]) -> list[str]:
    """Return the paths that lead by *steps*, the shortest first: ``a/``, ``a/b/``."""
    return ["".join(f"{step}/" for step in steps[:count]) for count in range(1, len(steps) + 1)]


def remember_way(page: Any, way: list[Waypoint]) -> None:
    """Let *page* know the pages between the home and it, the home and itself left out."""
    page._govportal_way = way


def way_to(page: Any) -> list[Waypoint]:
    """Return the pages between the home and *page*, both left out, read once."""
    if not hasattr(page, "_govportal_way"):
        ends = range(HOME_PATH_LENGTH + STEP, len(page.path), STEP)
        above = [page.path[:end] for end in ends]
        remember_way(page, _read(BY_PATH, above, len(above)))
    found: list[Waypoint] = page._govportal_way
    return found


def _read(query: str, values: list[str], count: int) -> list[Waypoint]:
    if not values:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query.format(marks=", ".join(["%s"] * count)), values)
        return [Waypoint(*row) for row in cursor.fetchall()]
