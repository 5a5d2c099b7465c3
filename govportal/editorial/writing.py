"""Tells editors what could be written better: when they save, and in the editor's checks."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from govportal.publishing.forms import PASSES_IN_TIME
from govportal.publishing.pages import PortalPage
from govportal.publishing.writing_advice import advice_on

SHOWN = 5
"""So many pieces of advice a message holds; the checks in the editor have all."""


def tell_advice(request: HttpRequest, page: Page) -> None:
    """Warn of what could be better on the page that was saved; nothing is kept from anybody.

    What the editor saves by itself is not remarked upon: the author is still writing.
    """
    if not isinstance(page, PortalPage) or not request.accepts("text/html"):
        return
    found = advice_on(page)
    if found:
        head = ngettext(
            "Saved. %(count)d thing on “%(title)s” could be better:",
            "Saved. %(count)d things on “%(title)s” could be better:",
            len(found),
        ) % {"count": len(found), "title": page.title}
        lines = format_html_join("", "<li>{}</li>", ((str(item),) for item in found[:SHOWN]))
        messages.warning(request, format_html("{}<ul>{}</ul>", head, lines))


def needs_of(page: PortalPage) -> list[str]:
    """Return what is wrong with the content of *page*, so that it can't be submitted yet."""
    problems = (p for p in page.content_problems() if p.code != PASSES_IN_TIME)
    return [message for problem in problems for message in problem.messages]
