"""Chooses the content policy of each answer: strict for the public, the admin's own for staff."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from govportal.security import measuring_tag, places

Directives = dict[str, Any]

EXTENSIBLE = {"connect-src", "font-src", "frame-src", "img-src", "media-src", "style-src"}
INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\b(?:src|nonce)\s*=)(?=[\s>])", re.IGNORECASE)


class ContentPolicyMiddleware(CSPMiddleware):
    """Sends the content policy that fits the place; views can't change it.

    In the admin each inline script that the server wrote gets the nonce of the answer. Anything
    that a page adds to itself later, an event handler or a ``javascript:`` address has none.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Add the nonce to inline scripts of the admin, then the header."""
        if places.is_admin(request) and _is_page(response):
            _bless_inline_scripts(response, str(request.csp_nonce))  # type: ignore[attr-defined]
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponse, report_only: bool = False
    ) -> PolicyParts:
        """Return the policy of the place, whatever decorators the view has."""
        if report_only:
            return PolicyParts(None, None, None, None)
        if getattr(request, "is_dummy", False):
            return PolicyParts(preview_policy())
        if not places.is_admin(request):
            return PolicyParts(public_policy())
        return PolicyParts(admin_policy(), nonce=getattr(request, "_csp_nonce", None))


def public_policy() -> Directives:
    """Return the directives of public and account pages, with the host of the measuring tag."""
    directives = _extended(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
    host = measuring_tag.origin()
    measuring = measuring_tag.DIRECTIVES if host else ()
    return {**directives, **{name: [*directives[name], host] for name in measuring}}


def preview_policy() -> Directives:
    """Return the directives of a page that is previewed: the public ones, in the editor's frame."""
    own = settings.GOVPORTAL_ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-ancestors"]
    return {**public_policy(), "frame-ancestors": own}


def admin_policy() -> Directives:
    """Return the directives of the admin, with a place for the nonce."""
    directives = _extended(settings.GOVPORTAL_ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"])
    return {**directives, "script-src": [*directives["script-src"], NONCE]}


def faults_of_extra_sources() -> list[str]:
    """Return what can't be added to a policy: ``directive source`` each."""
    return [
        f"{directive} {source}"
        for directive, sources in settings.GOVPORTAL_CSP_EXTRA_SOURCES.items()
        for source in sources
        if directive not in EXTENSIBLE or not _is_origin(source)
    ]


def _extended(directives: Directives) -> Directives:
    extra = settings.GOVPORTAL_CSP_EXTRA_SOURCES
    allowed = {name: sources for name, sources in extra.items() if name in EXTENSIBLE}
    added = {
        name: [*directives[name], *filter(_is_origin, sources)] for name, sources in allowed.items()
    }
    return {**directives, **added}


def _is_origin(source: str) -> bool:
    parts = urlsplit(source)
    is_bare = not (parts.path or parts.query or parts.fragment or "*" in parts.netloc)
    return parts.scheme == "https" and bool(parts.hostname) and is_bare and " " not in source


def _is_page(response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and not response.streaming


def _bless_inline_scripts(response: HttpResponse, nonce: str) -> None:
    opening = f'<script nonce="{nonce}"'.encode()
    response.content = INLINE_SCRIPT.sub(opening, response.content)
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
