"""A portal's budget of royalties and remuneration of a year, as its head decided it (ROYALTY-03).

Each decision is an entry: the first gives the budget, later ones add to it or cut it. The budget is
their sum, in đồng. A royalty counts in the year of its publication, remuneration in that of its
month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govportal.portals.models import Portal
from govportal.royalties.models import Remuneration, Royalty, RoyaltyShare
from govportal.royalties.money import grouped
from govportal.royalties.payments import PaymentStatement

DRAFT = PaymentStatement.State.DRAFT


class RoyaltyBudget(models.Model):
    """What one decision gives a portal for a year, adds to it or takes from it."""

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+", verbose_name=_("portal"))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    amount = models.BigIntegerField(
        _("amount (VND)"),
        help_text=_(
            "What this decision gives. Enter a supplement as a further decision, a cut with a"
            " minus."
        ),
    )
    reference = models.CharField(
        _("decision"), max_length=200, help_text=_("Number and symbol of the document.")
    )
    decided_on = models.DateField(_("day of the decision"))
    decided_by = models.CharField(
        _("decided by"), max_length=200, help_text=_("Name and post of who signed the decision.")
    )

    class Meta:
        verbose_name = _("budget of royalties")
        verbose_name_plural = _("budgets of royalties")
        ordering = ["-year", "-decided_on", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.year}: {self.reference}"

    def clean(self) -> None:
        """Refuse nothing as amount, a decision to come, and a cut below what is approved."""
        super().clean()
        if self.amount == 0:
            raise ValidationError({"amount": _("Enter an amount other than 0.")})
        if self.decided_on and self.decided_on > timezone.localdate():
            raise ValidationError(
                {"decided_on": _("The day of the decision must not be in the future.")}
            )
        if self.portal_id and self.year and self.amount is not None:
            self._refuse_cut_below_approved()

    def _refuse_cut_below_approved(self) -> None:
        for year, change in self._changes().items():
            before = state_of(self.portal, year)
            budget = before.budget or 0
            if change < 0 and budget + change < min(before.approved, budget):
                raise ValidationError({"amount": _cut_too_deep(before, budget + change)})

    def _changes(self) -> Counter[int]:
        """Return by how much saving this changes the budget of which year."""
        changes = Counter({self.year: self.amount})
        for year, amount in RoyaltyBudget.objects.filter(pk=self.pk).values_list("year", "amount"):
            changes[year] -= amount
        return changes


def _cut_too_deep(before: BudgetState, after: int) -> str:
    text = gettext(
        "With this, the budget of %(year)d is %(budget)s VND, but statements of %(approved)s VND"
        " are approved. Enter a smaller cut."
    )
    words = {"budget": grouped(after), "approved": grouped(before.approved)}
    return text % (words | {"year": before.year})


@dataclass(frozen=True)
class BudgetState:
    """How far a budget is used up, in đồng."""

    portal: Portal
    year: int
    budget: int | None
    """None where none is entered: then nothing limits what is decided."""
    decided: int
    """Royalties confirmed and remuneration entered."""
    approved: int
    """What of it stands on approved statements."""

    @property
    def left(self) -> int | None:
        """What may still be decided; below zero where the budget is exceeded."""
        return None if self.budget is None else self.budget - self.decided

    @property
    def over(self) -> int:
        """By how much the budget is exceeded."""
        return max(0, -(self.left or 0))


Sums = dict[tuple[int, int], int]
"""Đồng by portal and year."""


def state_of(portal: Portal, year: int) -> BudgetState:
    """Return how far the budget of *portal* of a year is used up."""
    return states([portal], [year])[0]


def states(portals: Collection[Portal], years: Collection[int]) -> list[BudgetState]:
    """Return the state of each of *portals* in each of *years*.

    Five queries, however many portals and years there are.
    """
    keys = [portal.pk for portal in portals]
    budgets = _sums(RoyaltyBudget.objects.filter(portal__in=keys, year__in=years), "year")
    decided = _added(_decided(keys, years))
    approved = _added(_approved(keys, years))

    def state(portal: Portal, year: int) -> BudgetState:
        key = portal.pk, year
        return BudgetState(
            portal, year, budgets.get(key), decided.get(key, 0), approved.get(key, 0)
        )

    return [state(portal, year) for year in years for portal in portals]


def _decided(portals: Collection[int], years: Collection[int]) -> Iterator[Sums]:
    royalties = Royalty.objects.filter(portal__in=portals, published_on__year__in=years)
    yield _sums(royalties.filter(state=Royalty.State.CONFIRMED), "published_on__year")
    months = Remuneration.objects.filter(portal__in=portals, month__year__in=years)
    yield _sums(months, "month__year")


def _approved(portals: Collection[int], years: Collection[int]) -> Iterator[Sums]:
    found = PaymentStatement.objects.filter(portal__in=portals).exclude(state=DRAFT)
    for rows, year in on_statements(found):
        yield _sums(rows.filter(**{f"{year}__in": years}), year, "statement__portal")


def on_statements(statements: Any) -> Iterator[tuple[Any, str]]:
    """Yield what stands on *statements*, each with the way to the year in which it counts."""
    shares = RoyaltyShare.objects.filter(statement__in=statements)
    yield shares, "royalty__published_on__year"
    yield Remuneration.objects.filter(statement__in=statements), "month__year"


def _sums(rows: Any, year: str, portal: str = "portal") -> Sums:
    found = rows.order_by().values_list(portal, year).annotate(sum=Sum("amount"))
    return {(portal_id, of_year): amount for portal_id, of_year, amount in found}


def _added(several: Iterator[Sums]) -> Sums:
    added: Sums = {}
    for sums in several:
        for key, amount in sums.items():
            added[key] = added.get(key, 0) + amount
    return added
