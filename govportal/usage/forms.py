"""Asks which figures of use to show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from govportal.portals.models import Portal
from govportal.usage.report import By

SHOWN_DAYS = 30


class UsageFilter(forms.Form):
    """What of the report is wanted. Only portals that its reader may see can be chosen."""

    portal = forms.ChoiceField(
        label=_("Portal"), required=False,
        error_messages={"invalid_choice": _("You cannot see the figures of this portal.")},
    )  # fmt: skip
    by = forms.ChoiceField(label=_("A line for each"), required=False, choices=By.choices)
    first = forms.DateField(label=_("First day"), required=False, widget=AdminDateInput)
    last = forms.DateField(label=_("Last day"), required=False, widget=AdminDateInput)

    def __init__(self, asked: Any, *, portals: list[Portal]) -> None:
        today = timezone.localdate()
        usual = {
            "by": "section", "last": today, "first": today - timedelta(days=SHOWN_DAYS - 1),
        }  # fmt: skip
        super().__init__(usual | {name: value for name, value in asked.items() if value})
        self._portals = {portal.code: portal for portal in portals}
        names = [(code, portal.agency.name) for code, portal in self._portals.items()]
        every = [("", _("All portals you may see"))] if len(names) > 1 else []
        self.fields["portal"].choices = [*every, *names]

    def clean(self) -> dict[str, Any]:
        """Refuse days out of order."""
        asked: dict[str, Any] = super().clean()
        first, last = asked.get("first"), asked.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day must not be before the first one."))
        return asked

    def portals(self) -> list[Portal]:
        """Return the portal asked for, every one that the reader may see where none is."""
        code = self.cleaned_data["portal"]
        return [self._portals[code]] if code else list(self._portals.values())
