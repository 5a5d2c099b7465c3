"""Asks which part of a person's work to show."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.editorial.waiting import Waiting
from govportal.my_work.kinds import KINDS, OTHER, kind_of
from govportal.my_work.timing import Nearness, nearness

REST = "other"


class WorkFilter(forms.Form):
    """What of the list is wanted. Only what is in the list can be chosen."""

    portal = forms.ChoiceField(label=_("Portal"), required=False)
    kind = forms.ChoiceField(label=_("Kind of work"), required=False)
    due = forms.ChoiceField(
        label=_("Deadline"), required=False,
        choices=[("", _("Every deadline")), *((n.value, n.label) for n in Nearness)],
    )  # fmt: skip

    def __init__(self, *args: Any, items: list[Waiting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = items
        portals = {item.portal.code: item.portal.agency.name for item in items if item.portal}
        kinds = {_key(item): kind_of(item.kind).label for item in items}
        order = [*KINDS, REST]
        self.fields["kind"].choices = [
            ("", _("Every kind")), *sorted(kinds.items(), key=lambda pair: order.index(pair[0])),
        ]  # fmt: skip
        self.fields["portal"].choices = [("", _("All your portals")), *sorted(portals.items())]
        if len(portals) < 2:
            del self.fields["portal"]

    def chosen(self) -> list[Waiting]:
        """Return what is asked for; everything where something else was asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        now = timezone.now()
        return [
            item
            for item in self._items
            if asked.get("portal", "") in ("", item.portal.code if item.portal else None)
            and asked.get("kind", "") in ("", _key(item))
            and asked.get("due", "") in ("", nearness(item.due_at, now))
        ]


def _key(item: Waiting) -> str:
    return item.kind if kind_of(item.kind) is not OTHER else REST
