"""The forms that citizens fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from govportal.citizens import notices, spam
from govportal.citizens.models import ConsentRecord, ReplyBy
from govportal.portals.models import Portal

Purpose = ConsentRecord.Purpose
PHONE = RegexValidator(
    r"^\+?[\d\s.()-]{8,20}$", _("Enter a telephone number, for example 0912 345 678.")
)
SUBJECT_LENGTH = 200
BODY_LENGTH = 5000


def _control(widget: type[forms.Widget], **attrs: Any) -> forms.Widget:
    return widget(attrs={"class": "in1", **attrs})


class FeedbackForm(forms.Form):
    """A question to the agency. It asks for no more than an answer needs."""

    data: Any

    subject = forms.CharField(
        label=_("Subject"), max_length=SUBJECT_LENGTH, widget=_control(forms.TextInput),
        help_text=_("One short sentence that says what you ask."),
        error_messages={"required": _("Enter the subject of your question.")},
    )  # fmt: skip
    body = forms.CharField(
        label=_("Your question"), max_length=BODY_LENGTH, widget=_control(forms.Textarea, rows=8),
        help_text=_(
            "Say what happened, where, and what you would like to know. Do not write numbers of "
            "identity cards or bank accounts. At most 5,000 characters."
        ),
        error_messages={"required": _("Write your question.")},
    )  # fmt: skip
    sender_name = forms.CharField(
        label=_("Full name"), max_length=120,
        widget=_control(forms.TextInput, autocomplete="name"),
        help_text=_("Your name is not published."),
        error_messages={"required": _("Enter your full name.")},
    )  # fmt: skip
    reply_by = forms.ChoiceField(
        label=_("How would you like to be answered?"), choices=ReplyBy.choices,
        initial=ReplyBy.EMAIL, widget=forms.RadioSelect,
        help_text=_("In each case you get a receipt code to follow your question with."),
    )  # fmt: skip
    sender_email = forms.EmailField(
        label=_("Email (if you would like to be answered by email)"), required=False,
        widget=_control(forms.EmailInput, autocomplete="email"),
        error_messages={"invalid": _("Enter an email address, for example ten@example.vn.")},
    )  # fmt: skip
    sender_phone = forms.CharField(
        label=_("Telephone (if you would like to be answered by telephone)"), required=False,
        max_length=30, validators=[PHONE],
        widget=_control(forms.TextInput, type="tel", autocomplete="tel"),
    )  # fmt: skip
    consent_answering = forms.BooleanField(
        error_messages={
            "required": _("Tick your consent: without it we may not handle your question.")
        }
    )
    consent_sharing = forms.BooleanField(
        required=False,
        help_text=_("Optional. Without it only this agency handles your question."),
    )
    website = forms.CharField(
        label=_("Leave this field empty"), required=False,
        widget=_control(forms.TextInput, autocomplete="off"),
    )  # fmt: skip
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, portal: Portal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stamp"].initial = spam.stamp
        self.fields["consent_answering"].label = notices.consent(portal, Purpose.ANSWERING)
        self.fields["consent_sharing"].label = notices.consent(portal, Purpose.SHARING)

    def clean_website(self) -> str:
        """Refuse what a program fills in; a person whose browser did it sees what to do."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Clear this field: it is there to catch programs."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Ask for the address that the chosen way of answering needs, and keep no other."""
        data = super().clean() or {}
        wanted = {ReplyBy.EMAIL: "sender_email", ReplyBy.PHONE: "sender_phone"}
        needed = wanted.get(data.get("reply_by", ""))
        for name in wanted.values():
            if name == needed and not data.get(name) and name not in self.errors:
                self.add_error(name, self._missing(name))
        self._check_stamp()
        return {**data, **{name: "" for name in wanted.values() if name != needed}}

    @staticmethod
    def _missing(name: str) -> ValidationError:
        return ValidationError(
            _("Enter the email address to which we send the answer.")
            if name == "sender_email"
            else _("Enter the telephone number on which we can reach you.")
        )

    def _check_stamp(self) -> None:
        stamped = self.data.get(self.add_prefix("stamp"), "")
        if not spam.is_current(stamped):
            self._renew_stamp()
            self.add_error(None, _("The form was open for too long. Please send it again."))
        elif spam.is_too_fast(stamped):
            self.add_error(
                None, _("The form was sent too quickly. Please check it and send it again.")
            )

    def _renew_stamp(self) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("stamp")] = spam.stamp()

    @property
    def purposes(self) -> list[Any]:
        """The purposes that the sender agreed to."""
        names = {"consent_answering": Purpose.ANSWERING, "consent_sharing": Purpose.SHARING}
        return [purpose for name, purpose in names.items() if self.cleaned_data[name]]


class StatusForm(forms.Form):
    """The receipt code of a question."""

    code = forms.CharField(
        label=_("Receipt code"), max_length=40,
        widget=_control(forms.TextInput, autocomplete="off", spellcheck="false"),
        help_text=_("Twelve letters and digits, for example 7K2M-9QXD-41TB."),
        error_messages={"required": _("Enter the receipt code.")},
    )  # fmt: skip
