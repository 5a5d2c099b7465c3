"""Letters to the sender of a question, in the language in which it was asked."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from govportal.citizens import journal
from govportal.citizens.models import Feedback, FeedbackEvent
from govportal.portals.models import PortalHome

Kind = FeedbackEvent.Kind
logger = logging.getLogger(__name__)


def receipt(feedback: Feedback, code: str) -> None:
    """Send the receipt code. It is nowhere else: only its hash is stored."""
    with translation.override(feedback.language):
        _send(feedback, _("Your question has been received"), "received", {"code": code})


def answer(feedback: Feedback) -> None:
    """Send the approved answer."""
    with translation.override(feedback.language):
        _send(feedback, _("Answer to your question"), "answered", {})


def refusal(feedback: Feedback) -> None:
    """Tell why the question is not accepted."""
    with translation.override(feedback.language):
        _send(feedback, _("Your question was not accepted"), "refused", {})


def _send(feedback: Feedback, subject: str, template: str, context: dict[str, Any]) -> None:
    """Send one letter. A mail server that fails loses nothing: staff see it in the journal."""
    if not feedback.sender_email:
        return
    values = {"feedback": feedback, "portal": feedback.portal, "address": _address(feedback)}
    body = render_to_string(f"govportal/feedback_mail_{template}.txt", values | context)
    try:
        send_mail(subject, body, None, [feedback.sender_email])
    except (SMTPException, OSError):
        logger.exception("letter about feedback %s not sent", feedback.pk)
        journal.write(feedback, Kind.NOT_NOTIFIED)
    else:
        journal.write(feedback, Kind.NOTIFIED)


def _address(feedback: Feedback) -> str:
    """Return where the question can be followed, in the language it was asked in, empty if gone."""
    home = PortalHome.objects.filter(
        portal=feedback.portal, locale__language_code=feedback.language
    ).first()
    if home is None:
        return ""
    pages = home.page.get_children().live()
    page = pages.filter(content_type__model="feedbackpage").specific().first()
    return page.full_url + page.reverse_subpage("status") if page and page.full_url else ""
