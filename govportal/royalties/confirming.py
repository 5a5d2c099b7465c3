"""Counts a royalty from what staff entered, and says what still keeps it from being paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from govportal.royalties import amounts, budget_limits, rates
from govportal.royalties.decisions import decision_on
from govportal.royalties.models import Royalty, RoyaltyShare
from govportal.royalties.money import plain

Row = dict[str, Any]
"""A share as entered: its payee and its per cent."""


def problems(royalty: Royalty) -> Iterator[ValidationError]:
    """Yield what is wrong with the figures of *royalty*, whose portal and day are known."""
    try:
        if royalty.coefficient is not None and royalty.genre:
            yield from _coefficient_problems(royalty)
        yield from _percent_problems(royalty)
    except rates.NoRateError:
        text = _("No rate is in force on the day of publication. Check the day and the genre.")
        yield ValidationError({"published_on": text})


def gaps(royalty: Royalty, shares: list[Row]) -> Iterator[ValidationError]:
    """Yield what is missing before *royalty*, divided into *shares*, may be paid."""
    if not royalty.genre:
        yield ValidationError({"genre": _("Choose the genre.")})
    if not royalty.coefficient:
        yield ValidationError({"coefficient": _("Enter the coefficient.")})
    if any(not row.get("payee") for row in shares):
        yield ValidationError(_("Choose the payee of each share."))
    total = sum((row.get("percent") or Decimal(0) for row in shares), Decimal(0))
    if total != amounts.HUNDRED:
        text = _("The shares add up to %(total)s %%. They must add up to 100 %%.")
        yield ValidationError(text % {"total": plain(total)})


def foreign_payees(royalty: Royalty, shares: list[Row]) -> Iterator[ValidationError]:
    """Yield a problem where a share goes to the payee of another portal."""
    payees = filter(None, (row.get("payee") for row in shares))
    if any(payee.portal_id != royalty.portal_id for payee in payees):
        yield ValidationError(_("Choose payees of the same portal."))


def budget_problems(royalty: Royalty) -> Iterator[ValidationError]:
    """Yield a problem where *royalty*, whose figures are sound, goes over the year's budget."""
    _count_whole(royalty)
    day = royalty.published_on
    stored = Royalty.objects.filter(
        pk=royalty.pk, state=Royalty.State.CONFIRMED, published_on__year=day.year
    )
    before = stored.values_list("amount", flat=True).first() or 0
    reason = royalty.over_budget_reason
    yield from budget_limits.problems(royalty.portal, day, royalty.amount, before, reason)


def _coefficient_problems(royalty: Royalty) -> Iterator[ValidationError]:
    decision = decision_on(royalty.portal, royalty.published_on)
    most = rates.greatest_coefficient(royalty.portal, royalty.genre, royalty.published_on, decision)
    if royalty.coefficient > most.value:
        text = _("At most %(limit)s: %(basis)s.")
        limits = {"limit": most.value, "basis": "; ".join(most.basis)}
        yield ValidationError({"coefficient": text % limits})


def _percent_problems(royalty: Royalty) -> Iterator[ValidationError]:
    asked = (
        ("translation_percent", rates.TRANSLATION, royalty.translation_percent),
        ("addition_percent", rates.ADDITION, royalty.addition_percent or None),
    )
    for field, rules, value in asked:
        if value is None:
            continue
        least, most = rates.percent_range(rules, royalty.portal, royalty.published_on)
        if not least <= value <= most:
            text = _("From %(least)d to %(most)d per cent.") % {"least": least, "most": most}
            yield ValidationError({field: text})


def count(royalty: Royalty, shares: list[RoyaltyShare], user: Any) -> None:
    """Set the amounts of *royalty* and its *shares*, with the rules used; nothing is saved.

    What is not to be paid has no amount.
    """
    is_paid = royalty.state == Royalty.State.CONFIRMED
    if is_paid:
        _count_whole(royalty)
    else:
        royalty.unit_value, royalty.amount, royalty.basis = 0, 0, ""
    royalty.confirmed_by = user if is_paid else None
    royalty.confirmed_at = timezone.now() if is_paid else None
    statement = next((share.statement for share in shares if share.statement), None)
    parts = amounts.parts(royalty.amount, [share.percent for share in shares])
    for share, amount in zip(shares, parts, strict=True):
        share.amount = amount
        share.statement = statement if is_paid else None


def _count_whole(royalty: Royalty) -> None:
    day, portal = royalty.published_on, royalty.portal
    decision = decision_on(portal, day)
    unit = rates.unit_value(portal, day, decision)
    most = rates.greatest_coefficient(portal, royalty.genre, day, decision)
    royalty.unit_value = int(unit.value)
    royalty.amount = amounts.royalty(
        royalty.coefficient, royalty.unit_value, royalty.translation_percent,
        royalty.addition_percent,
    )  # fmt: skip
    lines = [*unit.basis, *most.basis]
    if royalty.translation_percent is not None:
        lines += rates.percent_basis(rates.TRANSLATION, portal, day)
    if royalty.addition_percent:
        lines += rates.percent_basis(rates.ADDITION, portal, day)
    royalty.basis = "\n".join(lines)
