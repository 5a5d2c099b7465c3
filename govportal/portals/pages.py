"""What every page of a portal knows: its address in each language, and who owns it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from wagtail.models import Page

from govportal.folding import fold
from govportal.portals import routing
from govportal.portals.models import Portal


class PortalPageMixin:
    """Gives a page its address from its portal's endpoints instead of from Wagtail's sites."""

    path: str
    url_path: str

    @property
    def portal(self) -> Portal | None:
        """The portal whose tree holds the page, None for a page outside every portal."""
        home = routing.table().home_of(self.path)
        return home.portal if home else None

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """Return the site, root address and path of the page, None where it has no address."""
        return url_parts(self.path, self.url_path)

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """Return the path within the same host, the full address otherwise."""
        parts = self.get_url_parts(request)
        if parts is None:
            return None
        _site_id, root_url, path = parts
        here = getattr(request, "endpoint", None)
        return path if here is not None and here.root_url == root_url else root_url + path

    url = property(get_url)

    def get_alternates(self) -> Iterator[tuple[str, str]]:
        """Yield language and address of each published version of the page, its own included.

        Untranslated copies that wagtail-localize makes as placeholders are not versions.
        """
        key = self.translation_key  # type: ignore[attr-defined]
        yield from alternates_of([key]).get(key, {}).items()

    @cached_property
    def alternates(self) -> dict[str, str]:
        """The address of each published version of the page by language, read once."""
        return dict(self.get_alternates())

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the page's entry in the site map with its alternates, none for a placeholder."""
        if self.alias_of_id is not None:  # type: ignore[attr-defined]
            return []
        return [
            {
                "location": self.full_url,  # type: ignore[attr-defined]
                "lastmod": self.last_published_at,  # type: ignore[attr-defined]
                "alternates": [
                    {"lang_code": language, "location": address}
                    for language, address in self.alternates.items()
                ],
            }
        ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page; a placeholder sends the reader to the original instead."""
        if self.alias_of_id is not None and self._is_placeholder():  # type: ignore[attr-defined]
            return HttpResponseRedirect(self.alias_of.specific.full_url)  # type: ignore[attr-defined]
        return super().serve(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def _is_placeholder(self) -> bool:
        return bool(self.locale_id != self.alias_of.locale_id)  # type: ignore[attr-defined]

    def folded_title(self) -> str:
        """Return the title without marks, so that the admin finds it typed without them."""
        return fold(self.title)  # type: ignore[attr-defined,no-any-return]


def url_parts(page_path: str, url_path: str) -> tuple[int, str, str] | None:
    """Return site, root address and path of a page known by its paths, None without address."""
    table = routing.table()
    home = table.home_of(page_path)
    endpoint = home and table.canonical(home.portal.pk, home.language)
    if not home or not endpoint:
        return None
    path = url_path[len(home.url_path) - 1 :]
    return endpoint.site.pk, endpoint.root_url, endpoint.path(path)


def alternates_of(translation_keys: Iterable[Any]) -> dict[Any, dict[str, str]]:
    """Return the address of each published version by language, by translation key.

    One query for any number of keys.
    """
    found: dict[Any, dict[str, str]] = {}
    rows = Page.objects.live().filter(translation_key__in=translation_keys, alias_of=None)
    for key, path, url_path in rows.values_list("translation_key", "path", "url_path"):
        home, parts = routing.table().home_of(path), url_parts(path, url_path)
        if home and parts:
            found.setdefault(key, {})[home.language] = parts[1] + parts[2]
    return found


def portal_of(page: Page) -> Portal | None:
    """Return the portal whose tree holds *page*, in whichever language."""
    home = routing.table().home_of(page.path)
    return home.portal if home else None
