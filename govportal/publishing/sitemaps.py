"""The site map of a portal in one language, with the other languages as alternates."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap

from govportal.portals.pages import alternates_of


class PortalSitemap(Sitemap):
    """Lists the published pages of the portal in the language of the request."""

    def items(self) -> Any:
        """Return the pages below the home of the language spoken at this address."""
        home = self.get_wagtail_site().root_page.localized
        found = home.get_descendants(inclusive=True).live().public().filter(alias_of=None)
        return found.defer_streamfields().specific()

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        """Return the entries of a page of the map; all alternates are read in one query."""
        pages = list(self.paginator.page(page).object_list)
        alternates = alternates_of([item.translation_key for item in pages])
        for item in pages:
            item.alternates = alternates[item.translation_key]
        entries = [entry for item in pages for entry in item.get_sitemap_urls(self.request)]
        changed = [entry["lastmod"] for entry in entries]
        if changed and None not in changed:
            self.latest_lastmod = max(changed)
        return entries


def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the site map of the portal and language of *request*."""
    response: HttpResponse = wagtail_sitemap(request, sitemaps={"portal": PortalSitemap})
    return response
