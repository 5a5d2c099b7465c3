"""The pages of the categories: which there are, and which of them hold a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, When
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction

from govportal.portals import routing
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
    translation_key: Any = None
    has_introduction: bool = False
    """Whether it is a section with a text of its own."""
    last_published_at: datetime | None = None


class Trees:
    """The page trees of some portals."""

    def __init__(self, portals: Iterable[int]) -> None:
        self._by_home = routing.table().paths_of(set(portals))

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
        """The expression that tells which pages the public may read.

        Wagtail's own condition costs a query of its own.
        """
        above = Substr(OuterRef("path"), 1, Length("page__path"))
        private = Exists(PageViewRestriction.objects.filter(page__path=above))
        return ExpressionWrapper(Q(live=True) & ~private, output_field=BooleanField())

    def sections(self) -> dict[str, SectionRow]:
        """Return the pages of categories by their path, in one query for any number of trees."""
        pages = with_keys(self.pages(Page.objects.filter(is_original()))).exclude(section_key="")
        empty = Q(sectionpage__introduction=[]) | Q(sectionpage__key=None) | Q(sectionpage__key="")
        has_text = Case(When(empty, then=False), default=True, output_field=BooleanField())
        rows = pages.annotate(is_public=self.public, has_introduction=has_text).values_list(
            "pk", "section_key", "path", "url_path", "is_public",
            "translation_key", "has_introduction", "last_published_at",
        )  # fmt: skip
        return {row.path: row for row in self._rows(rows)}

    def _rows(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[SectionRow]:
        for pk, key, path, *others in rows:
            portal_id = self.portal_id_of(path)
            if portal_id is not None:
                yield SectionRow(pk, portal_id, key, path, *others)


def above(path: str) -> Iterator[str]:
    """Yield the paths of the pages above *path* and its own, below the home."""
    return (path[:length] for length in range(HOME_PATH_LENGTH + STEP, len(path) + 1, STEP))


def keys_above(path: str) -> set[str]:
    """Return the keys of the categories whose pages hold the page at *path* or are it."""
    pages = with_keys(Page.objects.filter(path__in=list(above(path))))
    return set(pages.exclude(section_key="").values_list("section_key", flat=True))
