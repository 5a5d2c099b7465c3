"""What the templates of legal documents may ask for."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import conditional_escape

from govportal.publishing.documents import quotations
from govportal.publishing.documents.parts import place

register = template.Library()


@register.simple_tag(takes_context=True)
def linked(
    context: template.Context, text: str, anchor: str = "", clause: str = "", point: str = ""
) -> str:
    """Return *text* of a provision, what it cites linked where the page knows of links."""
    links: Any = context.get("links")
    if links is None or not text:
        return conditional_escape(text)
    return links.render(str(text), place(anchor, clause, point) if anchor else "")


@register.simple_tag
def quotation(page: Any) -> str:
    """Return the words by which the document *page* is quoted."""
    return quotations.quotation(page)
