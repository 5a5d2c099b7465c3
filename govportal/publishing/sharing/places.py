"""Which sections may show which pages of another portal: those that hold the same kind of thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.tree import is_original, subtree
from govportal.publishing.article_pages import ArticlePage
from govportal.publishing.categories import section_spec, with_keys
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.listed.models import ARTICLE, DOCUMENT
from govportal.publishing.records.models import RecordPage
from govportal.publishing.section_pages import LegalDocumentIndexPage, SectionPage

SHARED_TYPES = (ArticlePage, RecordPage, LegalDocumentPage)


@dataclass(frozen=True)
class Place:
    """A section that may show an item; *depth* below the home's own sections."""

    section: Page
    depth: int

    @property
    def label(self) -> str:
        """The title, indented as the section lies in the tree."""
        return "\u2003" * self.depth + self.section.title


def kind_held(section: Page) -> str:
    """Return what *section* lists, in the words of ``list_kind``."""
    if isinstance(section, LegalDocumentIndexPage):
        return DOCUMENT
    if not isinstance(section, SectionPage):
        return ""
    spec = section_spec(section)
    return (spec.record_type if spec else "") or ARTICLE


def sections_of(portal: Portal, language: str) -> list[Page]:
    """Return the published sections of *portal* in one language in their order."""
    home = routing.table().home(portal.pk, language)
    if home is None:
        return []
    models: tuple[Any, ...] = (SectionPage, LegalDocumentIndexPage)
    found = (
        model.objects.live().public().filter(is_original(), path__range=subtree(home.path))
        for model in models
    )
    return sorted(
        (page for pages in found for page in pages.defer("introduction")),
        key=lambda page: page.path,
    )


def places_for(page: Page, portal: Portal) -> list[Place]:
    """Return the sections of *portal* that may show *page*: same language, same kind of thing."""
    home = routing.table().home_of(page.path)
    sections = sections_of(portal, home.language) if home else []
    wanted = page.list_kind
    return [Place(found, found.depth - 3) for found in sections if kind_held(found) == wanted]


def usual_place(page: Page, places: list[Place]) -> Place | None:
    """Return the place of the category in which *page* stands at its source, None without one."""
    above = with_keys(page.get_ancestors()).exclude(section_key="").order_by("-depth")
    for key in above.values_list("section_key", flat=True):
        for place in places:
            if getattr(place.section, "key", "") == key:
                return place
    return places[0] if len(places) == 1 else None
