"""Letters about proposals: to the board that decides, and to the one who proposed.

Each in the receiver's language and as the receiver's account wishes to be notified. A mail server
that fails loses nothing: the lists show the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.users.models import UserProfile

from govportal.publishing.sharing.access import BOARD
from govportal.publishing.sharing.models import SharedItem, ShareState

logger = logging.getLogger(__name__)


def proposed(item: SharedItem) -> None:
    """Tell the board of the receiving portal; where it has no members, the provincial board."""
    people = get_user_model().objects.filter(is_active=True).exclude(pk=item.proposed_by_id)
    groups = {"portal_group__portal": item.receiver_id, "portal_group__role__in": BOARD}
    board = people.filter(**{f"groups__{name}": value for name, value in groups.items()})
    province = people.filter(groups__permissions__codename="change_portal")
    _send(item, list(board.distinct()) or list(province.distinct()), "submitted")


def decided(item: SharedItem) -> None:
    """Tell the one who proposed what was decided."""
    kind = "approved" if item.state == ShareState.ACCEPTED else "rejected"
    _send(item, [item.proposed_by] if item.proposed_by else [], kind)


def _send(item: SharedItem, people: Iterable[Any], kind: str) -> None:
    for person in people:
        profile = UserProfile.get_for_user(person)
        if person.email and getattr(profile, f"{kind}_notifications"):
            language = profile.preferred_language or settings.LANGUAGE_CODE
            with translation.override(language):
                _send_one(item, person.email, kind)


def _send_one(item: SharedItem, address: str, kind: str) -> None:
    subject = {
        "submitted": _("Proposed to your portal: %(title)s"),
        "approved": _("Your proposal is accepted: %(title)s"),
        "rejected": _("Your proposal is declined: %(title)s"),
    }[kind]
    path = reverse("sharing:detail", args=[item.pk])
    values = {"item": item, "kind": kind, "url": (get_admin_base_url() or "") + path}
    body = render_to_string("govportal/notifications/sharing.txt", values)
    try:
        send_mail(subject % {"title": " ".join(str(item).split())}, body, [address])
    except (SMTPException, OSError):
        logger.exception("letter about the proposal %s not sent", item.pk)
