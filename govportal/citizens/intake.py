"""Takes a question in: who has to answer it, until when, and the receipt for its sender."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from govportal import law, plugins
from govportal.citizens import journal, mails, notices, receipts
from govportal.citizens.models import ConsentRecord, Feedback, FeedbackEvent, FeedbackStatus
from govportal.portals.models import Agency, Portal
from govportal.province import FeedbackFacts

Kind = FeedbackEvent.Kind
logger = logging.getLogger(__name__)
SHARING = ConsentRecord.Purpose.SHARING


def receive(
    portal: Portal, language: str, data: dict[str, Any], purposes: Iterable[str]
) -> tuple[Feedback, str]:
    """Store a question with its consents and send it to the agency that answers.

    Returns the question and its receipt code, which is told to the sender and not stored.
    """
    code = receipts.new_code()
    competent = _competent_agency(portal, data)
    with transaction.atomic():
        feedback = _store(portal, language, data, receipts.fingerprint(code))
        for purpose in purposes:
            notices.record(feedback, purpose)
        journal.write(feedback, Kind.RECEIVED)
        _route(feedback, competent)
    mails.receipt(feedback, code)
    return feedback, code


def _store(portal: Portal, language: str, data: dict[str, Any], receipt: str) -> Feedback:
    fields = ("subject", "body", "sender_name", "sender_email", "sender_phone", "reply_by")
    return Feedback.objects.create(
        portal=portal,
        agency=portal.agency,
        language=language,
        receipt=receipt,
        due_on=answer_due(portal),
        **{name: data[name] for name in fields},
    )


def answer_due(portal: Portal) -> date:
    """Return the last day to answer a question that *portal* receives today (INTERACT-04)."""
    days = law.number("feedback.answer_within", system=portal.system)
    return law.add_working_days(timezone.localdate(), days)


def _competent_agency(portal: Portal, data: dict[str, Any]) -> str:
    """Ask the province's plugin who answers. A plugin that fails must not lose the question."""
    facts = FeedbackFacts(portal_agency=portal.code, subject=data["subject"], body=data["body"])
    try:
        return str(plugins.feedback_agency(facts))
    except Exception:
        logger.exception("the hook feedback_agency failed")
        return "feedback_agency()"


def _route(feedback: Feedback, competent: str) -> None:
    """Give the question to the agency *competent*; what can't go there stays, with the reason."""
    if competent == feedback.portal.code:
        return
    agency = answering_agencies().filter(code=competent).first()
    if agency is None:
        journal.write(feedback, Kind.UNKNOWN_AGENCY, note=competent)
    elif not feedback.agreed_to(SHARING):
        journal.write(feedback, Kind.NO_CONSENT, note=agency.code)
    else:
        feedback.agency, feedback.status = agency, FeedbackStatus.ASSIGNED
        feedback.save(update_fields=["agency", "status"])
        journal.write(feedback, Kind.ROUTED, before=FeedbackStatus.RECEIVED)


def answering_agencies() -> Any:
    """Return the agencies that can answer: those with a portal, whose staff see the question."""
    return Agency.objects.filter(portal__isnull=False)
