"""What every page of a portal shows alike, drawn once for many answers of a process."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from govportal.publishing.portal_memory import remembered

register = template.Library()


@register.tag(name="remembered")
def draw_once(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Draw what stands until ``endremembered`` once for an address of a portal.

    ``{% remembered "footer" %}`` gives it a name of its own. It must depend on nothing but the
    portal, the address and the language: not on the page, nor on what was asked.
    """
    _tag, name = token.split_contents()
    nodes = parser.parse(["endremembered"])
    parser.delete_first_token()
    return RememberedNode(name.strip("\"'"), nodes)


class RememberedNode(template.Node):
    """What is drawn once."""

    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: template.Context) -> SafeString:
        request = context.get("request")
        if getattr(request, "endpoint", None) is None:
            return self.nodelist.render(context)
        name = f"drawn:{self.name}:{get_language()}"
        drawn = remembered(request, name, lambda: str(self.nodelist.render(context)))
        return mark_safe(drawn)
