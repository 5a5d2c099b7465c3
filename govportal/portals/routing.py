"""Which portal and language an address means, and which address a page has.

All addresses of the installation are kept in memory: a request costs no query to route. The
table is read again when an address changes in this process, and every few seconds for changes
made by another.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db import DatabaseError
from django.db.models.signals import post_delete, post_save
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.signals import page_published

from govportal.portals.models import Agency, Portal, PortalEndpoint, PortalHome

TABLE_SECONDS = 5
STEP: int = Page.steplen
"""The path of a page in the tree has as many characters a level."""
HOME_PATH_LENGTH = 2 * STEP
"""Homes are children of the root."""


@dataclass(frozen=True)
class Endpoint:
    """An address ready for use: the portal, its site and the language spoken there."""

    portal: Portal
    site: Site
    language: str
    hostname: str
    prefix: str
    is_canonical: bool

    @property
    def root_url(self) -> str:
        """Scheme and host, with the suffix and port of a development machine."""
        host = self.hostname + settings.GOVPORTAL_HOST_SUFFIX
        port = settings.GOVPORTAL_PORT
        shown = f":{port}" if port not in ("", "80", "443") else ""
        return f"{settings.GOVPORTAL_SCHEME}://{host}{shown}"

    def path(self, path: str) -> str:
        """Return *path* of this portal as the path a browser asks for."""
        return f"/{self.prefix}{path}" if self.prefix else path

    @property
    def home_path(self) -> str:
        """The path of the home page."""
        return self.path("/")

    def url(self, path: str = "/") -> str:
        """Return the full address of *path*."""
        return self.root_url + self.path(path)


@dataclass(frozen=True)
class Home:
    """The root of a portal's tree in one language, as the table keeps it."""

    portal: Portal
    language: str
    page_id: int
    path: str
    url_path: str


class RoutingTable:
    """Every address and home of the installation."""

    def __init__(self, endpoints: Iterable[PortalEndpoint], homes: Collection[PortalHome]) -> None:
        self._by_host: dict[str, list[Endpoint]] = {}
        self._canonical: dict[tuple[int, str], Endpoint] = {}
        roots = {(row.portal_id, row.locale_id): row.page for row in homes}
        self._homes = {row.page.path: _home(row) for row in homes}
        self._home_of_portal = {(h.portal.pk, h.language): h for h in self._homes.values()}
        self._shared: dict[str | None, set[str]] = {}
        for row in endpoints:
            # In memory alone: a page is looked for below the home of the address's language.
            site = row.portal.site
            site.root_page = roots.get((row.portal_id, row.locale_id), site.root_page)
            self._add(_endpoint(row))
        for found in self._by_host.values():
            found.sort(key=lambda endpoint: len(endpoint.prefix), reverse=True)

    def _add(self, endpoint: Endpoint) -> None:
        self._by_host.setdefault(endpoint.hostname, []).append(endpoint)
        if endpoint.is_canonical:
            self._canonical[endpoint.portal.pk, endpoint.language] = endpoint

    def match(self, host: str, path: str) -> Endpoint | None:
        """Return the endpoint that *host* and *path* mean: the longest prefix, None if none."""
        for endpoint in self._by_host.get(_bare(host), ()):
            prefix = f"/{endpoint.prefix}"
            if not endpoint.prefix or path == prefix or path.startswith(f"{prefix}/"):
                return endpoint
        return None

    def knows(self, host: str) -> bool:
        """Return whether some portal answers at *host*."""
        return _bare(host) in self._by_host

    def at_host(self, hostname: str) -> list[Endpoint]:
        """Return the main addresses of the host, one a language spoken there."""
        return [found for found in self._by_host.get(hostname, ()) if found.is_canonical]

    def home_of(self, page_path: str) -> Home | None:
        """Return the home above the page with the tree path *page_path*, None outside portals."""
        return self._homes.get(page_path[:HOME_PATH_LENGTH])

    def home(self, portal_id: int, language: str) -> Home | None:
        """Return the home of a portal in one language, None where it has none."""
        return self._home_of_portal.get((portal_id, language))

    def canonical(self, portal_id: int, language: str) -> Endpoint | None:
        """Return the address at which a portal speaks *language*."""
        return self._canonical.get((portal_id, language))

    def languages(self, portal_id: int) -> list[Endpoint]:
        """Return the canonical addresses of a portal, one a language."""
        return [end for (owner, _code), end in self._canonical.items() if owner == portal_id]

    @property
    def homes(self) -> list[Home]:
        """The homes of all portals in every language."""
        return list(self._homes.values())

    def answers_for(self, portal: Portal, other: Portal) -> bool:
        """Return whether *portal* is *other*, or that of an agency above the other's."""
        agency: int | None = other.agency_id
        while agency is not None and agency != portal.agency_id:
            agency = self._superiors.get(agency)
        return agency is not None

    def superior_beside(self, portal: Portal) -> str:
        """Return the name of the agency above that of *portal*, if another has its name."""
        agency = portal.agency
        if agency.parent and agency.name in self._shared_names(get_language()):
            return agency.parent.name
        return ""

    @cached_property
    def main(self) -> Portal | None:
        """The portal of the province itself: that of the agency without a superior."""
        return next((it for it in self.by_id.values() if it.agency.parent_id is None), None)

    @property
    def portals(self) -> list[Portal]:
        """The portals of the installation, each once."""
        return list(self.by_id.values())

    @cached_property
    def by_id(self) -> Mapping[int, Portal]:
        """The portals by their primary keys."""
        return {found.portal.pk: found.portal for found in self._canonical.values()}

    @cached_property
    def by_code(self) -> Mapping[str, Portal]:
        """The portals by the codes of their agencies."""
        return {found.code: found for found in self.by_id.values()}

    def _shared_names(self, language: str | None) -> set[str]:
        if language not in self._shared:
            names = Counter(found.agency.name for found in self.by_id.values())
            self._shared[language] = {name for name, times in names.items() if times > 1}
        return self._shared[language]

    @cached_property
    def _superiors(self) -> dict[int, int | None]:
        return {found.agency_id: found.agency.parent_id for found in self.by_id.values()}

    def paths_of(self, portals: Collection[int]) -> dict[str, int]:
        """Return the ids of *portals* by the tree paths of their homes."""
        homes = self._homes.values()
        return {home.path: home.portal.pk for home in homes if home.portal.pk in portals}


