"""What the templates of legal documents may ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from govportal.publishing.documents import quotations
from govportal.publishing.documents.parts import place
from govportal.templatetags.remembered_tags import named_part

register = template.Library()

NUMBER = re.compile(r"\d+(?:/\d{4})?/[^\W\d_]\w*(?:-\w+)+")
"""A number with its symbol, which has a hyphen: 42/2022/NĐ-CP."""


@register.simple_tag(takes_context=True)
def linked(
    context: template.Context, text: str, anchor: str = "", clause: str = "", point: str = ""
) -> str:
    """Return *text* of a provision, what it cites linked where the page knows of links."""
    return _linked(context.get("links"), text, place(anchor, clause, point) if anchor else "")


def _linked(links: Any, text: str, here: str) -> str:
    if links is None or not text:
        return conditional_escape(text)
    return links.render(str(text), here)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Line:
    """A clause, a point, or words before them, as an article shows it."""

    kind: str
    """What its style is called: ``c`` for a clause, ``pt`` for a point."""
    anchor: str
    mark: str
    """What is printed before it: ``1.`` or ``a)``; empty before words that have none."""
    name: str
    """What a screen reader calls its link."""
    text: str


@register.simple_tag(takes_context=True)
def provision_lines(context: template.Context, value: Any, anchor: str) -> list[Line]:
    """Return the lines of the article *value* at *anchor*, with links as in ``linked``.

    A long document has thousands: what is the same for all is asked for once.
    """
    return list(_lines(value, anchor, context.get("links")))


def _lines(value: Any, anchor: str, links: Any) -> Iterator[Line]:
    clause_word, point_word = gettext("Clause"), gettext("Point")
    for clause in value["clauses"]:
        number, text = clause["number"], clause["text"]
        here = place(anchor, number)
        if number:
            words = _linked(links, text, here)
            yield Line("c", here, f"{number}.", f"{clause_word} {number}.", words)
        elif text:
            yield Line("", here, "", "", _linked(links, text, here))
        for point in clause["points"]:
            mark, here = f"{point['label']})", place(anchor, number, point["label"])
            words = _linked(links, point["text"], here)
            yield Line("pt", here, mark, f"{point_word} {mark}", words)


@register.filter
def unbroken(text: Any) -> SafeString:
    """Return *text*, the numbers of documents in it kept on one line."""
    return mark_safe(NUMBER.sub(r'<span class="num">\g<0></span>', conditional_escape(text)))


@register.simple_tag
def quotation(page: Any) -> str:
    """Return the words by which the document *page* is quoted."""
    return quotations.quotation(page)


@register.tag(name="drawn")
def draw_text_once(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Draw what stands until ``enddrawn`` once for a version of the document's text.

    ``{% drawn "contents" %}`` gives it a name of its own. It must depend on nothing but the
    document, its address, the language and the documents that it cites.
    """
    name, _others, nodes = named_part(parser, token)
    return DrawnNode(name, nodes)


class DrawnNode(template.Node):
    """What is drawn once."""

    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: template.Context) -> SafeString:
        known = context.get("drawn_text")
        if known is None:
            return self.nodelist.render(context)
        return mark_safe(known.draw(self.name, lambda: str(self.nodelist.render(context))))
