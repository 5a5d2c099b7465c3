"""The menu under which the intake stands in the admin, and the words of its history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from govportal.intake import contribution_steps, request_steps
from govportal.intake.contribution_views import ContributionViewSet
from govportal.intake.plan_staff import ContentPlanViewSet
from govportal.intake.request_views import RequestViewSet

LABELS = {
    request_steps.ACTIONS["ask"]: (_("Ask"), _("Information asked for")),
    request_steps.ACTIONS["answer"]: (_("Answer"), _("Information given")),
    request_steps.ACTIONS["return"]: (_("Send back"), _("Answer sent back")),
    request_steps.ACTIONS["close"]: (_("Accept the answer"), _("Answer accepted")),
    request_steps.ACTIONS["withdraw"]: (_("Withdraw"), _("Request withdrawn")),
    contribution_steps.ACTIONS["accept"]: (_("Take over"), _("Contribution taken over")),
    contribution_steps.ACTIONS["decline"]: (_("Decline"), _("Contribution not taken over")),
    contribution_steps.ACTIONS["check"]: (
        _("Check the signatures again"),
        _("Signatures checked again"),
    ),
}


class IntakeGroup(ViewSetGroup):
    """What comes in, what is asked for and what is planned."""

    menu_label = _("Intake and plan")
    menu_icon = "download"
    menu_order = 255
    items = (ContributionViewSet, RequestViewSet, ContentPlanViewSet)


def register_actions(actions: Any) -> None:
    """Give Wagtail the words of the entries."""
    for name, (label, message) in LABELS.items():
        actions.register_action(name, label, message)
