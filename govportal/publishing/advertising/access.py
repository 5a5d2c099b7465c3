"""Who prepares advertisements of a portal, and who shows them to the public.

Editors and their superiors on their own portal, the provincial board on every portal; only a board
shows one. Technical administration, superusers included, has no part in it (ROLE-05).
"""

from __future__ import annotations

from typing import Any

from govportal.portals import routing
from govportal.portals.membership import portals_of
from govportal.publishing.advertising.allowed import is_allowed
from govportal.publishing.sharing.access import BOARD, EDITORS, serves_every_portal


def own_portals(user: Any) -> set[int]:
    """Return the ids of the portals whose advertisements *user* works on."""
    if serves_every_portal(user):
        return {portal.pk for portal in routing.table().portals}
    return set(portals_of(user, EDITORS))


def advertising_portals(user: Any) -> set[int]:
    """Return those of them that may carry advertising today."""
    own = own_portals(user)
    return {p.pk for p in routing.table().portals if p.pk in own and is_allowed(p)}


def may_show(user: Any, portal_id: int) -> bool:
    """Return whether *user* may show an advertisement of the portal to the public."""
    return serves_every_portal(user) or portal_id in portals_of(user, BOARD)
