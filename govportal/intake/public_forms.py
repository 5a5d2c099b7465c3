"""The form with which the public sends news, articles and photographs (FLOW-12)."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govportal.citizens import notices, spam
from govportal.citizens.forms import PHONE
from govportal.intake.file_fields import PUBLIC_KINDS, IncomingFilesField
from govportal.portals.bodies import acting_body_in_sentence
from govportal.portals.models import Portal

BODY_LENGTH = 50_000


def _control(widget: type[forms.Widget], **attrs: Any) -> forms.Widget:
    return widget(attrs={"class": "in1", **attrs})


class PublicForm(forms.Form):
    """A contribution to the portal. It asks for no more than the board needs to answer."""

    data: Any

    title = forms.CharField(
        label=gettext_lazy("Headline"), max_length=255, widget=_control(forms.TextInput),
        error_messages={"required": gettext_lazy("Enter a headline.")},
    )  # fmt: skip
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=BODY_LENGTH, required=False,
        widget=_control(forms.Textarea, rows=12),
        help_text=gettext_lazy("Leave an empty line between paragraphs."),
    )  # fmt: skip
    files = IncomingFilesField(kinds=PUBLIC_KINDS, label=gettext_lazy("Files"))
    contributor_name = forms.CharField(
        label=gettext_lazy("Full name or pen name"), max_length=120,
        widget=_control(forms.TextInput, autocomplete="name"),
        help_text=gettext_lazy("It is named as the author when this is published."),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )  # fmt: skip
    contributor_email = forms.EmailField(
        label=gettext_lazy("Email"), widget=_control(forms.EmailInput, autocomplete="email"),
        help_text=gettext_lazy("The board answers to this address; it is not published."),
        error_messages={
            "required": gettext_lazy("Enter the email address to which the board answers."),
            "invalid": gettext_lazy("Enter an email address, for example ten@example.vn."),
        },
    )  # fmt: skip
    contributor_phone = forms.CharField(
        label=gettext_lazy("Telephone (optional)"), required=False, max_length=30,
        validators=[PHONE], widget=_control(forms.TextInput, type="tel", autocomplete="tel"),
    )  # fmt: skip
    consent = forms.BooleanField(
        error_messages={
            "required": gettext_lazy("Tick your consent: without it we may not take this over.")
        }
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"), required=False,
        widget=_control(forms.TextInput, autocomplete="off"),
    )  # fmt: skip
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, portal: Portal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stamp"].initial = spam.stamp
        self.fields["consent"].label = consent_of(portal)
        self.fields["files"].help_text = " ".join(
            (self.fields["files"].describe(), _("If the form comes back, choose the files again."))
        )

    def clean_website(self) -> str:
        """Refuse what a program fills in; a person whose browser did it sees what to do."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Clear this field: it is there to catch programs."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Ask for a text or a file; refuse programs."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("body") and not data.get("files") and "files" not in self.errors:
            self.add_error("body", _("Write the text, or choose at least one file."))
        stamped = self.data.get(self.add_prefix("stamp"), "")
        if not spam.is_current(stamped):
            self.data = self.data.copy()
            self.data[self.add_prefix("stamp")] = spam.stamp()
            self.add_error(None, _("The form was open for too long. Please send it again."))
        elif spam.is_too_fast(stamped):
            text = _("The form was sent too quickly. Please check it and send it again.")
            self.add_error(None, text)
        return data


def consent_of(portal: Portal) -> str:
    """Return the sentence that a contributor ticks, in the current language."""
    sentence = _(
        "I am the author or may pass this on. I agree that %(authority)s edits and publishes it "
        "under this name, and uses my contact data to answer me and to pay a royalty."
    )
    return sentence % {"authority": acting_body_in_sentence(portal)}


def proof_of_consent(portal: Portal) -> str:
    """Return the words agreed to with their hash, as they are kept (PRIV-03)."""
    text = f"{consent_of(portal)}\n{notices.contact(portal)}"
    return f"{text}\nSHA-256 {hashlib.sha256(text.encode()).hexdigest()}"
