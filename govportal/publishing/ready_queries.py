"""Queries that are there already, and the objects that their rows are.

As Django's ``raw``, but which column is which field, and what makes Python's value of it, is found
out once for a query and not each time it is asked: that takes longer than most of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model


def read(model: type[Model], sql: str, values: Sequence[Any]) -> list[Any]:
    """Return what the query *sql* with *values* finds, as objects of *model*.

    The query gives the primary key. Fields that it leaves out are read when they are asked for;
    columns that are no field become attributes.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        columns = tuple(column[0] for column in cursor.description)
        rows = cursor.fetchall()
    if not rows:
        return []
    shape = _shape_of(model, columns, connection.vendor)
    return [_object_of(model, shape, row) for row in rows]


class _Shape(NamedTuple):
    """What becomes of the values of a row: each by its position."""

    names: tuple[str, ...]
    positions: tuple[int, ...]
    converters: tuple[tuple[int, Any, tuple[Any, ...]], ...]
    further: tuple[tuple[str, int], ...]


@cache
def _shape_of(model: type[Model], columns: tuple[str, ...], _vendor: str) -> _Shape:
    fields = [field for field in model._meta.concrete_fields if field.column in columns]
    positions = tuple(columns.index(str(field.column)) for field in fields)
    converters = []
    for field, position in zip(fields, positions, strict=True):
        column = field.get_col(field.model._meta.db_table)
        found = (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
        if found:
            converters.append((position, column, found))
    further = [(name, position) for position, name in enumerate(columns)
               if position not in positions]  # fmt: skip
    names = tuple(field.attname for field in fields)
    return _Shape(names, positions, tuple(converters), tuple(further))


def _object_of(model: type[Model], shape: _Shape, row: Sequence[Any]) -> Any:
    values = list(row)
    for position, column, converters in shape.converters:
        for convert in converters:
            values[position] = convert(values[position], column, connection)
    found = model.from_db(
        connection.alias, shape.names, [values[position] for position in shape.positions]
    )
    for name, position in shape.further:
        setattr(found, name, values[position])
    return found
