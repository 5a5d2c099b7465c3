"""What a reader can do with a page besides reading it: report what is wrong there."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest
from wagtail.models import Page

from govportal.publishing.navigation import sections

FEEDBACK = "feedback"
REPORTED = "trang"
"""The parameter with which the form for questions is told the page that is meant."""


def report_link(request: HttpRequest, page: Page) -> str:
    """Return where a reader reports wrong information on *page*, nothing where nobody is asked.

    That is the form for questions of the portal, else its mailbox.
    """
    feedback = next((link for link in sections(request) if link.key == FEEDBACK), None)
    if feedback is not None:
        return f"{feedback.url}gui/?{REPORTED}={quote(page.get_url(request) or '')}"
    mailbox = request.endpoint.portal.email if hasattr(request, "endpoint") else ""
    return f"mailto:{mailbox}?body={quote(page.full_url or '')}" if mailbox else ""
