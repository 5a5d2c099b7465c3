"""The steps with a request for information. Only here does its state change."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from smtplib import SMTPException
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.log_actions import log

from govportal.intake import access
from govportal.intake.files import keep
from govportal.intake.information_requests import InformationRequest, RequestFile, RequestState
from govportal.portals.models import Portal
from govportal.publishing.written_dates import short_date

logger = logging.getLogger(__name__)
ACTIONS = {step: f"govportal.{step}_information" for step in ("ask", *access.REQUEST_STEPS)}
LANGUAGE = "vi"


class StepRefusedError(Exception):
    """The step can't be taken now; the message says why and what to do."""


def ask(
    portals: Iterable[Portal], user: Any, subject: str, body: str, due_on: date,
    reference: str = "", files: Iterable[Any] = (),
) -> list[InformationRequest]:  # fmt: skip
    """Ask the agency of each of *portals*, and tell its board by email.

    Raises:
        PermissionDenied: *user* does not ask agencies.
    """
    if not access.may_ask(user):
        raise PermissionDenied
    files = list(files)
    with transaction.atomic():
        made = [
            _ask_one(portal, user, files, subject=subject, body=body, due_on=due_on,
                     reference=reference)
            for portal in portals
        ]  # fmt: skip
    for request in made:
        _tell(request)
    return made


def _ask_one(portal: Portal, user: Any, files: list[Any], **words: Any) -> InformationRequest:
    request = InformationRequest.objects.create(
        portal=portal, asked_by=user, asked_by_name=name_of(user), **words
    )
    for file in files:
        keep(RequestFile, file, request=request, is_of_answer=False)
    log(request, ACTIONS["ask"], user=user)
    return request


@contextmanager
def _taking(step: str, request: InformationRequest, user: Any) -> Iterator[InformationRequest]:
    with transaction.atomic():
        locked = InformationRequest.objects.select_for_update().get(pk=request.pk)
        if not access.has_request_right(user, step, locked):
            raise PermissionDenied
        if step not in access.request_steps_for(user, locked):
            raise StepRefusedError(
                _("Somebody else has meanwhile taken a step: open the request again.")
            )
        yield locked
        locked.save()
        log(locked, ACTIONS[step], user=user)
    request.refresh_from_db()


def answer(request: InformationRequest, user: Any, text: str, files: Iterable[Any] = ()) -> None:
    """Answer for the agency asked, with files; files of an earlier answer stay."""
    with _taking("answer", request, user) as locked:
        locked.state, locked.answer = RequestState.ANSWERED, text
        locked.answered_by, locked.answered_by_name = user, name_of(user)
        locked.answered_at = timezone.now()
        for file in files:
            keep(RequestFile, file, request=locked)


def send_back(request: InformationRequest, user: Any, note: str) -> None:
    """Ask the agency to complete its answer, saying what is missing."""
    with _taking("return", request, user) as locked:
        locked.state, locked.note = RequestState.OPEN, note
    _tell(request)


def close(request: InformationRequest, user: Any) -> None:
    """Accept the answer."""
    with _taking("close", request, user) as locked:
        locked.state = RequestState.CLOSED


def withdraw(request: InformationRequest, user: Any, note: str) -> None:
    """Ask no longer, saying why."""
    with _taking("withdraw", request, user) as locked:
        locked.state, locked.note = RequestState.WITHDRAWN, note


def name_of(user: Any) -> str:
    """Return the name of *user* as it is kept with what was done."""
    return str(user.get_full_name() or user.get_username())


def _tell(request: InformationRequest) -> None:
    """Write to the editors of the agency asked. A mail server that fails loses nothing."""
    people = get_user_model().objects.filter(
        is_active=True, groups__portal_group__portal=request.portal_id,
        groups__portal_group__role__in=access.EDITORS,
    )  # fmt: skip
    addresses = list(people.exclude(email="").values_list("email", flat=True).distinct())
    if not addresses:
        return
    with translation.override(LANGUAGE):
        subject = _("Information asked for: %(subject)s") % {"subject": request.subject}
        body = _(
            "The Editorial Board asks %(portal)s for information until %(day)s:\n"
            "%(body)s\n\n%(url)s"
        ) % {
            "portal": request.portal, "day": short_date(request.due_on), "body": request.body,
            "url": (get_admin_base_url() or "") + _path(request),
        }  # fmt: skip
    try:
        send_mail(" ".join(subject.split()), body, addresses)
    except (SMTPException, OSError):
        logger.exception("letter about the request %s not sent", request.pk)


def _path(request: InformationRequest) -> str:
    return reverse("information-requests:detail", args=[request.pk])
