"""The portals that a report is about, and whose staff may see which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from govportal import plugins
from govportal.facts import Text
from govportal.portals.membership import portals_of
from govportal.portals.models import Portal, PortalHome
from govportal.portals.routing import HOME_PATH_LENGTH

PROVINCIAL_PERMISSIONS = ("govportal.view_portal", "govportal.change_portal")
"""A permission on portals as such, whichever: staff of a portal have none of them."""


class Subjects:
    """The portals of a report, one line each, and the pages that are theirs."""

    def __init__(self, portals: Iterable[Portal]) -> None:
        self.portals = tuple(portals)
        homes = PortalHome.objects.filter(portal__in=[portal.pk for portal in self.portals])
        self._by_home = dict(homes.values_list("page__path", "portal_id"))

    def __iter__(self) -> Iterator[Portal]:
        return iter(self.portals)

    def __len__(self) -> int:
        return len(self.portals)

    def portal_id_of(self, page_path: str) -> int | None:
        """Return the portal whose tree holds *page_path*, None when it is not in the report."""
        return self._by_home.get(page_path[:HOME_PATH_LENGTH])


def visible_portals(user: Any) -> list[Portal]:
    """Return the portals whose lines *user* may see: all for provincial staff, else their own."""
    return all_portals() if sees_all(user) else all_portals(only=portals_of(user))


def sees_all(user: Any) -> bool:
    """Return whether *user* serves the whole province."""
    return any(user.has_perm(permission) for permission in PROVINCIAL_PERMISSIONS)


def sees_some(user: Any) -> bool:
    """Return whether *user* may see the figures of some portal."""
    return sees_all(user) or bool(portals_of(user))


def all_portals(only: Iterable[int] | None = None) -> list[Portal]:
    """Return the portals, or those with the ids *only*, in the province's order of agencies."""
    found = Portal.objects.select_related("agency__parent")
    if only is not None:
        found = found.filter(pk__in=list(only))
    places = {spec.code: place for place, spec in enumerate(plugins.agencies())}
    last = len(places)
    return sorted(found, key=lambda portal: (places.get(portal.code, last), portal.code))


def agency_name(portal: Portal) -> Text:
    """Return the name of the portal's agency in both languages, whichever is active."""
    return Text(vi=portal.agency.name_vi or portal.code, en=portal.agency.name_en or "")
