"""Looks through published pages for metadata that are missing, faulty or outrun (Điều 6, 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models.functions import Substr
from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.routing import STEP
from govportal.portals.tree import is_original
from govportal.publishing.categories import categories
from govportal.publishing.metadata import checks
from govportal.publishing.metadata.freshness import is_stale
from govportal.publishing.metadata.values import describe, place_of
from govportal.sections import SectionSpec


@dataclass(frozen=True)
class Finding:
    """A fault in the metadata of one published page."""

    portal: str
    page_id: int
    title: str
    url: str
    language: str
    element: str
    """The element concerned, empty where the page changed after its metadata were written."""
    message: str
    is_required: bool
    """Whether the law names this page among those that must carry metadata (Điều 6)."""

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain data."""
        return asdict(self)


def published_pages(portals: Iterable[Portal]) -> Any:
    """Return the public pages of *portals* in every language, placeholders left out."""
    codes = {portal.pk for portal in portals}
    trees = [home.path for home in routing.table().homes if home.portal.pk in codes]
    found = Page.objects.live().public().filter(is_original())
    found = found.annotate(tree=Substr("path", 1, routing.HOME_PATH_LENGTH))
    return found.filter(tree__in=trees)


def audit(portals: Iterable[Portal]) -> Iterator[Finding]:
    """Yield what is wrong with the metadata of published pages.

    It costs as many queries as there are types of page, however many portals and pages.
    """
    asked = list(portals)
    specs = {portal.code: categories(portal.code) for portal in asked}
    pages = list(published_pages(asked).order_by("path").specific())
    keys = {page.path: page.key for page in pages if getattr(page, "key", "")}
    for page in pages:
        yield from _findings(page, keys, specs)


def _findings(
    page: Any, keys: dict[str, str], specs: dict[str, dict[str, SectionSpec]]
) -> Iterator[Finding]:
    place = place_of(page)
    if place is None:
        return
    found = list(checks.faults(describe(page, place)))
    if is_stale(page):
        found.append(("", checks.STALE))
    required = is_required(page, keys, specs[place.portal.code])
    for element, message in found:
        yield Finding(
            place.portal.code, page.pk, page.title, place.url, place.language,
            element, str(message), required,
        )  # fmt: skip


def is_required(page: Any, keys: dict[str, str], specs: dict[str, SectionSpec]) -> bool:
    """Return whether the law wants *page* described: a home, or in a section that must be."""
    if len(page.path) == routing.HOME_PATH_LENGTH:
        return True
    above = range(len(page.path), routing.HOME_PATH_LENGTH, -STEP)
    key = next((keys[page.path[:end]] for end in above if page.path[:end] in keys), "")
    return key in specs and specs[key].is_described
