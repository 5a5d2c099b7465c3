"""The child objects of a page, read by a query that is there already.

Most pages have none; Django takes longer to ask for them than the databases to answer.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from govportal.publishing.ready_queries import read

CHILDREN = "SELECT * FROM {table} WHERE {column} = %s ORDER BY sort_order"


def with_presence(documents: QuerySet[Any]) -> QuerySet[Any]:
    """Return *documents*, each of which tells in ``has_…`` which of its rows there are at all.

    Most documents have no further files, and nothing acts upon them: they need not be asked again.
    """
    relations = documents.model._meta.get_field("relations").related_model.objects
    attachments = documents.model._meta.get_field("attachments").related_model.objects
    acts = relations.filter(target__translation_key=OuterRef("translation_key"))
    return documents.annotate(
        has_attachments=Exists(attachments.filter(document=OuterRef("pk"))),
        has_relations=Exists(relations.filter(document=OuterRef("pk"))),
        has_acts=Exists(acts),
    )


def children_of(page: Any, name: str) -> list[Any]:
    """Return the child objects *name* of *page* in their order; a draft holds its own."""
    if not page.pk or name in getattr(page, "_cluster_related_objects", ()):
        return list(getattr(page, name).all())
    if not getattr(page, f"has_{name}", True):
        return []
    relation = page._meta.get_field(name)
    model, parent = relation.related_model, relation.field
    sql = CHILDREN.format(table=model._meta.db_table, column=parent.column)
    found = read(model, sql, [page.pk])
    for child in found:
        setattr(child, parent.name, page)
    return found
