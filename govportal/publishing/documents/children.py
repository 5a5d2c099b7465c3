"""The child objects of a page, read by a query that is there already.

Most pages have none; Django takes longer to ask for them than the databases to answer.
"""

from __future__ import annotations

from typing import Any

CHILDREN = "SELECT * FROM {table} WHERE {column} = %s ORDER BY sort_order"


def children_of(page: Any, name: str) -> list[Any]:
    """Return the child objects *name* of *page* in their order; a draft holds its own."""
    if not page.pk or name in getattr(page, "_cluster_related_objects", ()):
        return list(getattr(page, name).all())
    relation = page._meta.get_field(name)
    model, parent = relation.related_model, relation.field
    sql = CHILDREN.format(table=model._meta.db_table, column=parent.column)
    found = list(model.objects.raw(sql, [page.pk]))
    for child in found:
        setattr(child, parent.name, page)
    return found
