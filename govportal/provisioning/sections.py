"""Gives each portal the sections that the law and its province ask of it, in each language."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from govportal import plugins
from govportal.citizens.pages import FeedbackPage
from govportal.folding import slug
from govportal.portals.models import Portal, PortalHome
from govportal.province import SectionSpec
from govportal.provisioning.indexing import indexed_together
from govportal.publishing.models import LegalDocumentIndexPage, PortalPage, SectionPage

PAGE_TYPES: dict[str, type[PortalPage]] = {
    "articles": SectionPage,
    "legal_documents": LegalDocumentIndexPage,
    "feedback": FeedbackPage,
}
Present = dict[tuple[str, str], object]
"""The translation key of each section, by path of its home and section key."""


def provision_sections() -> list[str]:
    """Create the sections that a portal lacks; return what changed. Existing ones stay as are."""
    present = _present_sections()
    homes = _homes()
    specs = {spec.code: spec for spec in plugins.agencies()}
    changes = []
    for portal in Portal.objects.select_related("agency"):
        if portal.code not in specs:
            continue
        missing = [
            section
            for section in plugins.sections(specs[portal.code])
            if not all((home.page.path, section.key) in present for home in homes[portal.pk])
        ]
        if missing:
            changes += _add_all(missing, portal, homes[portal.pk], present)
    return changes


def _homes() -> dict[int, list[PortalHome]]:
    homes: dict[int, list[PortalHome]] = defaultdict(list)
    rows = PortalHome.objects.select_related("page", "locale").order_by("page__path")
    for row in rows:
        homes[row.portal_id].append(row)
    return homes


def _present_sections() -> Present:
    return {
        (path[:8], key): translation_key
        for model in PAGE_TYPES.values()
        for path, key, translation_key in model.objects.exclude(key="").values_list(
            "path", "key", "translation_key"
        )
    }


@transaction.atomic
@indexed_together()
def _add_all(
    missing: list[SectionSpec], portal: Portal, homes: list[PortalHome], present: Present
) -> list[str]:
    changes = []
    for section in missing:
        _add(section, homes, present)
        values = {"code": portal.code, "section": section.key}
        changes.append(_("portal %(code)s: section %(section)s") % values)
    return changes


def _add(section: SectionSpec, homes: list[PortalHome], present: Present) -> None:
    shared = [present.get((home.page.path, section.key)) for home in homes]
    translation_key = next((key for key in shared if key is not None), None)
    for home, there in zip(homes, shared, strict=True):
        if there is not None:
            continue
        page = _section_page(section, home)
        if translation_key is not None:
            page.translation_key = translation_key
        translation_key = page.translation_key
        home.page.add_child(instance=page)


def _section_page(section: SectionSpec, home: PortalHome) -> Page:
    now = timezone.now()
    title = section.title.in_language(home.locale.language_code)
    return PAGE_TYPES[section.kind](
        title=title, slug=slug(title), key=section.key, locale=home.locale,
        show_in_menus=section.in_menu, first_published_at=now, last_published_at=now,
    )  # fmt: skip
