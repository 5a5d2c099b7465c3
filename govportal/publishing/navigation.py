"""Ways from a page to other pages: menu, breadcrumb, other languages, sibling portals.

None of them costs a query per portal, and the menu is read once a request.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import get_language_info
from wagtail.models import Page

from govportal import plugins
from govportal.folding import fold
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.pages import PortalPageMixin, url_parts
from govportal.portals.routing import Endpoint

HOME_DEPTH = 2


@dataclass(frozen=True)
class Link:
    """A link to a page or portal; *language* where it differs from the reader's."""

    title: str
    url: str
    key: str = ""
    path: str = ""
    language: str = ""
    is_current: bool = False


def menu(request: HttpRequest, page: Page | None = None) -> list[Link]:
    """Return the top-level pages of the portal's menu, the one that holds *page* marked."""
    endpoint = getattr(request, "endpoint", None)
    if endpoint is None:
        return []
    if not hasattr(request, "_govportal_menu"):
        request._govportal_menu = list(_read_menu(endpoint))
    here = page.path if page else ""
    links: list[Link] = request._govportal_menu
    return [replace(link, is_current=here.startswith(link.path)) for link in links]


def _read_menu(endpoint: Endpoint) -> Iterator[Link]:
    home = routing.table().home(endpoint.portal.pk, endpoint.language)
    if home is None:
        return
    found = Page.objects.live().in_menu().filter(alias_of=None, view_restrictions=None)
    found = found.filter(path__startswith=home.path, depth=HOME_DEPTH + 1)
    keys = [f"{kind}__key" for kind in ("sectionpage", "legaldocumentindexpage", "feedbackpage")]
    found = found.annotate(key=Coalesce(*keys, Value("")))
    rows = found.order_by("path").values_list("title", "url_path", "key", "path")
    for title, url_path, key, path in rows:
        yield Link(title, endpoint.path(url_path[len(home.url_path) - 1 :]), key, path)


def breadcrumb(page: Page) -> Iterator[Link]:
    """Yield the pages between the home and *page*, both left out."""
    if page.depth <= HOME_DEPTH + 1:
        return
    above = page.get_ancestors().filter(depth__gt=HOME_DEPTH)
    for title, path, url_path in above.values_list("title", "path", "url_path"):
        parts = url_parts(path, url_path)
        yield Link(title, parts[2] if parts else "")


def languages(request: HttpRequest, page: Page | None = None) -> list[Link]:
    """Return the portal's languages: the same page where it is translated, else the home."""
    endpoint = getattr(request, "endpoint", None)
    if endpoint is None:
        return []
    versions = page.alternates if isinstance(page, PortalPageMixin) else {}
    return [
        Link(
            title=get_language_info(other.language)["name_local"],
            url=versions.get(other.language, other.url()),
            language=other.language,
            is_current=other.language == endpoint.language,
        )
        for other in sorted(
            routing.table().languages(endpoint.portal.pk),
            key=lambda end: (end.language != "vi", end.language),
        )
    ]


def main_portal() -> Portal | None:
    """Return the portal of the province itself: that of the agency without a superior."""
    return next((p for p in routing.table().portals if p.agency.parent_id is None), None)


def link_to(portal: Portal, language: str) -> Link | None:
    """Return the link to *portal* in *language*, in Vietnamese where it does not speak that."""
    table = routing.table()
    spoken = table.canonical(portal.pk, language)
    endpoint = spoken or table.canonical(portal.pk, "vi")
    if endpoint is None:
        return None
    return Link(portal.name, endpoint.url(), portal.code, language="" if spoken else "vi")


def directory(language: str) -> dict[str, list[Link]]:
    """Return the component portals: the territorial ones apart from the others, by name."""
    kinds = plugins.agency_kinds()
    groups: dict[str, list[Link]] = {"bodies": [], "territories": []}
    for portal in sorted(routing.table().portals, key=lambda p: fold(p.agency.name)):
        link = link_to(portal, language)
        if link is None or portal.agency.parent_id is None:
            continue
        kind = kinds.get(portal.agency.kind)
        group = "territories" if kind and kind.is_territorial else "bodies"
        groups[group].append(replace(link, title=portal.agency.name))
    return groups
