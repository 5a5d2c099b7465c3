"""Reads pages and their versions in other languages, all of them in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Length, Substr
from wagtail.models import Page

from govportal.languages.required import source_language
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.routing import STEP
from govportal.portals.tree import is_original, subtree
from govportal.publishing.categories import SECTION_KEYS

FEW = 8
"""So many portals are found by the index on paths; for more the whole table is read."""


class Original(NamedTuple):
    """A page in the first language."""

    pk: int
    title: str
    path: str
    key: Any
    content_type_id: int
    kind: str | None
    is_live: bool
    written_at: datetime | None


class Version(NamedTuple):
    """A page that translates another; its text may not be public yet."""

    pk: int
    path: str
    key: Any
    language: str
    is_live: bool
    written_at: datetime | None
    drafted_at: datetime | None
    latest_revision_id: int | None


def when_written(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Add to *pages* when what is public of each was written: approval may take days."""
    return pages.annotate(written_at=Coalesce("live_revision__created_at", "last_published_at"))


def within(portals: Collection[Portal], language: str | None = None) -> QuerySet[Page]:
    """Return the pages of *portals* in one language, in the further ones without *language*."""
    table, source = routing.table(), source_language()
    found = Page.objects.filter(is_original())
    if language:
        found = found.filter(locale__language_code=language)
    else:
        found = found.exclude(locale__language_code=source)
    if len(portals) > FEW:
        return found
    homes = [
        home.path
        for portal in portals
        for endpoint in table.languages(portal.pk)
        if (home := table.home(portal.pk, endpoint.language))
    ]
    return found.filter(reduce(or_, (Q(path__range=subtree(home)) for home in homes), Q(pk=None)))


def section_keys(portals: Collection[Portal]) -> dict[int, dict[str, str]]:
    """Return the key of each section by its path, by portal; editors' own sections have none."""
    found = within(portals, source_language()).annotate(key=Coalesce(*SECTION_KEYS))
    table = routing.table()
    keys: dict[int, dict[str, str]] = {portal.pk: {} for portal in portals}
    for path, key in found.exclude(key=None).values_list("path", "key"):
        home = table.home_of(path)
        if home and home.portal.pk in keys:
            keys[home.portal.pk][path] = key
    return keys


def originals(portals: Collection[Portal], sections: Iterable[str]) -> QuerySet[Page]:
    """Return what may have a version: homes, what is in *sections*, what has one already."""
    paths = list(sections)
    versions = within(portals).filter(translation_key=OuterRef("translation_key"))
    found = within(portals, source_language()).annotate(
        parent_path=Substr("path", 1, Length("path") - STEP)
    )
    wanted = Q(path__in=paths) | Q(parent_path__in=paths) | Q(depth=2)
    is_kept = Q(live=True) & wanted | Exists(versions.filter(live=True))
    return found.filter(is_kept | Q(live=True) & Exists(versions))


def read_originals(pages: QuerySet[Page]) -> list[Original]:
    """Return *pages* in the order of the tree."""
    names = ("pk", "title", "path", "translation_key", "content_type_id", "recordpage__kind")
    rows = when_written(pages).order_by("path").values_list(*names, "live", "written_at")
    return [Original(*row) for row in rows]


def read_versions(portals: Collection[Portal]) -> Mapping[tuple[Any, str], Version]:
    """Return the versions in further languages of the pages of *portals*, by key and language."""
    names = ("pk", "path", "translation_key", "locale__language_code", "live", "written_at")
    pages = when_written(within(portals)).annotate(drafted_at=F("latest_revision__created_at"))
    rows = pages.values_list(*names, "drafted_at", "latest_revision_id")
    versions = (Version(*row) for row in rows)
    return {(version.key, version.language): version for version in versions}
