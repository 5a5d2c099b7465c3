"""What every page of a portal knows: its address in each language, and who owns it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from govportal.folding import fold, slug
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.restrictions import restricted_paths
from govportal.portals.routing import STEP
from govportal.portals.tree import is_original


class PortalPageMixin:
    """Gives a page its address from its portal's endpoints instead of from Wagtail's sites."""

    # What Wagtail's Page brings.
    alias_of: Any
    alias_of_id: int | None
    full_url: str
    last_published_at: Any
    live: bool
    locale_id: int
    path: str
    title: str
    translation_key: Any
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
        key = self.translation_key
        yield from alternates_of([key]).get(key, {}).items()

    @cached_property
    def alternates(self) -> dict[str, str]:
        """The address of each published version of the page by language, read once."""
        return dict(self.get_alternates())

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the page's entry in the site map with its alternates, none for a placeholder."""
        if self.alias_of_id is not None:
            return []
        return [
            {
                "location": self.full_url,
                "lastmod": self.last_published_at,
                "alternates": [
                    {"lang_code": language, "location": address}
                    for language, address in self.alternates.items()
                ],
            }
        ]

    def get_view_restrictions(self) -> Any:
        """Return who may read the page and what is above it, asked for in one query.

        A placeholder is read by those who may read its original.
        """
        if self.alias_of_id is not None:
            return super().get_view_restrictions()  # type: ignore[misc]
        if not self.path.startswith(restricted_paths()):
            return PageViewRestriction.objects.none()
        above = [self.path[:end] for end in range(STEP, len(self.path) + 1, STEP)]
        of_originals = Q(page__aliases__path__in=above)
        return PageViewRestriction.objects.filter(Q(page__path__in=above) | of_originals).distinct()

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find the page or one below it; a version that is not public leads to its original."""
        original = None if path_components or self.live else self._public_original()
        if original is None:
            return super().route(request, path_components)  # type: ignore[misc]
        self.alias_of = original  # in memory alone: it stands for the original as a placeholder
        return RouteResult(self)

    def _public_original(self) -> Page | None:
        found = Page.objects.live().filter(is_original(), translation_key=self.translation_key)
        found = found.filter(locale__language_code=settings.LANGUAGE_CODE, view_restrictions=None)
        return found.exclude(locale=self.locale_id).first()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page; a placeholder sends the reader to the original instead."""
        if self.alias_of_id is not None and self._is_placeholder():
            return HttpResponseRedirect(self.alias_of.specific.full_url)
        return super().serve(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def _is_placeholder(self) -> bool:
        return bool(self.locale_id != self.alias_of.locale_id)

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        """Make the address from the title as hosts are made: Django drops "đ" altogether."""
        return super()._get_autogenerated_slug(slug(self.title) or base_slug)  # type: ignore[misc,no-any-return]

    def folded_title(self) -> str:
        """Return the title without marks, so that the admin finds it typed without them."""
        return fold(self.title)


def url_parts(page_path: str, url_path: str) -> tuple[int, str, str] | None:
    """Return site, root address and path of a page known by its paths, None without address."""
    table = routing.table()
    home = table.home_of(page_path)
    endpoint = home and table.canonical(home.portal.pk, home.language)
    if not home or not endpoint:
        return None
    path = url_path[len(home.url_path) - 1 :]
    return endpoint.site.pk, endpoint.root_url, endpoint.path(path)


ALTERNATES = (
    "SELECT translation_key, path, url_path FROM wagtailcore_page"
    " WHERE live AND COALESCE(alias_of_id, 0) = 0 AND translation_key IN ({}) ORDER BY path"
)
"""Asked for on every page, sooner than Django would put it together."""


def alternates_of(translation_keys: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """Return the address of each published version by language, by translation key.

    One query for any number of keys.
    """
    kept = Page._meta.get_field("translation_key").get_db_prep_value
    keys = [kept(key, connection) for key in translation_keys]
    found: dict[UUID, dict[str, str]] = {}
    for key, path, url_path in _rows(keys) if keys else ():
        home, parts = routing.table().home_of(path), url_parts(path, url_path)
        if home and parts:
            found.setdefault(UUID(str(key)), {})[home.language] = parts[1] + parts[2]
    return found


def _rows(keys: list[Any]) -> list[tuple[Any, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(ALTERNATES.format(", ".join(["%s"] * len(keys))), keys)
        return cursor.fetchall()  # type: ignore[no-any-return]


def portal_of(page: Page) -> Portal | None:
    """Return the portal whose tree holds *page*, in whichever language."""
    home = routing.table().home_of(page.path)
    return home.portal if home else None


def system_of(page: Page) -> str:
    """Return the system of the portal whose tree holds *page*, none for a page outside portals."""
    portal = portal_of(page)
    return portal.system if portal else ""
