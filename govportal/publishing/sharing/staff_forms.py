"""The forms with which staff propose, decide and withdraw. Each knows what it does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from govportal.portals.step_forms import StepForm
from govportal.publishing.sharing import places, steps
from govportal.publishing.sharing.models import SharedItem


class ProposeForm(forms.Form):
    """Asks what the receiving board should know."""

    note = forms.CharField(
        label=_("Note to the receiving board"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ProposalForm(StepForm):
    """A step with a proposal as the reader saw it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: SharedItem, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        self.fields["seen"].initial = item.version

    def clean(self) -> dict[str, Any]:
        """Refuse to decide on what is no longer as the reader saw it."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("seen") != self.item.version:
            raise ValidationError(steps.meanwhile())
        return data


class AcceptForm(ProposalForm):
    """Asks in which section the item is to be shown."""

    title = _("Accept and show")
    done = _("The item is shown in the chosen section, with its source.")
    section = forms.ChoiceField(
        label=_("Shown in the section"),
        help_text=_("Listed there by date; articles and documents stand on the home page, too."),
        error_messages={
            "required": _("Choose the section in which the item is shown."),
            "invalid_choice": _(
                "This section cannot show the item. Choose a section from the list."
            ),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.item.page.specific  # type: ignore[union-attr]
        found = places.places_for(page, self.item.receiver)
        usual = places.usual_place(page, found)
        self.places = {str(place.section.pk): place.section for place in found}
        field = self.fields["section"]
        choices = [(str(place.section.pk), place.label) for place in found]
        field.choices = [("", "---------"), *choices]  # type: ignore[attr-defined]
        field.initial = self.item.section_id or (usual and usual.section.pk)

    def take(self, user: Any) -> None:
        steps.accept(self.item, user, self.places[self.cleaned_data["section"]])


class DeclineForm(ProposalForm):
    """Asks why."""

    title = _("Decline")
    done = _("The item is not shown. The proposing portal is told the reason.")
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason: the proposing portal is told it.")},
    )  # fmt: skip

    def take(self, user: Any) -> None:
        steps.decline(self.item, user, self.cleaned_data["reason"])


class WithdrawForm(ProposalForm):
    """Asks for nothing but the confirmation."""

    title = _("Withdraw the proposal")
    done = _("The proposal is withdrawn. The item is no longer shown on the other portal.")

    def take(self, user: Any) -> None:
        steps.withdraw(self.item, user)


FORMS: dict[str, type[ProposalForm]] = {
    "accept": AcceptForm,
    "decline": DeclineForm,
    "withdraw": WithdrawForm,
}
