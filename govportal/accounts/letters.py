"""Sends a letter after the transaction; a mail server that fails loses nothing but is reported."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from smtplib import SMTPException

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.mail import send_mail

logger = logging.getLogger(__name__)


def send(
    name: str, addresses: Sequence[str], values: dict[str, object], language: str = ""
) -> bool:
    """Send the letter *name*, whose first line is its subject; return whether it was sent."""
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string(f"govportal/notifications/{name}.txt", values)
    subject, _line, body = text.strip().partition("\n")
    try:
        send_mail(subject.strip(), body.lstrip(), list(addresses))
    except (SMTPException, OSError):
        logger.exception("letter %s not sent", name)
        return False
    return True
