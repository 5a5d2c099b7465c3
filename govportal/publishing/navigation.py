"""Ways from a page to other pages: menu, breadcrumb, other languages, sibling portals.

None of them costs a query per portal, and the menu is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q
from django.db.models.functions import Left
from django.db.models.lookups import Exact
from django.http import HttpRequest
from django.utils.translation import get_language_info
from wagtail.models import Page

from govportal import plugins
from govportal.folding import fold
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.pages import PortalPageMixin, url_parts
from govportal.portals.routing import HOME_PATH_LENGTH, STEP, Endpoint
from govportal.portals.tree import HOME_DEPTH, is_original
from govportal.publishing.categories import section_types, with_keys
from govportal.publishing.notices import COLUMNS as NOTICES
from govportal.publishing.notices import Notice, notice_in
from govportal.publishing.page_ways import way_to
from govportal.publishing.portal_memory import remembered
from govportal.publishing.suspensions import COLUMNS as SUSPENSIONS
from govportal.publishing.suspensions import LANGUAGE as ANNOUNCED_IN

PAGE_OF_LIST = "trang"
THEMATIC = "thematic"
"""The kind of what is a portal by itself and no agency."""


@dataclass(frozen=True)
class Link:
    """A link to a page or portal; *language* where it differs from the reader's."""

    title: str
    url: str
    key: str = ""
    path: str = ""
    language: str = ""
    is_current: bool = False
    in_menu: bool = True
    pk: int = 0
    superior: str = ""
    """The agency above that of the portal, where another has the same name."""


@dataclass(frozen=True)
class _Front:
    sections: list[Link] = field(default_factory=list)
    notices: dict[str, Any] = field(default_factory=dict)


def menu(request: HttpRequest, page: Page | None = None) -> list[Link]:
    """Return the sections of the portal's menu, the one that holds *page* marked."""
    here = page.path if page else ""
    return [
        replace(link, is_current=here.startswith(link.path))
        for link in sections(request)
        if link.in_menu
    ]


def place_in_menu(request: HttpRequest, page: Page | None) -> str:
    """Return the same text for all pages on which the menu marks the same entry in the same way."""
    if page is None or len(page.path) <= HOME_PATH_LENGTH:
        return "home" if page else ""
    holding = (link for link in sections(request) if link.in_menu)
    place = next((link.path for link in holding if page.path.startswith(link.path)), "")
    return f"{place} itself" if place == page.path else place


def sections(request: HttpRequest) -> list[Link]:
    """Return the sections that stand on the portal's home page, those of the menu among them."""
    return _front(request).sections


def notice(request: HttpRequest) -> Notice:
    """Return what all pages of the portal say now: an emergency, mourning, a suspension."""
    language = getattr(getattr(request, "endpoint", None), "language", ANNOUNCED_IN)
    return notice_in(_front(request).notices, language)


def show_notice(request: HttpRequest, **values: Any) -> None:
    """Let this answer say *values* of ``notices.COLUMNS`` in place of what the portal says."""
    _front(request).notices.update(values)


def _front(request: HttpRequest) -> _Front:
    """Return what every page shows of the portal's home and its sections."""
    if not hasattr(request, "_govportal_front"):
        endpoint = getattr(request, "endpoint", None)
        home = endpoint and routing.table().home(endpoint.portal.pk, endpoint.language)
        front = remembered(request, "front", lambda: _read_front(endpoint, home))
        request._govportal_front = _Front(front.sections, dict(front.notices))
    return request._govportal_front  # type: ignore[no-any-return]


def _read_front(endpoint: Endpoint, home: routing.Home | None) -> _Front:
    front = _Front()
    if home is None:
        return front
    told_by = _home_of_announcements(endpoint)
    found = Page.objects.live().filter(is_original(), view_restrictions=None)
    sections = _sections_of(home.path) & Q(depth=HOME_DEPTH + 1)
    found = found.filter(sections | Q(path__in=[home.path, told_by]))
    columns = ("title", "url_path", "section_key", "path", "show_in_menus", "depth", "pk")
    stored = [f"homepage__{column}" for column in (*NOTICES, *SUSPENSIONS)]
    for row in with_keys(found).order_by("path").values_list(*columns, *stored):
        title, url_path, key, path, in_menu, depth, pk = row[: len(columns)]
        told = row[len(columns) :]
        if path == home.path:
            front.notices.update(zip(NOTICES, told, strict=False))
        if path == told_by:
            front.notices.update(zip(SUSPENSIONS, told[len(NOTICES) :], strict=True))
        if depth > HOME_DEPTH:
            url = endpoint.path(url_path[len(home.url_path) - 1 :])
            front.sections.append(Link(title, url, key, path, in_menu=in_menu, pk=pk))
    return front


def _home_of_announcements(endpoint: Endpoint) -> str:
    home = routing.table().home(endpoint.portal.pk, ANNOUNCED_IN)
    return home.path if home else ""


