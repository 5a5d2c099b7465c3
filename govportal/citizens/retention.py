"""Erases what is known of a sender once it is no longer needed (PRIV-09)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from govportal import law
from govportal.citizens import journal
from govportal.citizens.models import Feedback, FeedbackEvent
from govportal.law.calendar import months_before
from govportal.portals.models import Portal

CLOSING = (FeedbackEvent.Kind.APPROVED, FeedbackEvent.Kind.REFUSED)


def erase_expired() -> int:
    """Erase the senders of questions closed longer ago than the rule allows; return how many.

    The question, its answer and the journal stay: they are the agency's own records.
    """
    systems = Portal.objects.order_by("system").values_list("system", flat=True).distinct()
    return sum(_erase_of_system(system) for system in systems)


def _erase_of_system(system: str) -> int:
    months = law.number("feedback.keep_sender_data", system=system)
    closed = FeedbackEvent.objects.filter(
        kind__in=CLOSING,
        at__lt=months_before(timezone.now(), months),
        feedback__portal__system=system,
        feedback__erased_at=None,
    )
    found = list(Feedback.objects.filter(pk__in=closed.values("feedback")))
    for feedback in found:
        erase(feedback)
    return len(found)


def erase(feedback: Feedback) -> None:
    """Erase name and contact data of the sender of *feedback*."""
    with transaction.atomic():
        feedback.sender_name = feedback.sender_email = feedback.sender_phone = ""
        feedback.erased_at = timezone.now()
        feedback.save(update_fields=["sender_name", "sender_email", "sender_phone", "erased_at"])
        journal.write(feedback, FeedbackEvent.Kind.ERASED, before=feedback.status)
