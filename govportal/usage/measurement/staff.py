"""The log of connections to the measuring platform in the admin, to be read and exported."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from govportal.portals.narrow_policy import NarrowPolicy
from govportal.usage.measurement.models import Measurement


class MeasurementViewSet(ModelViewSet):
    """Who sent which day when, with which result (INTEG-03)."""

    model = Measurement
    name = "measurements"
    icon = "history"
    menu_label = _("Connections for measurement")
    add_to_settings_menu = True
    inspect_view_enabled = True
    inspect_view_fields_exclude: ClassVar[list[str]] = ["id"]
    copy_view_enabled = False
    form_fields: ClassVar[list[str]] = []
    list_filter: ClassVar[list[str]] = ["outcome", "day"]
    list_display: ClassVar[list[Any]] = [
        "day", Column("get_outcome_display", label=_("Result")), "status",
        DateColumn("started_at", label=_("Time")), "receiver", "sent_by", "portals",
    ]  # fmt: skip
    list_export: ClassVar[list[str]] = [
        "day", "get_outcome_display", "status", "started_at", "ended_at", "receiver", "sent_by",
        "portals",
    ]  # fmt: skip


def register_policy() -> None:
    """Register that the log is only read, before Wagtail makes a policy of its own."""
    register_permission_policy(Measurement, NarrowPolicy(Measurement, ("view",)))
