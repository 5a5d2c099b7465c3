"""Where pages stand: the portal, the section and the language that a view is counted for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.models import Portal

SECTION_PATH_LENGTH = routing.HOME_PATH_LENGTH + routing.STEP
"""Sections are children of homes; what stands deeper belongs to the section above it."""


@dataclass(frozen=True)
class Place:
    """Where one page stands. A home is its own section."""

    portal: Portal
    section_id: int
    language: str


def places(page_ids: Collection[int]) -> dict[int, Place]:
    """Return the place of each page; two queries for any number, none for an unknown page."""
    paths = dict(Page.objects.filter(pk__in=page_ids).values_list("pk", "path"))
    sections = {path[:SECTION_PATH_LENGTH] for path in paths.values()}
    ids = dict(Page.objects.filter(path__in=sections).values_list("path", "pk"))
    found = {}
    for page_id, path in paths.items():
        home, section = routing.table().home_of(path), ids.get(path[:SECTION_PATH_LENGTH])
        if home and section:
            found[page_id] = Place(home.portal, section, home.language)
    return found
