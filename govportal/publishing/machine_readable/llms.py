"""What a portal is and where its content lies, for language models: ``llms.txt``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from govportal.portals import routing
from govportal.portals.routing import Endpoint
from govportal.publishing import navigation
from govportal.publishing.navigation import Link

CACHED_SECONDS = 300
TEMPLATE = "govportal/llms.txt"


@require_safe
@cache_control(public=True, max_age=CACHED_SECONDS)
def llms(request: HttpRequest) -> HttpResponse:
    """Answer with a page in Markdown, in the language of *request*."""
    endpoint: Endpoint = request.endpoint  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "sections": [
            replace(link, title=_in_brackets(link.title), url=endpoint.root_url + link.url)
            for link in navigation.sections(request)
        ],
        "data": list(_data(endpoint)),
        "languages": [
            Link(get_language_info(other.language)["name_local"], other.url("/llms.txt"))
            for other in routing.table().languages(endpoint.portal.pk)
            if other.language != endpoint.language
        ],
    }
    return render(request, TEMPLATE, context, content_type="text/plain; charset=utf-8")


def _data(endpoint: Endpoint) -> Iterator[Link]:
    """Yield the ways for programs to the content."""
    named = {
        "sitemap": _("Every page of the portal (sitemap)"),
        "catalogue": _("Data sets with their CSV and JSON files (DCAT)"),
        "oai": _("Metadata of every page (OAI-PMH 2.0)"),
    }
    for name, title in named.items():
        yield Link(title, _address(endpoint, name))
    yield Link(_("Newest articles (Atom)"), _address(endpoint, "feed", form="atom"))
    main = routing.main_portal()
    # The interface answers at the provincial portal alone.
    if (province := navigation.link_to(main, endpoint.language) if main else None) is not None:
        yield Link(_("Interface for systems of other agencies (API)"), f"{province.url}api/v1/")


def _address(endpoint: Endpoint, name: str, **parts: str) -> str:
    """Return the full address of the view *name*; ``reverse`` knows the path of the language."""
    return endpoint.root_url + reverse(name, kwargs=parts)


def _in_brackets(title: str) -> str:
    """Return *title* so that Markdown takes it for the text of a link."""
    return " ".join(title.replace("[", "(").replace("]", ")").split())
