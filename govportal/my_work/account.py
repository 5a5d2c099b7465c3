"""Where a person decides about the daily mail: under Account, Notifications."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.admin.widgets import SwitchInput

from govportal import law
from govportal.my_work.models import DigestChoice


class DigestChoiceForm(forms.ModelForm):
    """Asks whether the daily mail is wanted."""

    class Meta:
        model = DigestChoice
        fields: ClassVar[list[str]] = ["is_wanted"]
        widgets: ClassVar[dict[str, object]] = {"is_wanted": SwitchInput()}


class DigestPanel(BaseSettingsPanel):
    """The choice, where the province leaves it to the person."""

    name = "digest"
    title = _("Daily mail about your work")
    tab = notifications_tab
    order = 200
    form_class = DigestChoiceForm

    def is_active(self) -> bool:
        return may_be_declined()

    def get_form(self) -> DigestChoiceForm:
        choice = DigestChoice.objects.filter(user=self.user).first()
        choice = choice or DigestChoice(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return DigestChoiceForm(data, instance=choice, prefix=self.name)


def may_be_declined() -> bool:
    """Return whether people may do without the daily mail."""
    return bool(law.value("work.digest_may_be_declined"))
