"""Finds documents that would act upon each other in a circle, through drafts as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from wagtail.models import Page

from govportal.publishing.documents.relations import LegalDocumentRelation

if TYPE_CHECKING:
    from govportal.publishing.documents.pages import LegalDocumentPage

KINDS = ("replaces", "abolishes", "amends")
"""A document that does one of these to another is the newer one."""


def leads_back(page: LegalDocumentPage, targets: set[Any]) -> set[Any]:
    """Return those translation keys of *targets* from which acts lead to *page* again.

    The queries are the same however many documents and steps there are.
    """
    if not targets:
        return set()
    below: dict[Any, set[Any]] = {}
    for acting, target in (*_stored(), *_drafted()):
        if acting != page.translation_key:  # what the page itself does is what is asked about
            below.setdefault(acting, set()).add(target)
    return {target for target in targets if page.translation_key in _reached(target, below)}


def _reached(start: Any, below: dict[Any, set[Any]]) -> set[Any]:
    found, waiting = {start}, [start]
    while waiting:
        further = below.get(waiting.pop(), set()) - found
        found |= further
        waiting += further
    return found


def _stored() -> Iterator[tuple[Any, Any]]:
    """Yield the acts of published documents and of those never published."""
    rows = LegalDocumentRelation.objects.filter(kind__in=KINDS, target__isnull=False)
    yield from rows.values_list("document__translation_key", "target__translation_key")


def _drafted() -> Iterator[tuple[Any, Any]]:
    """Yield the acts in changes of published documents that wait for approval."""
    model: Any = apps.get_model("govportal", "LegalDocumentPage")
    drafts = model.objects.filter(live=True, has_unpublished_changes=True)
    found = drafts.values_list("translation_key", "latest_revision__content__relations")
    acts = [
        (key, row["target"])
        for key, rows in found
        for row in rows or ()
        if row.get("target") and row.get("kind") in KINDS
    ]
    targets = {target for _key, target in acts}
    rows = Page.objects.filter(pk__in=targets).values_list("pk", "translation_key")
    keys = dict(rows) if targets else {}
    yield from ((key, keys[target]) for key, target in acts if target in keys)
