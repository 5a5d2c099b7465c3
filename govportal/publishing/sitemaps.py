"""The site map of a portal in one language, with the other languages as alternates."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap


class PortalSitemap(Sitemap):
    """Lists the published pages of the portal in the language of the request."""

    def items(self) -> Any:
        """Return the pages below the home of the language spoken at this address."""
        home = self.get_wagtail_site().root_page.localized
        return home.get_descendants(inclusive=True).live().public().defer_streamfields().specific()


def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the site map of the portal and language of *request*."""
    response: HttpResponse = wagtail_sitemap(request, sitemaps={"portal": PortalSitemap})
    return response
