"""Lets memberships follow from assignments and seats as these are saved."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save

from govportal.boards.assignments import Assignment
from govportal.boards.memberships import Membership, bring_in_line
from govportal.boards.seats import ROLE_OF_SEAT, BoardSeat


def connect() -> None:
    """Listen to both, once, when the applications are loaded."""
    pre_save.connect(_remember, sender=BoardSeat, dispatch_uid="govportal.seats.before")
    for signal, receiver, sender, name in (
        (post_save, _seat_changed, BoardSeat, "govportal.seats.saved"),
        (post_delete, _seat_changed, BoardSeat, "govportal.seats.deleted"),
        (post_save, _assignment_saved, Assignment, "govportal.assignments.saved"),
        (post_delete, _assignment_deleted, Assignment, "govportal.assignments.deleted"),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=name)


def _membership(seat: BoardSeat) -> Membership | None:
    return seat.account_id and (seat.account_id, seat.portal_id, ROLE_OF_SEAT[seat.role])


def _remember(instance: BoardSeat, **kwargs: Any) -> None:
    was = BoardSeat.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance.former_membership = was and _membership(was)


def _seat_changed(instance: BoardSeat, **kwargs: Any) -> None:
    found = (getattr(instance, "former_membership", None), _membership(instance))
    named = {membership for membership in found if membership}
    if named:
        bring_in_line({user for user, _portal, _role in named}, also=named)


def _assignment_saved(instance: Assignment, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        bring_in_line({instance.user_id})


def _assignment_deleted(instance: Assignment, **kwargs: Any) -> None:
    was = (instance.user_id, instance.portal_id, instance.role)
    bring_in_line({instance.user_id}, also={was})
