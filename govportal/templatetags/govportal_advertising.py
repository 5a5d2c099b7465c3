"""The one place where public pages show advertisements."""

from __future__ import annotations

from typing import Any

from django import template

from govportal.publishing.advertising.shown import advertisements
from govportal.publishing.page_tools import report_link

register = template.Library()


@register.inclusion_tag("govportal/advertising.html", takes_context=True)
def advertising(context: template.Context) -> dict[str, Any]:
    """Show what the portal advertises, nothing where readers could not report it (ADS-05)."""
    request, page = context.get("request"), context.get("page")
    endpoint = getattr(request, "endpoint", None)
    if request is None or page is None or endpoint is None:
        return {}
    found = advertisements(endpoint)
    report_url = report_link(request, page) if found else ""
    return {"advertisements": found if report_url else [], "report_url": report_url}
