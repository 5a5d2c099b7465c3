"""What templates ask of the intake."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from govportal.intake import public

register = template.Library()


@register.simple_tag(takes_context=True)
def contribution_url(context: dict[str, Any]) -> str:
    """Return the address of the form for contributions, empty where the portal has none."""
    endpoint = getattr(context.get("request"), "endpoint", None)
    return reverse("contribute") if endpoint and public.is_open(endpoint.portal) else ""
