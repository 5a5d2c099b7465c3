"""Lists of the administration that sort and are searched as Vietnamese expects.

Sorted: a, ă, â … d, đ …, tones last; by the collation of PostgreSQL's own ICU, and by one of ours
on SQLite, which has none. Searched: with or without marks, where no index of words is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models import CharField, F, Field, Q, QuerySet, TextField, Transform
from django.db.models.functions import Collate
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.search.index import class_is_indexed

from govportal.dictionary_order import ALPHABET, TONES, collation_key
from govportal.folding import fold, normalise

COLLATION = "vi-x-icu"
KNOWN_COLLATION = {
    "postgresql": "SELECT 1 FROM pg_collation WHERE collname = %s",
    "sqlite": "SELECT 1 FROM pragma_collation_list WHERE name = %s",
}
FOLD = "govportal_fold"
_SMALL = [normalise(letter + tone) for letter in ALPHABET for tone in TONES]
MARKED = "".join(letter + letter.upper() for letter in _SMALL if len(letter) == 1)
PLAIN = "".join(map(fold, MARKED))
_key = lru_cache(maxsize=20_000)(collation_key)


class Folded(Transform):
    """Text in small letters without marks, as :func:`govportal.folding.fold` makes it."""

    lookup_name = "folded"
    function = FOLD
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Let PostgreSQL take off the marks itself; it needs no extension for that."""
        template = f"lower(translate(%(expressions)s, '{MARKED}', '{PLAIN}'))"
        return self.as_sql(compiler, connection, template=template, **context)


def connect() -> None:
    """Sort and search every list of Wagtail's own and of ours so."""
    connection_created.connect(_teach_sqlite)
    for kind in (CharField, TextField):
        kind.register_lookup(Folded)
    BaseListingView.get_queryset = _sorted(BaseListingView.get_queryset)
    BaseListingView.search_queryset = _searched(BaseListingView.search_queryset)


def in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return *rows* in the order they were to have, with text as in a dictionary.

    A PostgreSQL built without ICU has no such order: it keeps its own.
    """
    if not _has_collation(rows.db, COLLATION):
        return rows
    query = rows.query
    names = query.order_by or (query.default_ordering and rows.model._meta.ordering) or ()
    return rows.order_by(*(_collated(rows, name) for name in names)) if names else rows


@cache
def _has_collation(database: str, name: str) -> bool:
    connection = connections[database]
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_COLLATION[connection.vendor], [name])
        return cursor.fetchone() is not None


def _collated(rows: QuerySet[Any], name: Any) -> Any:
    bare = name.removeprefix("-") if isinstance(name, str) else ""
    if not _is_text(_field(rows, bare)):
        return name
    words = Collate(F(bare), COLLATION)
    return words.desc() if name.startswith("-") else words.asc()


def _is_text(field: Any) -> bool:
    return isinstance(field, CharField | TextField) and not field.choices


def _field(rows: QuerySet[Any], path: str) -> Field[Any, Any] | None:
    if path in rows.query.annotations:
        return rows.query.annotations[path].output_field  # type: ignore[no-any-return]
    model, field = rows.model, None
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except (AttributeError, FieldDoesNotExist):
            return None
        model = field.related_model
    return field


def _sorted(others: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def get_queryset(view: Any) -> Any:
        rows = others(view)  # the results of an index of words have an order of their own
        return in_order(rows) if isinstance(rows, QuerySet) else rows

    return get_queryset


def _searched(others: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def search_queryset(view: Any, rows: Any) -> Any:
        asks_index = class_is_indexed(rows.model) and view.search_backend_name
        if not view.is_searching or asks_index:
            return others(view, rows)
        found = Q()
        for path in view.search_fields or []:
            found |= Q(**_lookup(rows, path, view.search_query))
        return rows.filter(found)

    return search_queryset


def _lookup(rows: QuerySet[Any], path: str, words: str) -> dict[str, str]:
    if _is_text(_field(rows, path)):
        return {f"{path}__folded__contains": fold(words)}
    return {f"{path}__icontains": words}


def _teach_sqlite(connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compare)
        connection.connection.create_function(FOLD, 1, _folded, deterministic=True)


def _compare(one: str, other: str) -> int:
    return (_key(one) > _key(other)) - (_key(one) < _key(other))


def _folded(text: Any) -> str | None:
    return None if text is None else fold(str(text))
