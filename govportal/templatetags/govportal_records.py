"""What the templates of records may ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from govportal.publishing.figures import written

register = template.Library()
GROUPED_FROM = 10_000
"""Below it a figure without a unit is written whole, as a year must be."""


@register.filter
def figure(value: Any, unit: str = "") -> str:
    """Write a number as the reader's language does: ``1.234.567,5``, ``1,234,567.5``."""
    number = Decimal(str(value))
    return written(number.normalize(), is_grouped=bool(unit) or abs(number) >= GROUPED_FROM)
