"""Mails of the approval workflow: within the portal, in the receiver's language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    post_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from govportal.editorial.absences import who_is_told
from govportal.editorial.deadlines import upstream
from govportal.editorial.models import PortalTaskState
from govportal.portals.pages import portal_of


class _PortalMails:
    """Uses our texts, and Vietnamese for those who have not chosen a language."""

    template_directory = "govportal/notifications/"

    def send_emails(self, *args: Any, **kwargs: Any) -> Any:
        with translation.override(settings.LANGUAGE_CODE):
            return super().send_emails(*args, **kwargs)  # type: ignore[misc]


class StepNotifier(_PortalMails, mail.BaseGroupApprovalTaskStateEmailNotifier):
    """Tells those who have the role on the page's portal that a page waits for them."""

    notification = "submitted"

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return isinstance(instance, PortalTaskState)

    def get_template_base_prefix(self, instance: Any, **kwargs: Any) -> str:
        return "task_state_"

    def get_recipient_users(self, task_state: PortalTaskState, **kwargs: Any) -> Any:
        sender = kwargs.get("user")
        return who_is_told(task_state.portal_id, task_state.role, but=sender)


class _ToEveryoneUpstream:
    """Writes to all who had a part before the step, but for the one who took it."""

    def get_recipient_users(self, workflow_state: WorkflowState, **kwargs: Any) -> set[Any]:
        return set(upstream(workflow_state)) - {kwargs.get("user")}


class ApprovalNotifier(_ToEveryoneUpstream, _PortalMails, mail.WorkflowStateApprovalEmailNotifier):
    """Tells everyone upstream that the page is approved."""


class RejectionNotifier(
    _ToEveryoneUpstream, _PortalMails, mail.WorkflowStateRejectionEmailNotifier
):
    """Tells everyone upstream what has to change."""


def connect() -> None:
    """Send our mails in place of Wagtail's, which go to every superuser."""
    workflow_submitted.disconnect(
        sender=WorkflowState, dispatch_uid="workflow_state_submitted_email_notification"
    )
    for signal, sender, receiver, name in (
        (task_submitted, PortalTaskState, StepNotifier(), "govportal-task-submitted"),
        (
            workflow_rejected, WorkflowState, RejectionNotifier(),
            "workflow_state_rejected_email_notification",
        ),
        (
            workflow_approved, WorkflowState, ApprovalNotifier(),
            "workflow_state_approved_email_notification",
        ),
    ):  # fmt: skip
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, weak=False, dispatch_uid=name)
    post_page_move.connect(follow_move, dispatch_uid="govportal-approval-follows-move")


def follow_move(instance: Any, **kwargs: Any) -> None:
    """Let the pages that wait for approval below a moved page wait on their new portal."""
    moved = instance.get_descendants(inclusive=True).values_list("pk", flat=True)
    waiting = PortalTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__object_id__in=[str(pk) for pk in moved],
    )
    waiting.update(portal=portal_of(instance))
