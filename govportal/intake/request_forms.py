"""The forms with which information is asked for and given."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from govportal.intake import request_steps as steps
from govportal.intake.file_fields import IncomingFilesField
from govportal.intake.information_requests import InformationRequest
from govportal.portals.models import Portal
from govportal.portals.step_forms import StepForm

ROWS = {"rows": 6}


class AskForm(forms.Form):
    """Asks one agency or several; each gets a request of its own."""

    portals = forms.ModelMultipleChoiceField(
        queryset=None, label=gettext_lazy("Agencies asked"), widget=forms.CheckboxSelectMultiple
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    body = forms.CharField(
        label=gettext_lazy("What is asked"), widget=forms.Textarea(attrs=ROWS)
    )  # fmt: skip
    reference = forms.CharField(
        label=gettext_lazy("Reference document"), max_length=200, required=False,
        help_text=gettext_lazy("Number and symbol, where a document asks for it."),
    )  # fmt: skip
    due_on = forms.DateField(label=gettext_lazy("Answer due"), widget=AdminDateInput)
    files = IncomingFilesField(label=gettext_lazy("Files"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["portals"].queryset = Portal.objects.order_by("name")
        self.fields["files"].help_text = self.fields["files"].describe()

    def clean_due_on(self) -> date:
        """Refuse a day that has passed."""
        day: date = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed. Choose a later day."))
        return day

    def take(self, user: Any) -> list[InformationRequest]:
        """Ask as *user*."""
        data = self.cleaned_data
        return steps.ask(
            data["portals"], user, data["subject"], data["body"], data["due_on"],
            data["reference"], data["files"],
        )  # fmt: skip


class AnswerForm(StepForm):
    """Gives the information."""

    title = gettext_lazy("Give the information")
    done = gettext_lazy("The board has the information.")
    answer = forms.CharField(label=gettext_lazy("Answer"), widget=forms.Textarea(attrs=ROWS))
    files = IncomingFilesField(label=gettext_lazy("Files"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].initial = self.item.answer
        self.fields["files"].help_text = self.fields["files"].describe()

    def take(self, user: Any) -> None:
        data = self.cleaned_data
        steps.answer(self.item, user, data["answer"], data["files"])


class ReasonForm(StepForm):
    """A step that needs a reason."""

    note = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 4}))


class ReturnForm(ReasonForm):
    """Asks for more."""

    title = gettext_lazy("Send the answer back")
    done = gettext_lazy("The agency is asked to complete its answer.")

    def take(self, user: Any) -> None:
        steps.send_back(self.item, user, self.cleaned_data["note"])


class CloseForm(StepForm):
    """Accepts the answer."""

    title = gettext_lazy("Accept the answer")
    done = gettext_lazy("The request is closed.")

    def take(self, user: Any) -> None:
        steps.close(self.item, user)


class WithdrawForm(ReasonForm):
    """Asks no longer."""

    title = gettext_lazy("Withdraw the request")
    done = gettext_lazy("The request is withdrawn.")

    def take(self, user: Any) -> None:
        steps.withdraw(self.item, user, self.cleaned_data["note"])


FORMS: dict[str, type[StepForm]] = {
    "answer": AnswerForm,
    "close": CloseForm,
    "return": ReturnForm,
    "withdraw": WithdrawForm,
}
