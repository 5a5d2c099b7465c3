"""Keeps in a record's history when its state changed in public, such as a project's (INFO-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import ModelLogEntry

from govportal import plugins

if TYPE_CHECKING:
    from govportal.publishing.records.models import RecordPage

ACTION = "govportal.record_state"


class StateFormatter(LogFormatter):
    """Says in the reader's language what state a record left and which it took."""

    label = gettext_lazy("Change of state")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return the sentence that the history shows."""
        data = log_entry.data
        names = {key: _label(data["kind"], data["field"], data[key]) for key in ("before", "after")}
        return _("State changed from “%(before)s” to “%(after)s”") % names


def register_action(registry: LogActionRegistry) -> None:
    """Give Wagtail the label of the entries."""
    registry.register_action(ACTION)(StateFormatter)


def public_state(record: RecordPage) -> str:
    """Return the state in which citizens see *record*, empty where they do not."""
    key = record.record_type.state_field
    stored = type(record).objects.filter(pk=record.pk, live=True).values_list("listed", flat=True)
    return next((listed.get(key, "") for listed in stored), "") if key else ""


def log_change(record: RecordPage, before: str, user: Any) -> None:
    """Log that *record*, in public in the state *before*, has now taken another, if it has."""
    after = public_state(record)
    if before and after and before != after:
        field = record.record_type.state_field
        data = {"kind": record.kind, "field": field, "before": before, "after": after}
        log(record, ACTION, user=user, data=data)


def _label(kind: str, field: str, key: str) -> str:
    record_type = plugins.record_types().get(kind)
    choice = record_type.field(field).choice(key) if record_type else None
    return choice.label.in_language(get_language() or "vi") if choice else key