def main_portal() -> Portal | None:
    """Return the portal of the province itself, None in an installation without portals."""
    return table().main


def portals_with(ids: Collection[int]) -> list[Portal]:
    """Return the portals with *ids*, with their agencies and those above, from the table.

    Only a portal without an address, which the table does not know, costs a query.
    """
    known = [portal for portal in table().portals if portal.pk in ids]
    unknown = set(ids) - {portal.pk for portal in known}
    if unknown:
        known += Portal.objects.filter(pk__in=unknown).select_related("agency__parent")
    return known


def _bare(host: str) -> str:
    name = host.partition(":")[0].lower().rstrip(".")
    if settings.GOVPORTAL_HOST_SUFFIX:
        name = name.removesuffix(settings.GOVPORTAL_HOST_SUFFIX)
    return name.removeprefix("www.")


def _endpoint(row: PortalEndpoint) -> Endpoint:
    return Endpoint(
        row.portal, row.portal.site, row.locale.language_code,
        row.hostname, row.path_prefix, row.is_canonical,
    )  # fmt: skip


def _home(row: PortalHome) -> Home:
    return Home(row.portal, row.locale.language_code, row.page_id, row.page.path, row.page.url_path)


_remembered: tuple[float, RoutingTable] | None = None


def table() -> RoutingTable:
    """Return the routing table, at most a few seconds old."""
    global _remembered  # noqa: PLW0603 - one table per process, like Wagtail's root paths
    now = time.monotonic()
    if _remembered is None or now - _remembered[0] > TABLE_SECONDS:
        _remembered = now, _read_table()
    return _remembered[1]


def _read_table() -> RoutingTable:
    endpoints = PortalEndpoint.objects.select_related(
        "portal__agency__parent", "portal__site__root_page", "locale"
    )
    homes = PortalHome.objects.select_related("portal__agency", "locale", "page")
    try:
        return RoutingTable(endpoints, list(homes))
    except DatabaseError:
        # The tables are not there before the first migration; nothing can be routed then.
        return RoutingTable((), ())


def forget(**_kwargs: object) -> None:
    """Forget the table: an address, a portal or a home has changed."""
    global _remembered  # noqa: PLW0603
    _remembered = None
    Site.clear_site_root_paths_cache()


def _forget_home(instance: Page, **_kwargs: object) -> None:
    if table().home_of(instance.path) and len(instance.path) == HOME_PATH_LENGTH:
        forget()


def connect() -> None:
    """Forget the table whenever something in it is saved or deleted."""
    page_published.connect(_forget_home, dispatch_uid="govportal-routing-home")
    for model in (Agency, Portal, PortalEndpoint, PortalHome, Site):
        post_save.connect(forget, sender=model, dispatch_uid=f"govportal-routing-{model}")
        post_delete.connect(forget, sender=model, dispatch_uid=f"govportal-routing-{model}")
