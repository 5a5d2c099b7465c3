"""What the editor asks of one page again and again, kept on the page until an approval moves.

Wagtail reads where a page stands in its approval some fifteen times for one screen. A change that
this process makes to any approval, or to any version of a page, ends what is kept; what another
makes is seen by the next request, whose pages are new.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Revision, Task, TaskState, WorkflowPage, WorkflowState

MEMORY = "_kept_of_approval"
_moves = 0


def kept(page: Page, name: str, read: Callable[[], Any]) -> Any:
    """Return what *read* gives for *page* under *name*, read once while no approval moves."""
    memory = page.__dict__.setdefault(MEMORY, {})
    moves, value = memory.get(name, (None, None))
    if moves != _moves:
        value = read()
        memory[name] = (_moves, value)
    return value


def share(page: Page, other: Page) -> None:
    """Let *other*, which stands for the same page, know what is kept on *page*."""
    other.__dict__[MEMORY] = page.__dict__.setdefault(MEMORY, {})


def state_of(page: Page) -> WorkflowState | None:
    """Return where *page* stands in its approval, with the step and all that the editor names."""
    states = page.workflow_states.active()
    at, step = "current_task_state", "current_task_state__task"
    state = states.select_related(
        at, step, *(f"{at}__{kind}" for kind in _kinds(TaskState)),
        *(f"{step}__{kind}" for kind in _kinds(Task)),
        "requested_by__wagtail_userprofile", "workflow",
    ).first()  # fmt: skip
    if state and state.current_task_state:
        _know_specific(state.current_task_state)
        _know_specific(state.current_task_state.task)
        state.current_task_state.specific.task = state.current_task_state.task
    return state  # type: ignore[no-any-return]


def _kinds(model: type[Model]) -> list[str]:
    """Return under what names the more specific ones of *model* are read with it."""
    relations = model._meta.related_objects
    return [
        str(relation.get_accessor_name())
        for relation in relations
        if relation.one_to_one and relation.field.remote_field.parent_link
    ]


def _know_specific(thing: Any) -> None:
    """Let *thing* know its specific one, which was read with it."""
    for kind in _kinds(type(thing)):
        specific = getattr(thing, kind, None)
        if specific is not None and type(specific) is thing.specific_class:
            thing.__dict__["specific"] = specific


def connect() -> None:
    """Watch for what ends what is kept, in each model that holds it."""
    watched = (WorkflowState, TaskState, WorkflowPage, Revision)
    for model in (model for model in apps.get_models() if issubclass(model, watched)):
        for signal in (post_save, post_delete):
            signal.connect(_forget, sender=model, dispatch_uid=f"approval-memory-{model.__name__}")


def _forget(**_signal: Any) -> None:
    global _moves  # noqa: PLW0603
    _moves += 1
