"""Who may read a citizen's question, and who may take which step with it.

Staff of the portal that received it (the hub, INTERACT-09) and of the portal whose agency answers;
nobody else. Technical administration, superusers included, has no part in it (ROLE-05).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from govportal.citizens.models import Feedback, FeedbackEvent, FeedbackStatus
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal

WRITERS = (PortalRole.REPORTER, PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
HUB = (PortalRole.EDITOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
BOARD = (PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
UNDER_WAY = (FeedbackStatus.RECEIVED, FeedbackStatus.ASSIGNED)


@dataclass(frozen=True)
class Right:
    """Whose right a step is, and in which states of the question it can be taken."""

    side: Literal["receiving", "answering"]
    roles: tuple[str, ...]
    statuses: tuple[str, ...]


RIGHTS = {
    "assign": Right("receiving", HUB, UNDER_WAY),
    "refuse": Right("receiving", BOARD, UNDER_WAY),
    "answer": Right("answering", WRITERS, (*UNDER_WAY, FeedbackStatus.ANSWERED)),
    "return": Right("answering", BOARD, (FeedbackStatus.ANSWERED,)),
    "approve": Right("answering", BOARD, (FeedbackStatus.ANSWERED,)),
    "publish": Right("receiving", BOARD, (FeedbackStatus.APPROVED,)),
    "unpublish": Right("receiving", BOARD, (FeedbackStatus.APPROVED,)),
}


def visible_to(user: Any) -> Any:
    """Return the questions that *user* may read."""
    return Feedback.objects.of_portals(portals_of(user, WRITERS))


def is_staff(user: Any) -> bool:
    """Return whether *user* handles questions on any portal."""
    return bool(portals_of(user, WRITERS))


def has_right(user: Any, step: str, feedback: Feedback) -> bool:
    """Return whether *step* is for *user* to take with *feedback*, in whatever state it is."""
    right = RIGHTS[step]
    portal = feedback.portal if right.side == "receiving" else answering_portal(feedback)
    if portal is None or portal.pk not in portals_of(user, right.roles):
        return False
    return step != "approve" or not wrote_answer(user, feedback)


def answering_portal(feedback: Feedback) -> Portal | None:
    """Return the portal of the agency that answers, None if the agency has lost it."""
    return getattr(feedback.agency, "portal", None)


def is_due(step: str, feedback: Feedback) -> bool:
    """Return whether the state of *feedback* allows *step*."""
    if step in ("publish", "unpublish") and feedback.is_published != (step == "unpublish"):
        return False
    return feedback.status in RIGHTS[step].statuses


def steps_for(user: Any, feedback: Feedback) -> list[str]:
    """Return the steps that *user* can take with *feedback* now."""
    return [step for step in RIGHTS if is_due(step, feedback) and has_right(user, step, feedback)]


def wrote_answer(user: Any, feedback: Feedback) -> bool:
    """Return whether *user* wrote the answer or any earlier wording of it."""
    return feedback.events.filter(actor=user, kind=FeedbackEvent.Kind.ANSWERED).exists()
