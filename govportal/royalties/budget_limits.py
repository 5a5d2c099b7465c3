"""Keeps decisions and statements within the budget of the year, as far as the rules want it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from govportal import law
from govportal.portals import routing
from govportal.portals.membership import portals_of
from govportal.portals.models import Portal
from govportal.royalties.access import CLERKS
from govportal.royalties.budgets import (
    BudgetState,
    RoyaltyBudget,
    on_statements,
    state_of,
    states,
)
from govportal.royalties.money import grouped
from govportal.royalties.payments import PaymentStatement

BINDING = "royalties.budget_is_binding"
KEEPERS = "royalties.budget_keepers"


def is_binding(portal: Portal) -> bool:
    """Return whether nothing may go over the budget of *portal*, whatever the reason."""
    return bool(law.value(BINDING, system=portal.system))


def asks_reasons(user: Any) -> bool:
    """Return whether some portal whose ledger *user* keeps may go over its budget for a reason."""
    return any(not is_binding(portal) for portal in routing.portals_with(portals_of(user, CLERKS)))


def kept_portals(user: Any) -> frozenset[int]:
    """Return the ids of the portals whose budgets *user* may enter: those whom the rule names."""
    portals = routing.portals_with(portals_of(user))
    return frozenset(
        portal.pk for portal in portals if portal.pk in portals_of(user, _keepers(portal))
    )


def _keepers(portal: Portal) -> list[str]:
    return [role.strip() for role in str(law.value(KEEPERS, system=portal.system)).split(",")]


def problems(
    portal: Portal, day: date, amount: int, stored: int, reason: str
) -> Iterator[ValidationError]:
    """Yield a problem where *amount* instead of the *stored* one goes over the year's budget.

    What was decided before a budget was entered or cut may be corrected, but not raised.
    """
    state = state_of(portal, day.year)
    decided = state.decided - stored + amount
    if state.budget is None or decided <= state.budget or amount <= stored:
        return
    if is_binding(portal):
        yield ValidationError(_figures(state, decided) + " " + _remedy(portal))
    elif not reason:
        text = _("Say under “Reason for going over the budget” why it is paid nevertheless.")
        yield ValidationError(_figures(state, decided) + " " + text)


def _figures(state: BudgetState, decided: int) -> str:
    text = _(
        "With this, %(decided)s VND are decided for %(year)d: %(over)s VND more than the budget of"
        " %(budget)s VND."
    )
    return text % _words(state, "decided", decided)


def _words(state: BudgetState, name: str, amount: int) -> dict[str, Any]:
    budget = state.budget or 0
    sums = {name: amount, "over": amount - budget, "budget": budget}
    return {"year": state.year} | {word: grouped(value) for word, value in sums.items()}


def _remedy(portal: Portal) -> str:
    text = _(
        "Lower the amount, or have the head's supplementary decision entered under Budgets."
        " Basis: %(basis)s."
    )
    return text % {"basis": law.rule(BINDING, system=portal.system).rule.source}


def refusal(statement: PaymentStatement) -> str:
    """Return why *statement* can't be approved within the budgets, empty where it can.

    The budgets of the portal are locked, so that of two statements only one takes the last of them.
    """
    portal = statement.portal
    list(RoyaltyBudget.objects.select_for_update().filter(portal=portal).values_list("pk"))
    if not is_binding(portal):
        return ""
    on_it = amounts_by_year(statement)
    for state in states([portal], sorted(on_it)):
        approved = state.approved + on_it[state.year]
        if state.budget is not None and approved > state.budget:
            return _approval_figures(state, approved) + " " + _remedy(portal)
    return ""


def _approval_figures(state: BudgetState, approved: int) -> str:
    text = _(
        "With this statement, %(approved)s VND are approved for %(year)d: %(over)s VND more than"
        " the budget of %(budget)s VND."
    )
    return text % _words(state, "approved", approved)


def amounts_by_year(statement: PaymentStatement) -> dict[int, int]:
    """Return what of *statement* counts in which year, in đồng."""
    found: dict[int, int] = {}
    for rows, year in on_statements([statement]):
        for of_year, amount in rows.order_by().values_list(year, "amount"):
            found[of_year] = found.get(of_year, 0) + amount
    return found


def states_of_statement(statement: PaymentStatement) -> list[BudgetState]:
    """Return how far the budgets are used up of the years in which *statement* counts."""
    return states([statement.portal], sorted(amounts_by_year(statement)))
