"""Kinds of record that hold for a time: leaders in office, units in force, consultations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NAME = "when"
"""The name under which a list's address tells which of the three is asked for."""


@dataclass(frozen=True)
class Period:
    """The two fields between whose days a record holds, and what each time is called."""

    begins: str
    ends: str
    labels: Mapping[str, Any]

    def condition(self, when: str, today: date) -> Q:
        """Return which records hold ``now``, hold no more (``past``) or do not yet (``coming``)."""
        past, coming = self._past(today), self._coming(today)
        if when == "past":
            return past
        if when == "coming":
            return coming
        return self._not_past(today) & self._begun(today)

    def when(self, listed: Mapping[str, Any], today: date) -> str:
        """Return whether a record with the values *listed* is ``now``, ``past`` or ``coming``."""
        day = today.isoformat()
        if self.ends and str(listed.get(self.ends) or day) < day:
            return "past"
        return "coming" if self.begins and str(listed.get(self.begins) or day) > day else "now"

    def _past(self, today: date) -> Q:
        return Q((f"listed__{self.ends}__lt", today.isoformat()))

    def _not_past(self, today: date) -> Q:
        path = f"listed__{self.ends}"
        return Q((f"{path}__isnull", True)) | Q((f"{path}__gte", today.isoformat()))

    def _begun(self, today: date) -> Q:
        if not self.begins:
            return Q()
        path = f"listed__{self.begins}"
        return Q((f"{path}__isnull", True)) | Q((f"{path}__lte", today.isoformat()))

    def _coming(self, today: date) -> Q:
        if not self.begins:
            return Q(pk=None)
        begun = Q((f"listed__{self.begins}__gt", today.isoformat()))
        return begun & self._not_past(today)


_IN_OFFICE = {"now": _("In office"), "past": _("Former holders"), "coming": _("From a later day")}
PERIODS = {
    "leader": Period("begins_on", "ends_on", _IN_OFFICE),
    "spokesperson": Period("begins_on", "ends_on", _IN_OFFICE),
    "administrative_unit": Period(
        "valid_from",
        "valid_to",
        {"now": _("In force today"), "past": _("Former units"), "coming": _("From a later day")},
    ),
    "consultation": Period(
        "opens_on",
        "closes_on",
        {"now": _("Open for comments"), "past": _("Closed"), "coming": _("Opening later")},
    ),
    "channel": Period("", "closed_on", {"now": _("In use"), "past": _("No longer used")}),
}
"""By kind of record; a kind without an entry has no time of its own."""
