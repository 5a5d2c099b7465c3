"""The ways to narrow a search, on its page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from govportal.search.choices import Choice
from govportal.templatetags.govportal_tags import icon

register = template.Library()


@register.simple_tag
def choice_list(choices: Iterable[Choice]) -> SafeString:
    """Return *choices* as a list of links with their numbers.

    A search of the whole province offers each of its portals: drawn by a template, they would take
    as long as the rest of the page.
    """
    return mark_safe(f"<ul>{''.join(map(_item, choices))}</ul>")  # escaped piece by piece


def _item(choice: Choice) -> str:
    label, current = escape(str(choice.label)), ""
    if choice.is_chosen:
        removed = escape(gettext("remove this choice"))
        label = f'{icon("check")} {label}<span class="vh"> – {removed}</span>'
        current = ' aria-current="true"'
    link = f'<a href="{escape(choice.url)}" rel="nofollow"{current}>{label}</a>'
    return f'<li>{link} <span class="num m">{choice.count}</span></li>\n'
