"""The forms with which the ledger is kept: each offers one's own portals and payees alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel

from govportal.portals.membership import portals_of
from govportal.royalties import budget_limits, confirming
from govportal.royalties.access import CLERKS, clerks_portals
from govportal.royalties.models import Remuneration, Royalty
from govportal.royalties.payments import Payee


class OwnPortalForm(WagtailAdminModelForm):
    """Offers one's own portals; a portal once chosen stays."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        field = self.fields["portal"]
        field.queryset = clerks_portals(for_user)
        field.disabled = self.instance.pk is not None
        if not field.disabled and len(field.queryset) == 1:
            field.initial = field.queryset[0]


class OwnPayeePanel(FieldPanel):
    """Offers the payees of one's own portals, or of the portal of what is edited."""

    class BoundPanel(FieldPanel.BoundPanel):
        """Narrows the choice of the field that is shown."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None:
                self.bound_field.field.queryset = own_payees(self.request.user)


def own_payees(user: Any) -> Any:
    """Return the payees of the portals whose ledger *user* keeps."""
    return Payee.objects.filter(portal__in=portals_of(user, CLERKS), is_active=True)


class WithinBudgetForm(OwnPortalForm):
    """Decides what is paid; asks for a reason only where a rule lets it go over the budget."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        if not budget_limits.asks_reasons(for_user):
            self.fields.pop("over_budget_reason", None)


class RemunerationForm(WithinBudgetForm):
    """Offers own payees as well."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self.fields["payee"].queryset = own_payees(for_user)

    def _post_clean(self) -> None:
        """Refuse what goes over the budget of the year."""
        super()._post_clean()
        for problem in [] if self.errors else self._budget_problems():
            self.add_error(None, problem)

    def _budget_problems(self) -> Iterator[ValidationError]:
        paid = self.instance
        stored = Remuneration.objects.filter(pk=paid.pk, month__year=paid.month.year)
        before = stored.values_list("amount", flat=True).first() or 0
        yield from budget_limits.problems(
            paid.portal, paid.month, paid.amount, before, paid.over_budget_reason
        )


class RoyaltyForm(WithinBudgetForm):
    """Counts the royalty once it is complete; an incomplete one is kept as a proposal."""

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where no royalty is paid."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") == Royalty.State.NOT_PAID and not data.get("note"):
            self.add_error("note", _("Say why no royalty is paid."))
        return data

    def _post_clean(self) -> None:
        """Refuse figures above the rates, and the payment of what is incomplete."""
        super()._post_clean()
        for problem in [] if self.errors else self._problems():
            self.add_error(None, problem)
        if not self.errors and self.instance.state == Royalty.State.CONFIRMED:
            for problem in confirming.budget_problems(self.instance):
                self.add_error(None, problem)

    def _problems(self) -> Iterator[ValidationError]:
        shares = self._shares()
        yield from confirming.problems(self.instance)
        yield from confirming.foreign_payees(self.instance, shares)
        if self.instance.state == Royalty.State.CONFIRMED:
            yield from confirming.gaps(self.instance, shares)

    def _shares(self) -> list[confirming.Row]:
        """Return the shares as entered, without those that are deleted."""
        entered = (form.cleaned_data for form in self.formsets["shares"].forms if form.is_valid())
        return [row for row in entered if row and not row.get("DELETE")]

    def save(self, commit: bool = True) -> Royalty:
        """Save it with its amounts."""
        royalty: Royalty = super().save(commit=False)
        shares = list(royalty.shares.all())
        confirming.count(royalty, shares, self.for_user)
        royalty.shares.set(shares)
        if commit:
            royalty.save()
        return royalty
