"""Asks which part of the report on translations to show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from govportal.languages.drift import Item, State
from govportal.languages.required import further_languages
from govportal.languages.rows import language_name
from govportal.portals.models import Portal

TO_DO, HAND_EDITED = "to_do", "hand_edited"


class TranslationsFilter(forms.Form):
    """What of the report is wanted. Only portals that its reader may see can be chosen."""

    portal = forms.ChoiceField(
        label=_("Portal"), required=False,
        error_messages={"invalid_choice": _("You cannot see the translations of this portal.")},
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(
        label=_("State of the translation"), required=False,
        choices=[
            ("", _("Every state")),
            (TO_DO, _("Something is to be done")),
            *State.choices,
            (HAND_EDITED, _("edited by hand")),
        ],
    )  # fmt: skip
    is_required = forms.BooleanField(label=_("Only what the law requires"), required=False)

    def __init__(self, *args: Any, portals: list[Portal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._portals = {portal.code: portal for portal in portals}
        spoken = sorted({code for portal in portals for code in further_languages(portal)})
        names = [(code, portal.agency.name) for code, portal in self._portals.items()]
        every = [("", _("All portals you may see"))] if len(names) > 1 else []
        self.fields["portal"].choices = [*every, *names]
        self.fields["language"].choices = [
            ("", _("Every language")), *((code, language_name(code)) for code in spoken),
        ]  # fmt: skip

    def portals(self) -> list[Portal]:
        """Return the portal asked for, every one that the reader may see where none is."""
        code = self.cleaned_data["portal"]
        return [self._portals[code]] if code else list(self._portals.values())

    def chosen(self, items: Iterable[Item]) -> list[Item]:
        """Return those of *items* that are asked for."""
        return [item for item in items if self._wants(item)]

    def _wants(self, item: Item) -> bool:
        asked = self.cleaned_data
        return (
            asked["language"] in ("", item.language)
            and (item.is_required or not asked["is_required"])
            and _is_in(asked["state"], item)
        )


def _is_in(state: str, item: Item) -> bool:
    if state == TO_DO:
        return item.is_drift
    if state == HAND_EDITED:
        return item.is_hand_edited
    return state in ("", item.state)
