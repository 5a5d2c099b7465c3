"""The forms with which staff take a step. Each knows how to fill itself in and what it does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from govportal.citizens import intake, steps
from govportal.citizens.models import ConsentRecord
from govportal.portals.step_forms import StepForm


class AssignForm(StepForm):
    """Gives the question to an agency."""

    title = _("Give to an agency")
    done = _("The question is with the agency.")
    agency = forms.ModelChoiceField(queryset=None, label=_("Answering agency"))
    note = forms.CharField(
        label=_("Note to the agency"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = intake.answering_agencies()
        if not self.item.agreed_to(ConsentRecord.Purpose.SHARING):
            agencies = agencies.filter(pk=self.item.portal.agency_id)
            self.fields["agency"].help_text = _(
                "The sender did not agree that another agency gets the question."
            )
        self.fields["agency"].queryset = agencies
        self.fields["agency"].initial = self.item.agency_id

    def take(self, user: Any) -> None:
        data = self.cleaned_data
        steps.assign(self.item, user, data["agency"], data["note"])


class AnswerForm(StepForm):
    """Puts an answer forward."""

    title = _("Write the answer")
    done = _("The answer waits for approval by another person.")
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 12}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].initial = self.item.answer

    def take(self, user: Any) -> None:
        steps.answer(self.item, user, self.cleaned_data["answer"])


class ApproveForm(StepForm):
    """Approves the answer that the page shows."""

    title = _("Approve the answer")
    done = _("The answer is approved and the sender can read it.")
    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.item.answer_version

    def take(self, user: Any) -> None:
        steps.approve(self.item, user, self.cleaned_data["version"])


class ReasonForm(StepForm):
    """A step that needs a reason."""

    note = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}))


class ReturnForm(ReasonForm):
    """Sends the answer back to be changed."""

    title = _("Send the answer back")
    done = _("The answer was sent back for changes.")

    def take(self, user: Any) -> None:
        steps.send_back(self.item, user, self.cleaned_data["note"])


class RefuseForm(ReasonForm):
    """Closes the question without an answer."""

    title = _("Do not accept the question")
    done = _("The question is closed and the sender can read the reason.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = _(
            "The sender reads this. If another agency is competent, say which one and its address."
        )

    def take(self, user: Any) -> None:
        steps.refuse(self.item, user, self.cleaned_data["note"])


class PublishForm(StepForm):
    """Publishes the question and its answer in words that do not show who asked."""

    title = _("Publish")
    done = _("The question and its answer are on the portal.")
    public_subject = forms.CharField(label=_("Subject, as published"), max_length=200)
    public_body = forms.CharField(
        label=_("Question, as published"), widget=forms.Textarea(attrs={"rows": 8})
    )
    public_answer = forms.CharField(
        label=_("Answer, as published"), widget=forms.Textarea(attrs={"rows": 12})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject", "body", "answer"):
            former = getattr(self.item, f"public_{name}")
            self.fields[f"public_{name}"].initial = former or getattr(self.item, name)

    def take(self, user: Any) -> None:
        words = (self.cleaned_data[f"public_{name}"] for name in ("subject", "body", "answer"))
        try:
            steps.publish(self.item, user, *words)
        except steps.PersonalDataError as error:
            self._show(error)
            raise

    def _show(self, error: steps.PersonalDataError) -> None:
        for name, found in error.found.items():
            for finding in found:
                self.add_error(name, f"{finding.label}: {finding.excerpt}")


class UnpublishForm(ReasonForm):
    """Takes the question off the portal."""

    title = _("Take off the portal")
    done = _("The question is no longer on the portal.")

    def take(self, user: Any) -> None:
        steps.unpublish(self.item, user, self.cleaned_data["note"])


FORMS: dict[str, type[StepForm]] = {
    "assign": AssignForm,
    "answer": AnswerForm,
    "approve": ApproveForm,
    "return": ReturnForm,
    "publish": PublishForm,
    "unpublish": UnpublishForm,
    "refuse": RefuseForm,
}
