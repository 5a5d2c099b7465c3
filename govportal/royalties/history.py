"""The words with which the history tells what happened to a statement."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from govportal.royalties.steps import ACTIONS

LABELS = {
    "draw_up": (_("Draw up"), _("Statement drawn up")),
    "approve": (_("Approve"), _("Statement approved")),
    "pay": (_("Note the payment"), _("Payment noted")),
    "discard": (_("Discard"), _("Draft of a statement discarded")),
}


def register_actions(actions: Any) -> None:
    """Give Wagtail the words of the entries."""
    for step, (label, message) in LABELS.items():
        actions.register_action(ACTIONS[step], label, message)
