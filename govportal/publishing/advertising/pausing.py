"""Takes an advertisement off the pages when its target fails, and tells the board (ADS-06)."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.users.models import UserProfile

from govportal.publishing.advertising.models import Advertisement
from govportal.publishing.sharing.access import BOARD

logger = logging.getLogger(__name__)
ACTION = "govportal.pause_advertisement"


def pause(advertisement: Advertisement, reason: Any) -> None:
    """Show *advertisement* no more until the board shows it again; *reason* is a lazy text."""
    with translation.override(settings.LANGUAGE_CODE):
        advertisement.pause_reason = str(reason)
    advertisement.is_live, advertisement.paused_at = False, timezone.now()
    advertisement.save(update_fields=["is_live", "paused_at", "pause_reason"])
    log(advertisement, ACTION, data={"reason": advertisement.pause_reason})
    _tell(advertisement, reason)


def _tell(advertisement: Advertisement, reason: Any) -> None:
    """Write to the board of the portal; where it has no members, to the provincial board."""
    people = get_user_model().objects.filter(is_active=True).exclude(email="")
    groups = {"portal_group__portal": advertisement.portal_id, "portal_group__role__in": BOARD}
    board = people.filter(**{f"groups__{name}": value for name, value in groups.items()})
    province = people.filter(groups__permissions__codename="change_portal")
    for person in list(board.distinct()) or list(province.distinct()):
        language = UserProfile.get_for_user(person).preferred_language or settings.LANGUAGE_CODE
        with translation.override(language):
            _send(advertisement, person.email, str(reason))


def _send(advertisement: Advertisement, address: str, reason: str) -> None:
    path = reverse("advertisements:edit", args=[advertisement.pk])
    subject = _("Advertisement paused: %(text)s") % {"text": " ".join(advertisement.text.split())}
    body = _(
        "The advertisement “%(text)s” is not shown any more, as its target fails.\n"
        "Target: %(target)s\nResult: %(reason)s\n\n"
        "Correct the target or ask the advertiser, then show the advertisement again:\n%(url)s"
    ) % {
        "text": advertisement.text,
        "target": advertisement.target,
        "reason": reason,
        "url": (get_admin_base_url() or "") + path,
    }
    try:
        send_mail(subject, body, [address])
    except (SMTPException, OSError):
        logger.exception("letter about the advertisement %s not sent", advertisement.pk)


class PauseFormatter(LogFormatter):
    """Says in the history why an advertisement was taken off."""

    label = gettext_lazy("Pause the advertisement")

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence that the history shows."""
        return _("Paused, as its target fails: %(reason)s") % log_entry.data


def register_action(registry: LogActionRegistry) -> None:
    """Give Wagtail the words of the entries."""
    registry.register_action(ACTION)(PauseFormatter)
