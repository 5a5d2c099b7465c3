"""Which amendments count for a document: published ones, and drafts for those who edit them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from govportal.portals import routing
from govportal.portals.tree import is_original, subtree
from govportal.publishing.documents.amendments import Amendment
from govportal.publishing.documents.public_documents import public_documents
from govportal.publishing.documents.structure import parts_of
from govportal.publishing.regulations.anchors import DECISION_PREFIX
from govportal.publishing.regulations.changes import Change
from govportal.publishing.regulations.consolidation import Consolidated, consolidate
from govportal.publishing.regulations.model import Division
from govportal.publishing.regulations.tree import Part

ISSUING = "qd"
"""The anchor under which the articles of the issuing decision stand together."""
ATTACHED = "noi-dung"
"""The anchor of an attached regulation that has a title."""
_HEAVY = ("body", "decision", "annexes", "preamble", "recipients", "metadata")


def base_of(page: Any) -> tuple[Part, ...]:
    """Return the text of *page* as issued: the decision and what it attaches, each a division."""
    decision = parts_of(page.decision, DECISION_PREFIX)
    first = (Division("part", "", "", ISSUING, decision),) if decision else ()
    body = parts_of(page.body)
    title = page.regulation_title
    return (*first, Division("part", "", title, ATTACHED, body)) if title else (*first, *body)


def published(target: Any) -> QuerySet[Amendment]:
    """Return the amendments of *target* that published documents of its portal make."""
    home = routing.table().home_of(target.path)
    if target.pk is None or home is None:
        return Amendment.objects.none()
    documents = public_documents().filter(path__range=subtree(home.path))
    found = Amendment.objects.filter(target=target.pk, document__in=documents.values("pk"))
    found = found.exclude(document=target.pk).select_related("document")
    return found.defer(*(f"document__{name}" for name in _HEAVY)).order_by("document", "sort_order")


def drafts(target: Any, user: Any) -> dict[Any, list[Amendment]]:
    """Return the amendments in the newest draft of each document that *user* may edit."""
    home = routing.table().home_of(target.path)
    if home is None:
        return {}
    model = type(target)
    pages = model.objects.filter(is_original(), path__range=subtree(home.path))
    edited = pages.filter(Q(live=False) | Q(has_unpublished_changes=True)).exclude(pk=target.pk)
    rows = edited.values_list("pk", "latest_revision__content__amendments")
    wanted = [pk for pk, content in rows if _names(content, target.pk)]
    found = {}
    for page in edited.filter(pk__in=wanted):
        if page.permissions_for_user(user).can_edit():
            draft = page.get_latest_revision_as_object()
            found[draft] = [row for row in draft.amendments.all() if row.target_id == target.pk]
    return found


def _names(content: Any, target_id: int) -> bool:
    return any(row.get("target") == target_id for row in content or [])


def changes(rows: Iterable[Amendment], document: Any = None) -> list[Change]:
    """Return *rows* as values, in the document that has them or in *document*."""
    return [
        row.change(document or row.document, f"{(document or row.document).pk}-{number}")
        for number, row in enumerate(rows)
    ]


def with_drafts(target: Any, user: Any) -> tuple[list[Change], dict[str, Any]]:
    """Return the amendments of *target* as *user* may see them, and the documents by key.

    The draft of a document that the user may edit stands in for its published version.
    """
    own = drafts(target, user)
    rows = [row for row in published(target) if row.document not in own]
    documents = {str(page.pk): page for page in own} | {
        str(row.document_id): row.document for row in rows
    }
    drafted = (change for page, found in own.items() for change in changes(found, page))
    return [*changes(rows), *drafted], documents


def consolidated(page: Any, on: date) -> tuple[Consolidated, dict[str, Any]]:
    """Return the text of *page* on a day as published, and the amending documents by key."""
    rows = list(published(page))
    documents = {str(row.document_id): row.document for row in rows}
    return consolidate(base_of(page), changes(rows), on), documents


def articles_of(parts: Iterable[Part]) -> Iterator[Any]:
    """Yield the articles and unnumbered paragraphs of *parts* in printed order."""
    for part in parts:
        if isinstance(part, Division):
            yield from articles_of(part.children)
        else:
            yield part
