"""Who may propose, decide and follow, and who sees which proposal.

Editors and their superiors propose for their own portal and see what it proposed; those of the
receiving portal see what it received. A decision is the board's. Technical administration,
superusers included, has no part in it (ROLE-05).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from wagtail.models import Page

from govportal.portals import routing
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of
from govportal.publishing.approval import is_separation_required
from govportal.publishing.sharing.models import OPEN, SharedItem, ShareState

EDITORS = (PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
BOARD = (PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
FOLLOWERS = (PortalRole.HEAD, PortalRole.ADMINISTRATOR)


@dataclass(frozen=True)
class Right:
    """On whose side a step is, and in which states of the proposal it can be taken."""

    side: Literal["source", "receiver"]
    roles: tuple[str, ...]
    states: tuple[str, ...] = OPEN


RIGHTS = {
    "accept": Right("receiver", BOARD),
    "decline": Right("receiver", BOARD),
    "withdraw": Right("source", EDITORS),
}


def serves_every_portal(user: Any) -> bool:
    """Return whether *user* is of the provincial board, which decides for the province's portal."""
    return not user.is_superuser and bool(user.has_perm("govportal.change_portal"))


def offered_by(user: Any) -> Any:
    """Return what the portals of *user* have proposed."""
    return SharedItem.objects.filter(source__in=portals_of(user, EDITORS))


def received_by(user: Any) -> Any:
    """Return what was proposed to the portals of *user*."""
    return SharedItem.objects.filter(receiver__in=_portals(user, EDITORS))


def to_decide(user: Any) -> Any:
    """Return what waits for a decision that *user* may take."""
    waiting = SharedItem.objects.filter(state=ShareState.PROPOSED)
    waiting = waiting.filter(receiver__in=_portals(user, BOARD))
    return waiting.exclude(proposed_by=user.pk) if is_separation_required() else waiting


def visible_to(user: Any) -> Any:
    """Return the proposals that *user* may read, from either side."""
    return offered_by(user) | received_by(user)


def is_offering(user: Any) -> bool:
    """Return whether *user* may propose for some component portal."""
    main = routing.main_portal()
    return main is not None and bool(portals_of(user, EDITORS) - {main.pk})


def is_receiving(user: Any) -> bool:
    """Return whether *user* sees what component portals propose."""
    main = routing.main_portal()
    return main is not None and main.pk in _portals(user, EDITORS)


def followers_portals(user: Any) -> frozenset[int]:
    """Return the component portals for which *user* may choose sections to follow."""
    main = routing.main_portal()
    return portals_of(user, FOLLOWERS) - {main.pk} if main else frozenset()


def may_offer(user: Any, page: Page) -> bool:
    """Return whether *user* may propose pages of the component portal that holds *page*."""
    portal, main = portal_of(page), routing.main_portal()
    is_component = portal is not None and (main is None or portal.pk != main.pk)
    return is_component and portal.pk in portals_of(user, EDITORS)  # type: ignore[union-attr]


def has_right(user: Any, step: str, item: SharedItem) -> bool:
    """Return whether *step* is for *user* to take with *item*, in whatever state it is."""
    right = RIGHTS[step]
    if right.side == "source":
        return item.source_id in portals_of(user, right.roles)
    return item.receiver_id in _portals(user, right.roles) and not is_own(user, step, item)


def is_own(user: Any, step: str, item: SharedItem) -> bool:
    """Return whether *user* proposed the *item*: nobody accepts what he proposed himself."""
    return step == "accept" and is_separation_required() and item.proposed_by_id == user.pk


def steps_for(user: Any, item: SharedItem) -> list[str]:
    """Return the steps that *user* can take with *item* now."""
    return [
        step for step, right in RIGHTS.items()
        if item.state in right.states and has_right(user, step, item)
        and (step != "accept" or item.is_public)
    ]  # fmt: skip


def _portals(user: Any, roles: tuple[str, ...]) -> frozenset[int]:
    """Return the portals for which *user* receives: the provincial board serves the province's."""
    main: Portal | None = routing.main_portal() if serves_every_portal(user) else None
    return portals_of(user, roles) | ({main.pk} if main else set())
