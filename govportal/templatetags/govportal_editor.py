"""What the templates of the editor may ask for."""

from __future__ import annotations

from typing import Any

from django import template

from govportal.editorial.writing import needs_of
from govportal.publishing.models import PortalPage
from govportal.publishing.writing_advice import Advice, advice_on

register = template.Library()


@register.simple_tag
def writing_advice(page: Any) -> list[Advice]:
    """Return what could be written better on *page*; nothing on what is no page of a portal."""
    return advice_on(page) if isinstance(page, PortalPage) else []


@register.simple_tag
def writing_needs(page: Any) -> list[str]:
    """Return what stops *page* from being submitted."""
    return needs_of(page) if isinstance(page, PortalPage) else []
