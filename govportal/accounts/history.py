"""The words of the log of accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry

from govportal.accounts.handover import CLOSED
from govportal.accounts.own_rights import SUPERUSER_GRANTED
from govportal.accounts.terms import ACCEPTED
from govportal.boards.memberships import GRANTED, WITHDRAWN

ACTIONS = {
    GRANTED: (_("Role on a portal"), _("Role given by an assignment or seat")),
    WITHDRAWN: (_("End of a role on a portal"), _("Role taken: no assignment or seat holds")),
    CLOSED: (_("Account closed"), _("Account closed after its handover")),
    SUPERUSER_GRANTED: (_("Highest right"), _("Highest right given by a decision of the board")),
    ACCEPTED: (_("Terms accepted"), _("Terms of use of accounts accepted")),
}


def register_actions(registry: LogActionRegistry) -> None:
    """Give Wagtail the labels of the entries."""
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)
