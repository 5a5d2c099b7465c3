"""What of the portals may be read by others: public pages, placeholders left out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Value
from django.db.models.functions import Coalesce, Substr
from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.tree import is_original
from govportal.publishing.models import SectionPage

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""The time of a page that was never published by anyone, such as a provisioned section."""


def trees_of(portals: Collection[int] | None, language: str = "") -> list[str]:
    """Return the tree paths of the homes of *portals* (None for all), in *language* if given."""
    return [
        home.path
        for home in routing.table().homes
        if (portals is None or home.portal.pk in portals)
        and (not language or home.language == language)
    ]


def published(model: type[Page], trees: Collection[str]) -> Any:
    """Return the public pages of *model* below *trees*, each with the time it last ``changed``."""
    changed = Coalesce("last_published_at", "first_published_at", Value(EARLIEST))
    tree = Substr("path", 1, routing.HOME_PATH_LENGTH)
    found = model.objects.live().public().filter(is_original())
    return found.annotate(changed=changed, tree=tree).filter(tree__in=trees)


def in_sections(pages: Any, keys: Collection[str]) -> Any:
    """Return those of *pages* that stand in or below a section with one of *keys*."""
    outer = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    sections = SectionPage.objects.filter(key__in=keys).annotate(item=outer)
    return pages.filter(Exists(sections.filter(item__startswith=F("path")).values("pk")))
