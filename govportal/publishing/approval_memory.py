"""What the editor asks of one page again and again, kept on the page until an approval moves.

Wagtail reads where a page stands in its approval some fifteen times for one screen. A change that
this process makes to any approval, or to any version of a page, ends what is kept; what another
makes is seen by the next request, whose pages are new.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Revision, TaskState, WorkflowPage, WorkflowState

_moves = 0


def kept(page: Page, name: str, read: Callable[[], Any]) -> Any:
    """Return what *read* gives for *page* under *name*, read once while no approval moves."""
    moves, value = page.__dict__.get(f"_kept_{name}", (None, None))
    if moves != _moves:
        value = read()
        page.__dict__[f"_kept_{name}"] = (_moves, value)
    return value


def state_of(page: Page) -> WorkflowState | None:
    """Return where *page* stands in its approval, with the step and all that the editor names."""
    states = page.workflow_states.active()
    state = states.select_related(
        "current_task_state__task", "requested_by__wagtail_userprofile", "workflow"
    ).first()
    if state and state.current_task_state:
        # The specific one would read its step again.
        state.current_task_state.specific.task = state.current_task_state.task
    return state  # type: ignore[no-any-return]


def connect() -> None:
    """Watch for what ends what is kept."""
    for signal in (post_save, post_delete):
        signal.connect(_forget, dispatch_uid="govportal-approval-memory")


def _forget(sender: type, **_signal: Any) -> None:
    global _moves  # noqa: PLW0603
    if issubclass(sender, (WorkflowState, TaskState, WorkflowPage, Revision)):
        _moves += 1
