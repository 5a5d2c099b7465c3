"""Letters to those who sent something in, in the language in which they sent it."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from govportal.intake.contributions import Contribution

logger = logging.getLogger(__name__)


def accepted(contribution: Contribution) -> None:
    """Tell that the board takes it over; it is published only once approved."""
    with translation.override(contribution.language):
        body = _(
            "Thank you for “%(title)s”. The Editorial Board of %(portal)s takes it over. It is "
            "published when it is approved."
        )
        _send(contribution, _("Your contribution is taken over"), body)


def declined(contribution: Contribution) -> None:
    """Tell why it is not taken over."""
    with translation.override(contribution.language):
        body = _(
            "Thank you for “%(title)s”. The Editorial Board of %(portal)s can't take it over, for "
            "this reason:\n%(reason)s"
        )
        _send(contribution, _("Your contribution is not taken over"), body)


def _send(contribution: Contribution, subject: str, body: str) -> None:
    """Send one letter, where there is an address; a mail server that fails loses nothing."""
    if not contribution.contributor_email:
        return
    words = {
        "title": contribution.title, "portal": contribution.portal, "reason": contribution.reason,
    }  # fmt: skip
    try:
        send_mail(subject, body % words, None, [contribution.contributor_email])
    except (SMTPException, OSError):
        logger.exception("letter about the contribution %s not sent", contribution.pk)
