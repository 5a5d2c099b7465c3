"""What is asked when a page is taken down, corrected or reviewed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from govportal.editorial.corrections import Correction
from govportal.editorial.reviews import PageReview
from govportal.editorial.takedowns import Takedown


class TakedownForm(forms.ModelForm[Takedown]):
    """Asks who requires the takedown, by which document, when it came and why."""

    class Meta:
        model = Takedown
        fields: ClassVar[list[str]] = ["authority", "document_number", "received_at", "reason"]
        widgets: ClassVar[dict[str, Any]] = {
            "received_at": AdminDateTimeInput(),
            "reason": forms.Textarea({"rows": 3}),
        }

    def clean_received_at(self) -> datetime:
        """Refuse a request from the future."""
        received: datetime = self.cleaned_data["received_at"]
        if received > timezone.now():
            raise ValidationError(_("The request can't have been received in the future."))
        return received


class CorrectionForm(forms.ModelForm[Correction]):
    """Asks what was wrong, what is right, and whose complaint it was."""

    class Meta:
        model = Correction
        fields: ClassVar[list[str]] = ["wrong", "right", "case_reference", "complained_on"]
        widgets: ClassVar[dict[str, Any]] = {
            "wrong": forms.Textarea({"rows": 3}),
            "right": forms.Textarea({"rows": 3}),
            "complained_on": AdminDateInput(),
        }


class ReviewForm(forms.Form):
    """Asks what the review found."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=PageReview.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
