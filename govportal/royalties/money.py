"""Writes amounts of money and factors as readers of each language do."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language


def grouped(amount: int) -> str:
    """Return whole đồng grouped by thousands: ``234.000``, in English ``234,000``.

    Django groups no numbers in Vietnamese.
    """
    text = f"{int(amount):,}"
    return text if _is_english() else text.replace(",", ".")


def plain(number: Decimal) -> str:
    """Return a factor or per cent without needless zeros: ``2,5``, in English ``2.5``."""
    text = f"{number.normalize():f}"
    return text if _is_english() else text.replace(".", ",")


def _is_english() -> bool:
    return (get_language() or "vi").startswith("en")
