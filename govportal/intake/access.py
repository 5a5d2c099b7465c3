"""Who asks agencies for information, who answers, and who handles what comes in.

The provincial board asks, and those who serve on the province's own portal; the staff of the portal
asked answer. Technical administration, superusers included, has no part in it (ROLE-05).
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from govportal.intake.contributions import Contribution
from govportal.intake.information_requests import InformationRequest, RequestState
from govportal.portals import routing
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal
from govportal.publishing.sharing.access import serves_every_portal

WRITERS = (PortalRole.REPORTER, PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
EDITORS = (PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
REQUEST_STEPS = {
    "answer": ("asked", (RequestState.OPEN,)),
    "return": ("asking", (RequestState.ANSWERED,)),
    "close": ("asking", (RequestState.ANSWERED,)),
    "withdraw": ("asking", (RequestState.OPEN,)),
}
"""The steps with a request: whose each is, and in which states it is taken."""


def may_ask(user: Any) -> bool:
    """Return whether *user* asks agencies for information."""
    main = routing.main_portal()
    is_of_main = main is not None and main.pk in portals_of(user, EDITORS)
    return is_of_main or serves_every_portal(user)


def requests_of(user: Any) -> Any:
    """Return the requests that *user* may read."""
    found = InformationRequest.objects.select_related("portal")
    return found if may_ask(user) else found.filter(portal__in=portals_of(user, WRITERS))


def sees_requests(user: Any) -> bool:
    """Return whether *user* has to do with requests at all."""
    return may_ask(user) or bool(portals_of(user, WRITERS))


def has_request_right(user: Any, step: str, request: InformationRequest) -> bool:
    """Return whether *step* is for *user* to take with *request*, in whatever state it is."""
    if REQUEST_STEPS[step][0] == "asking":
        return may_ask(user)
    return request.portal_id in portals_of(user, WRITERS)


def request_steps_for(user: Any, request: InformationRequest) -> list[str]:
    """Return the steps that *user* can take with *request* now."""
    return [
        step for step, (_side, states) in REQUEST_STEPS.items()
        if request.state in states and has_request_right(user, step, request)
    ]  # fmt: skip


def handled_portals(user: Any) -> set[int]:
    """Return the ids of the portals whose contributions *user* handles."""
    main = routing.main_portal() if serves_every_portal(user) else None
    return set(portals_of(user, EDITORS)) | ({main.pk} if main else set())


def contributions_of(user: Any) -> Any:
    """Return the contributions that *user* may read: received, or sent by the own portal."""
    sent, received = portals_of(user, WRITERS), handled_portals(user)
    found = Contribution.objects.filter(Q(portal__in=received) | Q(sent_by_portal__in=sent))
    return found.select_related("portal", "sent_by_portal")


def sees_contributions(user: Any) -> bool:
    """Return whether *user* sends or handles contributions."""
    return bool(portals_of(user, WRITERS) or handled_portals(user))


def may_handle(user: Any, contribution: Contribution) -> bool:
    """Return whether *user* accepts or declines *contribution*."""
    return contribution.portal_id in handled_portals(user)


def portals_to_send_to(user: Any) -> Any:
    """Return the portals to which *user* may hand something in: own ones and the province's."""
    main = routing.main_portal()
    ids = set(portals_of(user, WRITERS)) | handled_portals(user) | ({main.pk} if main else set())
    return Portal.objects.filter(pk__in=ids).select_related("agency")
