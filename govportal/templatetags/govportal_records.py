"""What the templates of records may ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils import numberformat
from django.utils.formats import get_format

register = template.Library()
GROUPED_FROM = 10_000
"""Below it a figure without a unit is written whole, as a year must be."""


@register.filter
def figure(value: Any, unit: str = "") -> str:
    """Write a number as the reader's language does: ``1.234.567,5``, ``1,234,567.5``."""
    number = Decimal(str(value))
    plain = f"{number.normalize():f}"
    is_grouped = bool(unit) or abs(number) >= GROUPED_FROM
    return numberformat.format(
        plain,
        get_format("DECIMAL_SEPARATOR"),
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR") if is_grouped else "",
        force_grouping=is_grouped,
    )
