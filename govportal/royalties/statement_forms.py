"""The forms with which statements are drawn up, approved, paid and discarded."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from govportal.royalties import steps
from govportal.royalties.access import clerks_portals
from govportal.royalties.payments import PaymentStatement

Period = PaymentStatement.Period
LAST_NUMBER = {Period.MONTH: 12, Period.QUARTER: 4}


class PeriodForm(forms.Form):
    """Asks for a month or quarter."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=Period.choices)
    number = forms.IntegerField(
        label=gettext_lazy("Number of the month or quarter"), min_value=1, max_value=12
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)

    def clean(self) -> dict[str, Any]:
        """Refuse a fifth quarter."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and (data["number"] or 1) > LAST_NUMBER.get(data["period"], 12):
            self.add_error("number", _("A year has four quarters."))
        return data

    @property
    def first_day(self) -> date:
        """The first day of the period."""
        number = self.cleaned_data["number"]
        is_quarter = self.cleaned_data["period"] == Period.QUARTER
        return date(self.cleaned_data["year"], 3 * number - 2 if is_quarter else number, 1)


class DrawUpForm(PeriodForm):
    """Asks for which portal and period."""

    portal = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Portal"))
    field_order = ("portal", "period", "number", "year")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["portal"].queryset = clerks_portals(user)
        self.fields["number"].initial, self.fields["year"].initial = today.month, today.year
        if len(portals := list(clerks_portals(user)[:2])) == 1:
            self.fields["portal"].initial = portals[0]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that has not begun."""
        data = super().clean()
        if not self.errors and self.first_day > timezone.localdate():
            raise ValidationError(_("This period has not begun yet."))
        return data

    def take(self, user: Any) -> PaymentStatement:
        """Draw the statement up.

        Raises:
            StatementRefusedError: nothing is to be paid.
        """
        data = self.cleaned_data
        return steps.draw_up(data["portal"], data["period"], self.first_day, user)


class StatementForm(forms.Form):
    """A step with a statement: its words, and what it does when it is sent."""

    title: ClassVar[Any] = ""
    done: ClassVar[Any] = ""

    def __init__(self, *args: Any, statement: PaymentStatement, **kwargs: Any) -> None:
        self.statement = statement
        super().__init__(*args, **kwargs)

    def take(self, user: Any) -> None:
        """Take the step as *user*.

        Raises:
            PermissionDenied: it is not for *user* to take.
            StatementRefusedError: it can't be taken now.
        """
        raise NotImplementedError


class ApproveForm(StatementForm):
    """Approves the total that the page shows."""

    title = gettext_lazy("Approve the statement")
    done = gettext_lazy("The statement is approved and no longer changes.")
    total = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["total"].initial = steps.total_of(self.statement)

    def take(self, user: Any) -> None:
        steps.approve(self.statement, user, self.cleaned_data["total"])


class PayForm(StatementForm):
    """Notes that it was paid."""

    title = gettext_lazy("Note the payment")
    done = gettext_lazy("The payment is noted.")
    paid_on = forms.DateField(label=gettext_lazy("Paid on"), widget=AdminDateInput)
    reference = forms.CharField(label=gettext_lazy("Payment document"), max_length=200)

    def clean_paid_on(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["paid_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day of payment must not be in the future."))
        return day

    def take(self, user: Any) -> None:
        data = self.cleaned_data
        steps.pay(self.statement, user, data["paid_on"], data["reference"])


class DiscardForm(StatementForm):
    """Deletes a draft."""

    title = gettext_lazy("Discard the draft")
    done = gettext_lazy("The draft is discarded; what stood on it waits for the next statement.")

    def take(self, user: Any) -> None:
        steps.discard(self.statement, user)


FORMS: dict[str, type[StatementForm]] = {
    "approve": ApproveForm,
    "pay": PayForm,
    "discard": DiscardForm,
}
