"""What the head of a public page says of the page (Thông tư 24/2011/TT-BTTTT)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import template

from govportal.publishing import navigation
from govportal.publishing.metadata import open_graph, schema
from govportal.publishing.metadata.models import DescribedPage
from govportal.publishing.metadata.values import describe, place_of

register = template.Library()


@register.simple_tag(takes_context=True)
def metadata_of_page(context: template.Context) -> dict[str, Any] | None:
    """Return the metadata of the page at its own address; None below it, as on a form.

    The section it stands in is read once, together with the breadcrumb.
    """
    page: Any = context.get("page")
    if not isinstance(page, DescribedPage) or context.get("address") is None:
        return None
    sections = navigation.sections_above(page)
    place = place_of(page, subject=sections[-1].title if sections else "")
    if place is None:
        return None
    description = describe(page, place)
    properties = {}
    if shown := context.get("part_shown"):
        description = replace(description, values=description.values | shown.described)
        properties = shown.properties
    return {
        "filled": list(description.filled()),
        "properties": list((dict(schema.properties(description)) | properties).items()),
        "publisher": schema.publisher(description),
        "open_graph": list(open_graph.properties(description, context["address"])),
    }
