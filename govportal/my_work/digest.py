"""The daily mail: what waits for a person, in the person's language, as plain text."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from govportal.editorial.waiting import Waiting
from govportal.my_work.account import may_be_declined
from govportal.my_work.kinds import PRIVATE
from govportal.my_work.models import DigestChoice
from govportal.my_work.own_list import work_of
from govportal.my_work.rows import Row, rows
from govportal.my_work.views import URL_NAME

SHOWN = 30
"""So many things a mail names; the page has the rest."""
logger = logging.getLogger(__name__)


def send_digests() -> Iterator[tuple[Any, bool]]:
    """Send each person with work the mail of today; yield the person and whether it went out.

    Run again on the same day, it reaches those alone whom it did not reach.
    """
    today = timezone.localdate()
    served = DigestChoice.objects.filter(sent_on=today).values("user")
    people = get_user_model().objects.filter(is_active=True).exclude(email="")
    people = people.exclude(pk__in=served).select_related("wagtail_userprofile")
    if may_be_declined():
        people = people.exclude(pk__in=DigestChoice.objects.filter(is_wanted=False).values("user"))
    for person in people.order_by("pk").iterator(chunk_size=200):
        if person.has_perm("wagtailadmin.access_admin"):
            yield from _serve(person, today)


def _serve(person: Any, today: Any) -> Iterator[tuple[Any, bool]]:
    with translation.override(language_of(person)):
        items = work_of(person)
        is_sent = bool(items) and _send(person, items)
    if is_sent:
        DigestChoice.objects.update_or_create(user=person, defaults={"sent_on": today})
    if items:
        yield person, is_sent


def language_of(person: Any) -> str:
    """Return the language that *person* chose for the admin, Vietnamese without a choice."""
    profile = getattr(person, "wagtail_userprofile", None)
    return getattr(profile, "preferred_language", "") or settings.LANGUAGE_CODE


def _send(person: Any, items: list[Waiting]) -> bool:
    count = len(items)
    subject = ngettext("%(count)d thing waits for you", "%(count)d things wait for you", count)
    try:
        send_mail(subject % {"count": count}, body_of(person, items), None, [person.email])
    except (SMTPException, OSError):
        logger.exception("daily mail to user %s not sent", person.pk)
        return False
    return True


def body_of(person: Any, items: list[Waiting]) -> str:
    """Return the text of the mail to *person* about *items*."""
    shown = [(row, _title(row), settings.WAGTAILADMIN_BASE_URL + row.item.url)
             for row in rows(items[:SHOWN])]  # fmt: skip
    values = {
        "name": person.get_full_name() or person.get_username(),
        "rows": shown,
        "more": len(items) - len(shown),
        "url": settings.WAGTAILADMIN_BASE_URL + reverse(URL_NAME),
        "may_be_declined": may_be_declined(),
    }
    return render_to_string("govportal/notifications/digest.txt", values)


def _title(row: Row) -> str:
    return str(row.kind.label if row.item.kind in PRIVATE else row.item.title)
