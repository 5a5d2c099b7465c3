"""Who keeps the ledger of a portal, and who approves what is paid.

The portal's administrator and its board keep the ledger and draw up statements; a statement is
approved by the board, never by the one who drew it up. What all portals pay together is for the
provincial board to read. Superusers have no part in it (ROLE-05).
"""

from __future__ import annotations

from typing import Any

from govportal.portals.membership import PortalRole, portals_of
from govportal.portals.models import Portal
from govportal.royalties.payments import PaymentStatement

CLERKS = (PortalRole.ADMINISTRATOR, PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
BOARD = (PortalRole.DEPUTY_HEAD, PortalRole.HEAD)
PROVINCE_PAYMENTS = "govportal.view_province_payments"
STEPS = {"approve": "draft", "discard": "draft", "pay": "approved"}
"""The steps with a statement, each with the state in which it is taken."""


def is_clerk(user: Any) -> bool:
    """Return whether *user* keeps the ledger of some portal."""
    return bool(portals_of(user, CLERKS))


def sees_province_payments(user: Any) -> bool:
    """Return whether *user* may read what all portals pay."""
    return not user.is_superuser and bool(user.has_perm(PROVINCE_PAYMENTS))


def clerks_portals(user: Any) -> Any:
    """Return the portals whose ledger *user* keeps."""
    return Portal.objects.filter(pk__in=portals_of(user, CLERKS)).select_related("agency")


def statements_of(user: Any) -> Any:
    """Return the statements that *user* may read."""
    return PaymentStatement.objects.filter(portal__in=portals_of(user, CLERKS)).select_related(
        "portal"
    )


def has_right(user: Any, step: str, statement: PaymentStatement) -> bool:
    """Return whether *step* is for *user* to take with *statement*, in whatever state it is."""
    if step != "approve":
        return statement.portal_id in portals_of(user, CLERKS)
    return statement.portal_id in portals_of(user, BOARD) and not drew_up(user, statement)


def drew_up(user: Any, statement: PaymentStatement) -> bool:
    """Return whether *user* drew *statement* up, and so may not approve it."""
    return bool(statement.drawn_up_by_id == user.pk)


def steps_for(user: Any, statement: PaymentStatement) -> list[str]:
    """Return the steps that *user* can take with *statement* now."""
    return [
        step for step, state in STEPS.items()
        if statement.state == state and has_right(user, step, statement)
    ]  # fmt: skip
