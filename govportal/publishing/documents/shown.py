"""How a document's relations to others are told to readers, seen from either side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govportal.publishing.documents.acts import readable
from govportal.publishing.documents.children import children_of
from govportal.publishing.documents.relations import LegalDocumentRelation

if TYPE_CHECKING:
    from govportal.publishing.documents.pages import LegalDocumentPage


@dataclass(frozen=True)
class ShownRelation:
    """A relation to another document; *page* is that document where readers may open it."""

    relation: LegalDocumentRelation
    citation: str
    page: Any = None


@dataclass(frozen=True)
class RelationGroup:
    """All relations of one kind, seen from one side."""

    label: str
    rows: list[ShownRelation]


def relation_groups(page: LegalDocumentPage) -> list[RelationGroup]:
    """Return what *page* does to others, then what others do to it."""
    return [*_groups(_done(page), "get_kind_display"), *_groups(_suffered(page), "passive_kind")]


def _groups(rows: list[ShownRelation], label: str) -> Iterator[RelationGroup]:
    for kind in LegalDocumentRelation.Kind.values:
        of_kind = [row for row in rows if row.relation.kind == kind]
        if of_kind:
            words = getattr(of_kind[0].relation, label)
            yield RelationGroup(str(words() if callable(words) else words), of_kind)


def _done(page: LegalDocumentPage) -> list[ShownRelation]:
    rows = children_of(page, "relations")
    targets = readable({row.target_id for row in rows if row.target_id})
    return [ShownRelation(row, row.citation, targets.get(row.target_id)) for row in rows]


def _suffered(page: LegalDocumentPage) -> list[ShownRelation]:
    return [
        ShownRelation(row, row.shown_document.citation, row.shown_document)
        for row in page.acts_upon
    ]
