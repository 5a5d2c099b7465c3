"""The approval of a page by a role: one task serves every portal."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState, WorkflowState
from wagtail.signals import task_submitted

from govportal.editorial import confirmations
from govportal.editorial.forms import ReasonForm
from govportal.editorial.refusals import StepRefusedError
from govportal.editorial.roles import APPROVERS, may_approve_as, serves_whole_province
from govportal.editorial.steps import due_day, end_of_day, refuse_incomplete, steps_of
from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal
from govportal.portals.pages import portal_of
from govportal.province import EditorialStep
from govportal.publishing.approval import is_author


class PortalTaskState(TaskState):
    """A page's stay at one step: on which portal, and which role has to approve it."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, null=True, related_name="+", verbose_name=_("portal")
    )
    role = models.CharField(_("role"), max_length=20, choices=PortalRole.choices)
    due_on = models.DateField(_("due"), null=True, db_index=True)
    reminded_on = models.DateField(_("last reminder"), null=True)

    class Meta:
        verbose_name = _("step of approval")
        verbose_name_plural = _("steps of approval")

    @property
    def due_at(self) -> datetime | None:
        """The last moment of the day on which the step is due."""
        return end_of_day(self.due_on)


class RoleApprovalTask(Task):
    """A step of approval that names a role; whose role it is follows from the page's portal."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    role = models.CharField(_("role"), max_length=20, choices=PortalRole.choices)

    admin_form_fields: ClassVar[list[str]] = [*Task.admin_form_fields, "key", "role"]
    admin_form_readonly_on_edit_fields: ClassVar[list[str]] = [
        *Task.admin_form_readonly_on_edit_fields, "key", "role",
    ]  # fmt: skip
    task_state_class = PortalTaskState

    class Meta:
        verbose_name = _("approval by a role")
        verbose_name_plural = _("approvals by a role")

    @classmethod
    def get_description(cls) -> str:
        """Return what the admin says of this kind of task."""
        return str(_("People with the role on the page's own portal approve or ask for changes."))

    def step_for(self, page: Page) -> EditorialStep | None:
        """Return the step as the page's agency takes it, None where it does not."""
        return next((step for step in steps_of(page) if step.key == self.key), None)

    def has_role(self, page: Page, user: Any) -> bool:
        """Return whether *user* is one of those who take this step for *page*."""
        step = self.step_for(page)
        return step is not None and may_approve_as(user, step.role, portal_of(page))

    def start(self, workflow_state: WorkflowState, user: Any = None) -> PortalTaskState:
        """Bring a page to this step; a step that its agency does not take is skipped at once."""
        page = workflow_state.content_object
        step = self.step_for(page)
        state = PortalTaskState(
            workflow_state=workflow_state,
            task=self,
            revision=page.get_latest_revision(),
            portal=portal_of(page),
            role=step.role if step else self.role,
            due_on=due_day(step, page) if step else None,
            status=TaskState.STATUS_IN_PROGRESS if step else TaskState.STATUS_SKIPPED,
        )
        state.save()
        if step:
            self._unlock_for_reviewers(page)
            task_submitted.send(sender=PortalTaskState, instance=state, user=user)
        return state

    def _unlock_for_reviewers(self, page: Page) -> None:
        if page.locked_by is not None and not self.has_role(page, page.locked_by):
            page.locked, page.locked_by, page.locked_at = False, None, None
            page.save(update_fields=["locked", "locked_by", "locked_at"])

    def user_can_access_editor(self, obj: Page, user: Any) -> bool:
        return self.has_role(obj, user)

    def user_can_lock(self, obj: Page, user: Any) -> bool:
        return self.has_role(obj, user)

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        return not self.has_role(obj, user)

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what *user* may do at this step; an author may only ask for changes."""
        if not self.has_role(obj, user):
            return []
        actions: list[tuple[str, Any, bool]] = [("reject", _("Request changes"), True)]
        if self._may_approve(obj, user):
            actions.append(("approve", _("Approve"), True))
        return actions

    def _may_approve(self, page: Page, user: Any) -> bool:
        # The last approval publishes, and Wagtail refuses that to those who may not publish.
        if steps_of(page)[-1].key == self.key:
            return bool(page.permissions_for_user(user).can_publish())
        return not is_author(user, page)

    def get_form_for_action(self, action: str) -> type:
        """Return the form that asks for the reason, or for what is confirmed by approving."""
        return ReasonForm if action == "reject" else confirmations.ApproveForm

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or send back.

        Wagtail's editor takes the comment from raw JSON without its form, and its action view
        takes page and task state from the address without comparing them: all is checked here.

        Raises:
            PermissionDenied: *user* may not do this now.
            StepRefusedError: the reason or a confirmation is missing, the page is incomplete or
                at another step.
        """
        self._refuse_outdated(task_state)
        page = task_state.workflow_state.content_object.specific
        if action_name not in {name for name, _label, _modal in self.get_actions(page, user)}:
            raise PermissionDenied
        comment = str(kwargs.get("comment", "")).strip()
        if action_name == "reject" and not comment:
            raise StepRefusedError(page, [_("Give the reason for your request for changes.")])
        if action_name == "approve":
            refuse_incomplete(page)
            self._confirm(page, user, task_state, kwargs)
        super().on_action(task_state, user, action_name, comment=comment)

    def _confirm(self, page: Page, user: Any, task_state: TaskState, answers: Any) -> None:
        if missing := confirmations.missing(answers):
            head = _("Confirm each point when you approve.")
            raise StepRefusedError(page, [head, *missing])
        confirmations.record(page, user, task_state, str(answers.get("comment", "")).strip())

    def _refuse_outdated(self, task_state: TaskState) -> None:
        is_current = task_state.workflow_state.current_task_state_id == task_state.pk
        if not is_current or task_state.task_id != self.pk:
            page = task_state.workflow_state.content_object
            raise StepRefusedError(page, [_("The page is no longer at this step.")])

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return the stays at this step that wait for *user*, except of pages *user* sent in."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        waiting = waiting.exclude(workflow_state__requested_by=user)
        if serves_whole_province(user):
            return waiting
        of_user = models.Q(pk=None)
        for role, approvers in APPROVERS.items():
            of_user |= models.Q(
                portaltaskstate__role=role, portaltaskstate__portal__in=portals_of(user, approvers)
            )
        return waiting.filter(of_user)
