"""Tells the provincial office and the technical department who administers a portal (ROLE-13)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone

from govportal import plugins
from govportal.accounts import letters
from govportal.boards.assignments import Assignment
from govportal.portals.membership import PortalRole
from govportal.portals.models import Portal


def connect() -> None:
    """Listen to new assignments."""
    post_save.connect(_saved, sender=Assignment, dispatch_uid="govportal.notices")


def addresses() -> list[str]:
    """Return the addresses of the provincial office and the technical department."""
    return addresses_of("manager", "operator_technical")


def addresses_of(*duties: str) -> list[str]:
    """Return the addresses of the portals of the bodies with *duties*, as far as they have one."""
    bodies = plugins.province().system().bodies
    named = (getattr(bodies, name) for name in duties)
    codes = [body.agency for body in named if body is not None]
    rows = Portal.objects.filter(agency__code__in=codes).exclude(email="")
    return sorted(set(rows.values_list("email", flat=True)))


def tell(assignment: Assignment) -> bool:
    """Send the notice of *assignment* and note to whom; return whether it was sent."""
    receivers = addresses()
    if not receivers or not letters.send("administrator", receivers, {"assignment": assignment}):
        return False
    notes = {"notified_at": timezone.now(), "notified": "; ".join(receivers)}
    Assignment.objects.filter(pk=assignment.pk).update(**notes)
    return True


def tell_of_all_untold() -> int:
    """Send the notices that could not be sent when the assignment was made; return how many."""
    rows = Assignment.objects.valid().filter(role=PortalRole.ADMINISTRATOR, notified_at=None)
    return sum(tell(row) for row in rows.exclude(decision_number="").select_related("user"))


def _saved(instance: Assignment, created: bool, raw: bool = False, **kwargs: Any) -> None:
    is_news = created and instance.decision_number and not raw
    if is_news and instance.role == PortalRole.ADMINISTRATOR:
        transaction.on_commit(partial(tell, instance))
