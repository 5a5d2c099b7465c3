"""Gives each portal the sections that the law and its province ask of it, in each language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Page

from govportal.citizens.pages import FeedbackPage
from govportal.folding import slug
from govportal.portals.models import Portal, PortalHome
from govportal.portals.routing import HOME_PATH_LENGTH
from govportal.province import SectionSpec
from govportal.provisioning.new_pages import NewPages
from govportal.publishing.categories import categories
from govportal.publishing.models import LegalDocumentIndexPage, PortalPage, SectionPage

PAGE_TYPES: dict[str, type[PortalPage]] = {
    "articles": SectionPage,
    "records": SectionPage,
    "group": SectionPage,
    "register": SectionPage,
    "legal_documents": LegalDocumentIndexPage,
    "feedback": FeedbackPage,
}
NAMED = 6
"""So many new sections of a portal are named in the report, the others counted."""
Present: TypeAlias = dict[tuple[str, str], tuple[Page | int, UUID]]
"""Page (or its id) and translation key of each section, by path of its home and section key."""


@transaction.atomic
def provision_sections() -> list[str]:
    """Create the sections that a portal lacks, each within its parent; return what changed.

    A section that a portal has stays where it is, however deep; one that the law no longer asks
    for stays too. The number of queries does not grow with the number of portals.
    """
    present, homes = _present_sections(), _homes()
    pages = NewPages()
    changes = []
    for portal in Portal.objects.select_related("agency").order_by("pk"):
        sections = parents_first(categories(portal.code).values())
        made = [
            section.key
            for section, parent in sections
            if _add(section, parent, homes[portal.pk], present, pages)
        ]
        if made:
            changes.append(_summary(portal.code, made))
    pages.save()
    return changes


def parents_first(sections: Iterable[SectionSpec]) -> Iterator[tuple[SectionSpec, str]]:
    """Yield each section with the key of its parent, which comes before it.

    The key is empty where the section stands on the home page: it names no parent, or one that
    is not among *sections*, holds no sections, or stands within the section itself.
    """
    waiting = {section.key: section for section in sections}
    placed: set[str] = set()
    while waiting:
        ready = [section for section in waiting.values() if section.parent not in waiting]
        for section in ready or [next(iter(waiting.values()))]:
            yield section, section.parent if section.parent in placed else ""
            del waiting[section.key]
            if PAGE_TYPES[section.kind] is SectionPage:
                placed.add(section.key)


def _homes() -> dict[int, list[PortalHome]]:
    homes: dict[int, list[PortalHome]] = defaultdict(list)
    rows = PortalHome.objects.select_related("page", "locale").order_by("page__path")
    for row in rows:
        homes[row.portal_id].append(row)
    return homes


def _present_sections() -> Present:
    """Return the sections there are; of copies of a section, the one that came first counts."""
    columns = ("path", "key", "pk", "translation_key")
    return {
        (path[:HOME_PATH_LENGTH], key): (pk, translation_key)
        for model in dict.fromkeys(PAGE_TYPES.values())
        for path, key, pk, translation_key in model.objects.exclude(key="")
        .order_by("-path")
        .values_list(*columns)
    }


def _add(
    section: SectionSpec, parent: str, homes: list[PortalHome], present: Present, pages: NewPages
) -> bool:
    """Add *section* to those of *homes* that lack it; return whether one did."""
    lacking = [home for home in homes if (home.page.path, section.key) not in present]
    if not lacking:
        return False
    there = (present.get((home.page.path, section.key)) for home in homes)
    shared = next((found[1] for found in there if found), None) or uuid4()
    for home in lacking:
        page = _section_page(section, home)
        page.translation_key = shared
        above, _key = present.get((home.page.path, parent), (home.page_id, None))
        pages.add(page, above)
        present[home.page.path, section.key] = page, shared
    return True


def _section_page(section: SectionSpec, home: PortalHome) -> Page:
    now = timezone.now()
    title = section.title.in_language(home.locale.language_code)
    return PAGE_TYPES[section.kind](
        title=title, slug=slug(title), key=section.key, locale=home.locale,
        show_in_menus=section.in_menu, first_published_at=now, last_published_at=now,
    )  # fmt: skip


def _summary(code: str, made: list[str]) -> str:
    named = ", ".join(made[:NAMED]) + ("…" if len(made) > NAMED else "")
    return ngettext(
        "portal %(code)s: %(count)d new section (%(sections)s)",
        "portal %(code)s: %(count)d new sections (%(sections)s)",
        len(made),
    ) % {"code": code, "count": len(made), "sections": named}