def sections_below(page: Page, request: HttpRequest) -> list[Link]:
    """Return the published sections that stand right below *page*, in their order.

    Those of the portal are remembered: to find the few among many pages takes long.
    """
    home, depth = page.path[:HOME_PATH_LENGTH], len(page.path) + STEP
    known = remembered(request, f"sections:{home}", lambda: _read_sections(home))
    return [
        Link(title, _url(path, url_path, request), path=path, pk=pk)
        for pk, title, path, url_path in known
        if len(path) == depth and path.startswith(page.path)
    ]


def _read_sections(home: str) -> list[tuple[int, str, str, str]]:
    found = Page.objects.filter(_sections_of(home), is_original())
    found = found.filter(live=True, view_restrictions=None).order_by("path")
    return list(found.values_list("pk", "title", "path", "url_path"))


def _sections_of(home: str) -> Q:
    """Return the condition that a page is a section of the *home*, found by its type.

    By the place in the tree a database would read all pages below the home.
    """
    of_type: Q = Page.objects.get_queryset().exact_type_q(*section_types())
    return of_type & Q(Exact(Left("path", len(home)), home))


def _url(path: str, url_path: str, request: HttpRequest) -> str:
    parts = url_parts(path, url_path)
    here = getattr(request, "endpoint", None)
    if parts is None:
        return ""
    return parts[2] if here is not None and here.root_url == parts[1] else parts[1] + parts[2]


def sections_above(page: Page) -> list[Link]:
    """Return the breadcrumb of *page*: the pages between the home and it, both left out."""
    found = []
    for place in way_to(page):
        if place.original is None:
            parts = url_parts(place.path, place.url_path)
            found.append(Link(place.title, parts[2] if parts else ""))
    return found


def languages(request: HttpRequest, page: Page | None = None) -> list[Link]:
    """Return the portal's languages: the same page where there is one, else the home.

    A link that leads to the home instead of this page has the key ``home``, so that it says so.
    """
    endpoint = getattr(request, "endpoint", None)
    if endpoint is None:
        return []
    spoken = routing.table().languages(endpoint.portal.pk)
    if isinstance(page, PortalPageMixin):
        view = _view_of(page, request)
        versions = {language: url + view for language, url in page.alternates.items()}
    else:
        versions = _addresses_of_view(request, spoken)
    return [
        Link(
            title=get_language_info(other.language)["name_local"],
            url=versions.get(other.language, other.url()),
            key="" if other.language in versions or other == endpoint else "home",
            language=other.language,
            is_current=other.language == endpoint.language,
        )
        for other in sorted(spoken, key=lambda end: (end.language != "vi", end.language))
    ]


def _view_of(page: Any, request: HttpRequest) -> str:
    """Return what stands behind the address of *page*, if its other versions have the same there.

    A form has; a part of a document may be missing in another language.
    """
    parts = page.get_url_parts(request)
    view = request.path.removeprefix(parts[2]) if parts else ""
    return view if view in getattr(page, "views_in_every_language", ()) else ""


def _addresses_of_view(request: HttpRequest, spoken: list[Endpoint]) -> dict[str, str]:
    """Return the addresses of what stands at one path of every portal, as the search does.

    The query is kept but for the page of a list, which may be shorter in another language.
    """
    match = request.resolver_match
    if match is None or match.args or match.kwargs or request.method not in {"GET", "HEAD"}:
        return {}
    query = request.GET.copy()
    query.pop(PAGE_OF_LIST, None)
    path = f"{request.path_info}?{query.urlencode()}" if query else request.path_info
    return {endpoint.language: endpoint.url(path) for endpoint in spoken}


def link_to(portal: Portal, language: str) -> Link | None:
    """Return the link to *portal* in *language*, in Vietnamese where it does not speak that."""
    table = routing.table()
    spoken = table.canonical(portal.pk, language)
    endpoint = spoken or table.canonical(portal.pk, "vi")
    if endpoint is None:
        return None
    return Link(
        portal.name, endpoint.url(), portal.code, language="" if spoken else "vi",
        superior=table.superior_beside(portal),
    )  # fmt: skip


def directory(language: str) -> dict[str, list[Link]]:
    """Return the component portals by name: the territorial ones apart from the other bodies.

    Those of the Party and of the Front stand apart from the State's (INFO-38), and so do portals
    of a theme, which belong to no agency of their own.
    """
    names = ("bodies", "territories", "thematic", "party", "front")
    groups: dict[str, list[Link]] = {name: [] for name in names}
    for portal in sorted(routing.table().portals, key=_order):
        link = link_to(portal, language)
        if link is None or portal.agency.parent_id is None:
            continue
        groups[_group(portal.agency.kind)].append(replace(link, title=portal.agency.name))
    return groups


def _order(portal: Portal) -> tuple[str, str]:
    return fold(portal.agency.name), fold(routing.table().superior_beside(portal))


def _group(kind_key: str) -> str:
    if kind_key == THEMATIC:
        return THEMATIC
    kind = plugins.agency_kinds().get(kind_key)
    if kind is not None and kind.bloc != "state":
        return kind.bloc
    return "territories" if kind and kind.is_territorial else "bodies"
