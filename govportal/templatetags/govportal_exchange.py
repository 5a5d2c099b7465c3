"""What templates ask about connected systems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from govportal.exchange import connected

register = template.Library()


@register.simple_tag(takes_context=True)
def connected_systems(context: template.Context) -> list[connected.ConnectedLink]:
    """Return the systems that this portal links to."""
    portal = context.get("portal")
    return connected.tiles(portal, get_language() or "vi") if portal else []


@register.simple_tag
def deep_links(record: Any, shown: Mapping[str, Any]) -> list[connected.ConnectedLink]:
    """Return where *record*, with the fields *shown*, is found in other systems."""
    values = {key: item.value for key, item in shown.items()}
    return list(connected.deep_links(record.kind, values, get_language() or "vi"))
