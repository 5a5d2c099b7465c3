"""Asks for the answer that a portal gives for a category."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.information.answers import record
from govportal.information.deadlines import renewal_due
from govportal.information.models import Answer, CategoryAnswer
from govportal.information.states import CategoryState


class AnswerForm(forms.ModelForm):
    """The answer for one category, with its reason and the period it holds for."""

    class Meta:
        model = CategoryAnswer
        fields = ["answer", "reason", "valid_until"]
        widgets = {
            "answer": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 4}),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {
            "answer": {"required": _("Choose one of the answers.")},
            "reason": {"required": _("Give the reason: citizens read it with the answer.")},
        }

    def __init__(self, *args: Any, category: CategoryState, **kwargs: Any) -> None:
        self.category = category
        super().__init__(*args, **kwargs)
        self.initial["valid_until"] = renewal_due(category.spec, timezone.localdate())
        answers = Answer.choices if category.answer else Answer.choices[:2]
        self.fields["answer"].choices = answers

    def clean(self) -> dict[str, Any]:
        """Refuse to say that there is nothing where something is published."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        spec = self.category.spec
        has_content = self.category.published and not spec.renewed_every
        if has_content and cleaned.get("answer") != Answer.WITHDRAWN:
            self.add_error(
                None,
                _(
                    "Something is published in this category, so that no answer is needed. "
                    "Withdraw what is published first."
                ),
            )
        return cleaned

    def record(self, user: Any) -> CategoryAnswer:
        """Record the answer in the name of *user*."""
        return record(
            self.category.portal, self.category.spec.key, user=user,
            **{name: self.cleaned_data[name] for name in self.Meta.fields},
        )  # fmt: skip
