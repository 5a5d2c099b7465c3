"""What every page of a portal shows alike, drawn once for many answers of a process."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template.base import FilterExpression
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from govportal.publishing.portal_memory import remembered

register = template.Library()


@register.tag(name="remembered")
def draw_once(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Draw what stands until ``endremembered`` once for an address of a portal.

    ``{% remembered "footer" %}`` gives it a name of its own. It must depend on nothing but the
    portal, the address and the language: not on the page, nor on what was asked. What else it
    depends on, and takes few values, is named too: ``{% remembered "menu" place %}``.
    """
    name, others, nodes = named_part(parser, token)
    return RememberedNode(name, nodes, [parser.compile_filter(other) for other in others])


def named_part(
    parser: template.base.Parser, token: template.base.Token
) -> tuple[str, list[str], template.NodeList]:
    """Return the name that a tag gives its part, what else it names, and the part itself."""
    tag, name, *others = token.split_contents()
    nodes = parser.parse([f"end{tag}"])
    parser.delete_first_token()
    return name.strip("\"'"), others, nodes


class RememberedNode(template.Node):
    """What is drawn once."""

    def __init__(
        self, name: str, nodelist: template.NodeList, others: Sequence[FilterExpression] = ()
    ) -> None:
        self.name, self.nodelist, self.others = name, nodelist, others

    def render(self, context: template.Context) -> SafeString:
        request = context.get("request")
        if getattr(request, "endpoint", None) is None:
            return self.nodelist.render(context)
        others = [str(other.resolve(context)) for other in self.others]
        name = ":".join(["drawn", self.name, str(get_language()), *others])
        drawn = remembered(request, name, lambda: str(self.nodelist.render(context)))
        return mark_safe(drawn)
