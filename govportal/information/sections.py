"""The pages of the categories: which there are, and which of them hold a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from wagtail.models import Page

from govportal.portals.models import PortalHome
from govportal.portals.routing import HOME_PATH_LENGTH, STEP
from govportal.portals.tree import is_original, subtree
from govportal.publishing.categories import with_keys

FEW = 20
"""Up to so many trees are named in a query; of more, all pages are read."""
CategoryKey = tuple[int, str]
"""The id of a portal and the key of a category."""


@dataclass(frozen=True)
class SectionRow:
    """The page of a category in one language."""

    pk: int
    portal_id: int
    key: str
    path: str
    url_path: str
    is_public: bool


class Trees:
    """The page trees of some portals."""

    def __init__(self, portals: Iterable[int]) -> None:
        rows = PortalHome.objects.filter(portal__in=list(portals)).order_by("locale_id", "pk")
        self._by_home = dict(rows.values_list("page__path", "portal_id"))

    def portal_id_of(self, path: str) -> int | None:
        """Return the portal whose tree holds the page at *path*, None for others' pages."""
        return self._by_home.get(path[:HOME_PATH_LENGTH])

    def pages(self, found: Any) -> Any:
        """Narrow a query of pages to these trees, as far as that is worth it."""
        if len(self._by_home) > FEW:
            return found
        within = Q(pk=None)
        for path in self._by_home:
            within |= Q(path__range=subtree(path))
        return found.filter(within)

    @cached_property
    def public(self) -> ExpressionWrapper:
        """The expression that tells which pages the public may read."""
        private = Page.objects.all().private_q()
        return ExpressionWrapper(Q(live=True) & ~private, output_field=BooleanField())

    def sections(self) -> dict[str, SectionRow]:
        """Return the pages of categories by their path, in one query for any number of trees."""
        pages = with_keys(self.pages(Page.objects.filter(is_original()))).exclude(section_key="")
        rows = pages.annotate(is_public=self.public).values_list(
            "pk", "section_key", "path", "url_path", "is_public"
        )
        return {row.path: row for row in self._rows(rows)}

    def _rows(self, rows: Iterable[tuple[int, str, str, str, bool]]) -> Iterator[SectionRow]:
        for pk, key, path, url_path, is_public in rows:
            portal_id = self.portal_id_of(path)
            if portal_id is not None:
                yield SectionRow(pk, portal_id, key, path, url_path, is_public)


def above(path: str) -> Iterator[str]:
    """Yield the paths of the pages above *path* and its own, below the home."""
    return (path[:length] for length in range(HOME_PATH_LENGTH + STEP, len(path) + 1, STEP))


def keys_above(path: str) -> set[str]:
    """Return the keys of the categories whose pages hold the page at *path* or are it."""
    pages = with_keys(Page.objects.filter(path__in=list(above(path))))
    return set(pages.exclude(section_key="").values_list("section_key", flat=True))
