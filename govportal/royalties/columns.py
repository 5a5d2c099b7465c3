"""How the ledger's screens write amounts and days."""

from __future__ import annotations

from datetime import date
from typing import Any

from wagtail.admin.ui.tables import Column

from govportal.portals.own_views import OwnInspectView
from govportal.publishing.written_dates import short_date
from govportal.royalties.money import grouped

FIGURE = "govportal-figure"
"""The class of a column of figures, which stand one below the other."""
AMOUNTS = {"amount", "unit_value"}
"""The fields that hold đồng."""


class MoneyColumn(Column):
    """An amount in đồng, grouped as the reader's language groups."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, classname=FIGURE, **options)

    def get_value(self, instance: Any) -> str:
        return grouped(super().get_value(instance) or 0)


class DayColumn(Column):
    """A day, written short."""

    def get_value(self, instance: Any) -> str:
        return short_date(super().get_value(instance))


class LedgerInspectView(OwnInspectView):
    """Shows one entry, its amounts and days written as in the lists."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Return the value of a field as a reader of this language writes it."""
        value = getattr(self.object, field_name)
        if isinstance(value, date):
            return short_date(value)
        if field_name in AMOUNTS and value is not None:
            return grouped(value)
        return super().get_field_display_value(field_name, field)
