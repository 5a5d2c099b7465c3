"""Citizens' questions whose next step is the person's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from govportal.citizens.access import BOARD, HUB, WRITERS
from govportal.citizens.models import Feedback, FeedbackEvent, FeedbackStatus
from govportal.editorial.waiting import Waiting, end_of, register
from govportal.my_work.approvals import MOST
from govportal.portals.membership import portals_of


@register
def questions(user: Any) -> Iterator[Waiting]:
    """Yield the open questions that *user* can assign, answer or approve, the first due first."""
    found = Feedback.objects.open().filter(_next_step_of(user))
    rows = found.select_related("portal__agency", "agency__portal__agency")
    for feedback in rows.order_by("due_on", "pk")[:MOST]:
        yield Waiting(
            kind="question",
            title=feedback.subject,
            url=reverse("feedback:detail", args=[feedback.pk]),
            due_at=end_of(feedback.due_on),
            portal=_portal(user, feedback),
            detail=_step(feedback),
        )


def _next_step_of(user: Any) -> Q:
    """Return the condition on questions whose next step is one that *user* may take."""
    received, assigned = FeedbackStatus.RECEIVED, FeedbackStatus.ASSIGNED
    wrote = FeedbackEvent.objects.filter(
        feedback=OuterRef("pk"), actor=user, kind=FeedbackEvent.Kind.ANSWERED
    )
    return (
        Q(status=received, portal__in=portals_of(user, HUB))
        | Q(status__in=(received, assigned), agency__portal__in=portals_of(user, WRITERS))
        | Q(status=FeedbackStatus.ANSWERED, agency__portal__in=portals_of(user, BOARD))
        & ~Exists(wrote)
    )


def _portal(user: Any, feedback: Feedback) -> Any:
    """Return the portal for which *user* takes the step: where it came in, or who answers."""
    answering = getattr(feedback.agency, "portal", None)
    own = portals_of(user)
    return answering if answering is not None and answering.pk in own else feedback.portal


def _step(feedback: Feedback) -> str:
    if feedback.status == FeedbackStatus.ANSWERED:
        return _("The answer waits for approval.")
    if feedback.status == FeedbackStatus.ASSIGNED:
        return _("The agency has to answer.")
    return _("Received; to be answered or sent to the competent agency.")
