"""What the templates of records may ask for."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from govportal.publishing.figures import written

register = template.Library()
PARTS_OF_ADDRESS = re.compile(r"(?<=[@/])(?!/|$)|(?=[.])")
TELEPHONE = re.compile(r"\+?\d[\d .()-]{2,18}\d")
NO_DIAL = re.compile(r"[^\d+]")
GROUPED_FROM = 10_000
"""Below it a figure without a unit is written whole, as a year must be."""


@register.filter
def figure(value: Any, unit: str = "") -> str:
    """Write a number as the reader's language does: ``1.234.567,5``, ``1,234,567.5``."""
    number = Decimal(str(value))
    return written(number.normalize(), is_grouped=bool(unit) or abs(number) >= GROUPED_FROM)


@register.filter
def breakable(address: Any) -> SafeString:
    """Return *address*, which a narrow column breaks between its parts, not within a word."""
    return mark_safe(PARTS_OF_ADDRESS.sub("<wbr>", conditional_escape(address)))


@register.filter
def to_be_called(text: str) -> str:
    """Return the telephone number *text* as a link; as it is where it holds more than a number."""
    if not TELEPHONE.fullmatch(text):
        return text
    return format_html('<a class="num" href="tel:{}">{}</a>', NO_DIAL.sub("", text), text)
