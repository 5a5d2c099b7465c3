"""Kinds of record that hold for a time: leaders in office, units in force, consultations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from govportal.record_types import PeriodName, RecordType

NAME = "when"
"""The name under which a list's address tells which of the three is asked for."""
LABELS: dict[PeriodName, Any] = {
    "now": _("In force today"),
    "past": _("No longer in force"),
    "coming": _("From a later day"),
}


@dataclass(frozen=True)
class Period:
    """When records of a kind hold: between the days of two fields, of which one may be empty."""

    record_type: RecordType

    def labels(self, language: str) -> Iterator[tuple[PeriodName, str]]:
        """Yield each time that occurs with what it is called."""
        for when, general in LABELS.items():
            if self._occurs(when):
                own = self.record_type.period_labels.get(when)
                yield when, own.in_language(language) if own else str(general)

    def _occurs(self, when: PeriodName) -> bool:
        limits = {"past": self.record_type.ends_by, "coming": self.record_type.begins_by}
        return bool(limits.get(when, True))

    def condition(self, when: PeriodName, today: date) -> Q:
        """Return which records hold ``now``, hold no more (``past``) or do not yet (``coming``)."""
        ended = self._compared(self.record_type.ends_by, "lt", today)
        waits = self._compared(self.record_type.begins_by, "gt", today)
        has_not_ended = self._compared(self.record_type.ends_by, "gte", today, or_none=True)
        has_begun = self._compared(self.record_type.begins_by, "lte", today, or_none=True)
        return {"past": ended, "coming": waits & has_not_ended}.get(when, has_not_ended & has_begun)

    def _compared(self, key: str, lookup: str, today: date, *, or_none: bool = False) -> Q:
        """Return which records have such a day in the field *key*, or none with *or_none*."""
        if not key:
            return Q() if or_none else Q(pk=None)
        found = Q((f"listed__{key}__{lookup}", today.isoformat()))
        return found | Q((f"listed__{key}__isnull", True)) if or_none else found

    def when(self, listed: Mapping[str, Any], today: date) -> PeriodName:
        """Return whether a record with the values *listed* is ``now``, ``past`` or ``coming``."""
        day = today.isoformat()
        if str(listed.get(self.record_type.ends_by) or day) < day:
            return "past"
        return "coming" if str(listed.get(self.record_type.begins_by) or day) > day else "now"


def period_of(record_type: RecordType) -> Period | None:
    """Return when records of a kind hold, None where the kind has no time of its own."""
    return Period(record_type) if record_type.begins_by or record_type.ends_by else None
