"""Pages that a person is to approve, and those that came back to the person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from govportal.editorial.roles import serves_whole_province
from govportal.editorial.waiting import Waiting, register
from govportal.portals.membership import portals_of

MOST = 200
"""So many of a kind are read at most: nobody reads on, and the province may hold thousands."""
PARTS = ("revision", "task", "workflow_state__requested_by", "portaltaskstate__portal__agency")


@register
def to_approve(user: Any) -> Iterator[Waiting]:
    """Yield the pages at a step that *user* takes, the oldest first.

    The provincial board may approve on every portal. Who of it is a member of portals is shown
    the work of these alone, as the mails tell nobody else either.
    """
    states = TaskState.objects.reviewable_by(user)
    own = portals_of(user)
    if own:
        states = states.filter(portaltaskstate__portal__in=own)
    for state in _read(states):
        values = {"step": state.task.name, "person": _name(state.workflow_state.requested_by)}
        yield _waiting("approve", state, _("%(step)s; submitted by %(person)s") % values)


@register
def returned(user: Any) -> Iterator[Waiting]:
    """Yield the pages that *user* sent in and that came back with a reason."""
    states = TaskState.objects.filter(
        pk=F("workflow_state__current_task_state"),
        workflow_state__requested_by=user,
        workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
    )
    if not serves_whole_province(user):
        in_portals = Q(portaltaskstate__portal__in=portals_of(user))
        states = states.filter(in_portals)
    for state in _read(states):
        yield _waiting("returned", state, state.comment or state.task.name)


def _read(states: Any) -> Any:
    rows = states.select_related(*PARTS).defer("revision__content")
    return rows.order_by("started_at", "pk")[:MOST]


def _waiting(kind: str, state: Any, detail: str) -> Waiting:
    """Return a stay at a step as work; a step without a deadline has none."""
    ours = getattr(state, "portaltaskstate", None)
    return Waiting(
        kind=kind,
        title=state.revision.object_str,
        url=reverse("wagtailadmin_pages:edit", args=[state.revision.object_id]),
        due_at=getattr(ours, "due_at", None),
        portal=getattr(ours, "portal", None),
        detail=detail,
    )


def _name(person: Any) -> str:
    return (person.get_full_name() or person.get_username()) if person else _("nobody")
