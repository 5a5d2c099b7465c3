"""Asks which report to draw up: the form, the period and whose lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from govportal import plugins
from govportal.portals.models import Portal
from govportal.province import ReportTemplate
from govportal.reporting.errors import ReportError
from govportal.reporting.periods import FIRST_YEAR, LAST_YEAR, Period

FIRST_HALF, SECOND_HALF, WHOLE_YEAR = "h1", "h2", "year"


class ReportForm(forms.Form):
    """The report wanted. Only portals that its reader may see can be chosen."""

    template = forms.ChoiceField(
        label=_("Report form"),
        error_messages={
            "invalid_choice": _("This report form does not exist. Choose one of the list.")
        },
    )
    part = forms.ChoiceField(
        label=_("Period"),
        choices=[
            (FIRST_HALF, _("First six months")),
            (SECOND_HALF, _("Last six months")),
            (WHOLE_YEAR, _("Whole year")),
        ],
        error_messages={"invalid_choice": _("This period does not exist. Choose one of the list.")},
    )
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    portal = forms.ChoiceField(
        label=_("Portal"), required=False,
        error_messages={"invalid_choice": _("You cannot see the figures of this portal.")},
    )  # fmt: skip

    def __init__(self, *args: Any, portals: list[Portal], **kwargs: Any) -> None:
        kwargs.setdefault("initial", _current_period())
        super().__init__(*args, **kwargs)
        self._templates = plugins.report_templates()
        self._portals = {portal.code: portal for portal in portals}
        language = get_language() or "vi"
        self.fields["template"].choices = [
            (form.key, f"{form.form_number.in_language(language)}: {_plain_title(form, language)}")
            for form in self._templates.values()
        ]
        self.fields["portal"].choices = [
            ("", _("All portals you may see")),
            *((code, portal.agency.name) for code, portal in self._portals.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Turn the answers into what a report is drawn up from."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            cleaned["period"] = _period(cleaned["part"], cleaned["year"])
        except ReportError as error:
            raise forms.ValidationError(error.text.in_language(get_language() or "vi")) from error
        code = cleaned["portal"]
        cleaned["portals"] = [self._portals[code]] if code else list(self._portals.values())
        cleaned["form"] = self._templates[cleaned["template"]]
        return cleaned


def _period(part: str, year: int) -> Period:
    if part == WHOLE_YEAR:
        return Period.year(year)
    return Period.half_year(year, 1 if part == FIRST_HALF else 2)


def _current_period() -> dict[str, object]:
    day = plugins.province().reference_day(timezone.localdate())
    return {"part": FIRST_HALF if day.month <= 6 else SECOND_HALF, "year": day.year}


def _plain_title(form: ReportTemplate, language: str) -> str:
    return form.title.in_language(language).replace("{period}", "").strip()
