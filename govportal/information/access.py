"""Whose categories a member of staff sees, and who may answer for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govportal import plugins
from govportal.portals import routing
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal

PROVINCIAL_PERMISSIONS = ("govportal.view_portal", "govportal.change_portal")
"""A permission on portals as such, whichever: staff of a portal have none of them."""
ANSWERING = (PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)


def visible_portals(user: Any) -> list[Portal]:
    """Return the portals whose figures *user* may see: all for provincial staff, else their own."""
    return all_portals() if sees_all(user) else all_portals(only=portals_of(user))


def sees_all(user: Any) -> bool:
    """Return whether *user* serves the whole province."""
    return any(user.has_perm(permission) for permission in PROVINCIAL_PERMISSIONS)


def sees_some(user: Any) -> bool:
    """Return whether *user* may see the figures of some portal."""
    return sees_all(user) or bool(portals_of(user))


def may_answer(user: Any, portal: Portal) -> bool:
    """Return whether *user* may record an answer for a category of *portal*.

    Editors and their superiors on their own portal, the provincial board on every portal;
    technical administration has no part in content (ROLE-05).
    """
    if portal.pk in portals_of(user, ANSWERING):
        return True
    return not user.is_superuser and bool(user.has_perm("govportal.change_portal"))


def all_portals(only: Iterable[int] | None = None) -> list[Portal]:
    """Return the portals, or those with the ids *only*, in the province's order of agencies."""
    if only is None:
        found = list(Portal.objects.select_related("agency__parent"))
    else:
        found = routing.portals_with(set(only))
    places = {spec.code: place for place, spec in enumerate(plugins.agencies())}
    last = len(places)
    return sorted(found, key=lambda portal: (places.get(portal.code, last), portal.code))
