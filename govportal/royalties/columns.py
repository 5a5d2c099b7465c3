"""Columns of the ledger's lists."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.tables import Column

from govportal.publishing.written_dates import short_date
from govportal.royalties.money import grouped


class MoneyColumn(Column):
    """An amount in đồng, grouped as the reader's language groups."""

    def get_value(self, instance: Any) -> str:
        return grouped(super().get_value(instance) or 0)


class DayColumn(Column):
    """A day, written short."""

    def get_value(self, instance: Any) -> str:
        return short_date(super().get_value(instance))
