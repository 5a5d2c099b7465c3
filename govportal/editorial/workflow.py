"""The one workflow of the installation, on the root of all pages."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from govportal import plugins
from govportal.editorial.models import RoleApprovalTask
from govportal.facts import Text
from govportal.province import EditorialStep
from govportal.publishing.models import PortalPage

NAME = Text(vi="Phê duyệt trước khi đăng", en="Approval before publication")


@transaction.atomic
def provision_workflow() -> list[str]:
    """Bring the workflow in line with the province's steps of approval; return what changed.

    The workflow holds every step that some agency takes for some type of page. An agency that
    does not take a step skips it (:meth:`~govportal.editorial.models.RoleApprovalTask.start`).
    """
    tasks, changes = _provision_tasks()
    workflow, is_new = _our_workflow()
    changes += [_("Workflow made: %(name)s") % {"name": workflow.name}] if is_new else []
    there = list(workflow.workflow_tasks.order_by("sort_order").values_list("task_id", flat=True))
    if there != [task.pk for task in tasks]:
        WorkflowTask.objects.filter(workflow=workflow).delete()
        WorkflowTask.objects.bulk_create(
            [
                WorkflowTask(workflow=workflow, task=task, sort_order=order)
                for order, task in enumerate(tasks)
            ]
        )
        changes.append(_("Steps of approval: %(steps)s") % {"steps": ", ".join(map(str, tasks))})
    return changes + _put_on_root(workflow)


def all_steps() -> list[EditorialStep]:
    """Return each step that some agency takes for some type of page, once, in order."""
    by_key: dict[str, EditorialStep] = {}
    for agency in plugins.agencies():
        for page_type in PortalPage.__subclasses__():
            for step in plugins.editorial_steps(agency, page_type._meta.label):
                by_key.setdefault(step.key, step)
    return list(by_key.values())


def _provision_tasks() -> tuple[list[RoleApprovalTask], list[str]]:
    there = {task.key: task for task in RoleApprovalTask.objects.all()}
    tasks, changes = [], []
    for step in all_steps():
        task = there.get(step.key, RoleApprovalTask(key=step.key))
        if (task.name, task.role, task.active) != (step.name.vi, step.role, True):
            task.name, task.role, task.active = step.name.vi, step.role, True
            task.save()
            changes.append(_("Step of approval: %(name)s") % {"name": task.name})
        tasks.append(task)
    return tasks, changes


def _our_workflow() -> tuple[Workflow, bool]:
    ours = Workflow.objects.filter(workflow_tasks__task__roleapprovaltask__isnull=False).first()
    return (ours, False) if ours else (Workflow.objects.create(name=NAME.vi), True)


def _put_on_root(workflow: Workflow) -> list[str]:
    root = Page.get_first_root_node()
    placed = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if placed is not None and placed.workflow_id == workflow.pk:
        return []
    if placed is not None:
        for task in GroupApprovalTask.objects.filter(workflow_tasks__workflow=placed.workflow):
            task.deactivate()
        placed.workflow.deactivate()
    WorkflowPage.objects.create(page=root, workflow=workflow)
    return [_("Workflow in force for every portal: %(name)s") % {"name": workflow.name}]
