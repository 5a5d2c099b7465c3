"""The steps that staff take with a question. Each checks the right, changes the state, is recorded.

Only here does the state of a question change after its receipt.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from govportal.citizens import access, journal, mails, personal_data
from govportal.citizens.models import ConsentRecord, Feedback, FeedbackEvent, FeedbackStatus
from govportal.portals.models import Agency

Kind = FeedbackEvent.Kind


class StepRefusedError(Exception):
    """The step can't be taken now; the message says why and what to do."""


class PersonalDataError(StepRefusedError):
    """The text for publication still holds personal data."""

    def __init__(self, found: dict[str, list[personal_data.Finding]]) -> None:
        super().__init__(_("The text still holds personal data. Remove it, then publish."))
        self.found = found


@contextmanager
def _taking(step: str, feedback: Feedback, user: Any) -> Iterator[Feedback]:
    """Lock the question, check that *user* may take *step* now, and save what changes."""
    with transaction.atomic():
        locked = Feedback.objects.select_for_update().get(pk=feedback.pk)
        if not access.has_right(user, step, locked):
            raise PermissionDenied
        if not access.is_due(step, locked):
            raise StepRefusedError(
                _("Somebody else has meanwhile taken a step: open the question again.")
            )
        yield locked
        locked.save()
    feedback.refresh_from_db()


def assign(feedback: Feedback, user: Any, agency: Agency, note: str = "") -> None:
    """Give the question to *agency* to answer.

    Raises:
        PermissionDenied: it is not for *user* to do.
        StepRefusedError: the sender did not agree that another agency gets the question.
    """
    with _taking("assign", feedback, user) as locked:
        is_elsewhere = agency.pk != locked.portal.agency_id
        if is_elsewhere and not locked.agreed_to(ConsentRecord.Purpose.SHARING):
            raise StepRefusedError(
                _("The sender did not agree that another agency gets the question.")
            )
        before, locked.status, locked.agency = locked.status, FeedbackStatus.ASSIGNED, agency
        journal.write(locked, Kind.ASSIGNED, actor=user, before=before, note=note)


def answer(feedback: Feedback, user: Any, text: str) -> None:
    """Put *text* forward as the answer, in place of an earlier wording."""
    with _taking("answer", feedback, user) as locked:
        before, locked.status, locked.answer = locked.status, FeedbackStatus.ANSWERED, text
        locked.answered_by, locked.answered_at = user, timezone.now()
        journal.write(locked, Kind.ANSWERED, actor=user, before=before)


def send_back(feedback: Feedback, user: Any, note: str) -> None:
    """Send the answer back to be changed, saying why."""
    with _taking("return", feedback, user) as locked:
        before, locked.status = locked.status, FeedbackStatus.ASSIGNED
        journal.write(locked, Kind.RETURNED, actor=user, before=before, note=note)


def approve(feedback: Feedback, user: Any, version: str) -> None:
    """Approve the *version* of the answer that *user* has read, and send it to the sender.

    Raises:
        PermissionDenied: *user* wrote it or has not the role.
        StepRefusedError: the answer has changed since *user* read it.
    """
    with _taking("approve", feedback, user) as locked:
        if locked.answer_version != version:
            raise StepRefusedError(_("The answer has changed meanwhile: read it again."))
        before, locked.status = locked.status, FeedbackStatus.APPROVED
        locked.approved_by, locked.approved_at = user, timezone.now()
        journal.write(locked, Kind.APPROVED, actor=user, before=before)
    mails.answer(feedback)


def refuse(feedback: Feedback, user: Any, reason: str) -> None:
    """Close the question without an answer; its sender is told *reason*."""
    with _taking("refuse", feedback, user) as locked:
        before, locked.status, locked.refusal = locked.status, FeedbackStatus.REFUSED, reason
        journal.write(locked, Kind.REFUSED, actor=user, before=before, note=reason)
    mails.refusal(feedback)


def publish(feedback: Feedback, user: Any, subject: str, body: str, answer: str) -> None:
    """Publish the question and its answer in the words given.

    Raises:
        PersonalDataError: the words show who asked.
    """
    words = {"public_subject": subject, "public_body": body, "public_answer": answer}
    with _taking("publish", feedback, user) as locked:
        if found := personal_data_in(locked, words):
            raise PersonalDataError(found)
        locked.public_subject, locked.public_body, locked.public_answer = subject, body, answer
        locked.published_at = timezone.now()
        journal.write(locked, Kind.PUBLISHED, actor=user, before=locked.status)


def unpublish(feedback: Feedback, user: Any, note: str) -> None:
    """Take the question off the portal."""
    with _taking("unpublish", feedback, user) as locked:
        locked.published_at = None
        journal.write(locked, Kind.UNPUBLISHED, actor=user, before=locked.status, note=note)


def personal_data_in(
    feedback: Feedback, words: dict[str, str]
) -> dict[str, list[personal_data.Finding]]:
    """Return the personal data in each of *words* by its name, only where there is some."""
    sender = personal_data.Sender(
        feedback.sender_name, feedback.sender_email, feedback.sender_phone
    )
    portals = (feedback.portal, access.answering_portal(feedback))
    allowed = [item for portal in portals if portal for item in (portal.phone, portal.email)]
    found = {name: personal_data.findings(text, sender, allowed) for name, text in words.items()}
    return {name: items for name, items in found.items() if items}
