"""Reminds of approvals that are due: who takes the step, and, once late, everyone before it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import TaskState, WorkflowState
from wagtail.users.models import UserProfile

from govportal import law
from govportal.editorial.absences import who_is_told
from govportal.editorial.models import PortalTaskState

logger = logging.getLogger(__name__)


def send_reminders() -> int:
    """Write once a day to all concerned by steps due by the next working day; return how many.

    Each person gets one letter with all that waits.
    """
    today = timezone.localdate()
    due = list(_due_steps(today))
    letters: dict[Any, list[PortalTaskState]] = defaultdict(list)
    for state in due:
        for person in _concerned(state, today):
            letters[person].append(state)
    sent = sum(_write(person, states) for person, states in letters.items() if person.email)
    PortalTaskState.objects.filter(pk__in=[state.pk for state in due]).update(reminded_on=today)
    return sent


def _due_steps(today: Any) -> Any:
    if not law.is_working_day(today):
        return PortalTaskState.objects.none()
    soon = law.add_working_days(today, 1)
    waiting = PortalTaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, due_on__lte=soon)
    waiting = waiting.exclude(reminded_on=today).order_by("due_on", "pk")
    return waiting.select_related("task", "portal", "revision", "workflow_state__requested_by")


def _concerned(state: PortalTaskState, today: Any) -> set[Any]:
    people = set(who_is_told(state.portal_id, state.role))
    if state.due_on is not None and state.due_on < today:
        people |= set(upstream(state.workflow_state)) | set(who_is_told(state.portal_id, "head"))
    return people


def upstream(workflow_state: WorkflowState) -> Iterator[Any]:
    """Yield who had a part before the present step: author, requester and earlier approvers."""
    page = workflow_state.content_object
    approved = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    ids = {workflow_state.requested_by_id, page.owner_id}
    ids |= set(approved.values_list("finished_by_id", flat=True))
    yield from get_user_model().objects.filter(pk__in=ids - {None}, is_active=True)


def _write(person: Any, states: list[PortalTaskState]) -> bool:
    language = UserProfile.get_for_user(person).preferred_language or settings.LANGUAGE_CODE
    with translation.override(language):
        count = len(states)
        text = ngettext(
            "%(count)d page waits for approval", "%(count)d pages wait for approval", count
        )
        body = "\n\n".join(_line(state) for state in states)
        try:
            send_mail(text % {"count": count}, body, [person.email])
        except (SMTPException, OSError):
            logger.exception("reminder to %s not sent", person.pk)
            return False
    return True


def _line(state: PortalTaskState) -> str:
    address = reverse("wagtailadmin_pages:edit", args=[state.revision.object_id])
    text = _("“%(title)s” on %(portal)s: %(step)s, due on %(day)s\n%(url)s")
    return text % {
        "title": state.revision.object_str,
        "portal": state.portal,
        "step": state.task.name,
        "day": f"{state.due_on:%d/%m/%Y}",
        "url": (get_admin_base_url() or "") + address,
    }
