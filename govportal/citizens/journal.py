"""Writes the steps in handling a question; nothing written is ever changed."""

from __future__ import annotations

from typing import Any

from govportal.citizens.models import Feedback, FeedbackEvent


def write(
    feedback: Feedback, kind: str, *, actor: Any = None, before: str = "", note: str = ""
) -> FeedbackEvent:
    """Record that *kind* happened to *feedback*, as it now stands, by *actor* (None: by itself)."""
    return FeedbackEvent.objects.create(
        feedback=feedback,
        kind=kind,
        actor=actor,
        actor_name=(actor.get_full_name() or actor.get_username()) if actor else "",
        from_status=before,
        to_status=feedback.status,
        agency=feedback.agency,
        note=note,
    )
