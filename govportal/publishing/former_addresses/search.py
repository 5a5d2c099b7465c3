"""Finds where what stood at a former address stands now, or what became of it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q
from wagtail.contrib.routable_page.models import RoutablePageMixin

from govportal.folding import fold
from govportal.portals import routing
from govportal.portals.pages import url_parts
from govportal.publishing.documents.public_documents import public_documents
from govportal.publishing.former_addresses.models import LONGEST_PATH, FormerAddress
from govportal.publishing.page_ways import at_address, ways

Found = str | FormerAddress
"""The address to go to, or what became of a document."""
MOST_MOVES = 8
"""How many moves, each of something above what was moved before, are followed."""
MOST_STEPS = 12
"""How many steps a path may have that is looked for."""


def find(home: routing.Home, path: str) -> Found | None:
    """Return where *path* below *home* leads now, or what stood there; None if nothing did."""
    if not path or len(path) > LONGEST_PATH or path.count("/") > MOST_STEPS or "\0" in path:
        return None
    for _move in range(MOST_MOVES):
        row = _nearest(home, path)
        if row is None:
            return None
        there = _present(row, path)
        if there is None or there == (home, path):
            return row if row.is_gone else None
        home, path = there
        if address := public_address(home, path):
            return address
    return None


def _nearest(home: routing.Home, path: str) -> FormerAddress | None:
    """Return the row of *path*, or of the longest way to it."""
    rows = FormerAddress.objects.filter(
        portal=home.portal.pk, language=home.language, path__in=ways(_steps(path))
    ).select_related("page")
    return max(rows, key=lambda row: len(row.path), default=None)


def _present(row: FormerAddress, path: str) -> tuple[routing.Home, str] | None:
    """Return where the page of *row* stands now, with what *path* has below it."""
    home = routing.table().home_of(row.page.path) if row.page else None
    if home is None:
        return None
    return home, row.page.url_path.removeprefix(home.url_path) + path[len(row.path) :]


def public_address(home: routing.Home, path: str) -> str:
    """Return the full address of *path* if a public page stands there or answers for it."""
    way = at_address(home.url_path, _steps(path))
    page = way[-1].page() if way else None
    parts = url_parts(page.path, page.url_path) if page and page.live else None
    if page is None or parts is None:
        return ""
    rest = path[len(page.url_path) - len(home.url_path) :]
    if rest and not isinstance(page, RoutablePageMixin):
        return ""
    return f"{parts[1]}{parts[2]}{rest}"


def _steps(path: str) -> list[str]:
    return path.rstrip("/").split("/")


def successors(gone: FormerAddress) -> list[Any]:
    """Return the public documents that replace or abolish the one that is *gone*."""
    relation: Any = apps.get_model("govportal", "LegalDocumentRelation")
    ended = relation.objects.filter(kind__in=(relation.Kind.REPLACES, relation.Kind.ABOLISHES))
    named = Q(target=gone.page_id) if gone.page_id else Q(pk=None)
    ended = ended.filter(named | Q(citation__iexact=gone.citation)).select_related("document")
    ids = [row.document_id for row in ended if _means(row, gone)]
    return list(public_documents().filter(pk__in=ids).order_by("-issued_on", "pk"))


def _means(relation: Any, gone: FormerAddress) -> bool:
    """Return whether the page or the issuer agrees, too: many documents have the same number."""
    if gone.page_id and relation.target_id == gone.page_id:
        return True
    return fold(relation.issuer or relation.document.issuer) == fold(gone.issuer)
