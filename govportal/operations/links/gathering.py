"""Reads what portals publish and keeps which addresses they link to.

Only pages that have changed since are read again; after each batch all is stored, so that a run
that is ended goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Page

from govportal import plugins
from govportal.operations.links.content import links_of, normal
from govportal.operations.links.models import FoundLink, LinkAddress, ReadPage
from govportal.operations.links.own import is_outside
from govportal.portals import routing
from govportal.portals.pages import portal_of
from govportal.publishing.advertising.models import Advertisement
from govportal.publishing.attribution import system_of_portal
from govportal.publishing.categories import law_day
from govportal.search.entries import public_pages

AT_ONCE = 200
"""Pages that are read and stored together."""


def gather(deadline: float, *, anew: bool = False) -> bool:
    """Bring the links known of in step with what is public; return whether that was finished.

    *deadline* is a moment of the clock ``time.monotonic``.
    """
    if anew:
        ReadPage.objects.all().delete()
    _forget_hidden()
    with transaction.atomic():
        _gather_beside_pages()
    waiting = _changed_pages()
    while waiting and time.monotonic() < deadline:
        _read(waiting[:AT_ONCE])
        waiting = waiting[AT_ONCE:]
    LinkAddress.objects.filter(links=None).delete()
    return not waiting


def _forget_hidden() -> None:
    public = public_pages().values("pk")
    ReadPage.objects.exclude(page__in=public).delete()
    FoundLink.objects.filter(page__isnull=False).exclude(page__in=public).delete()


def _changed_pages() -> list[int]:
    read = {row.page_id: (row.portal_id, row.published_at) for row in ReadPage.objects.all()}
    homes = routing.table().home_of
    return [
        pk
        for pk, path, published_at in public_pages().values_list("pk", "path", "last_published_at")
        if (home := homes(path)) and read.get(pk) != (home.portal.pk, published_at)
    ]


def _read(ids: list[int]) -> None:
    pages = [(page, portal) for page in Page.objects.filter(pk__in=ids).specific()
             if (portal := portal_of(page))]  # fmt: skip
    found = [
        (FoundLink(portal=portal, page_id=page.pk, text=words), address)
        for page, portal in pages
        for address, words in links_of(page).items()
    ]
    read = [
        ReadPage(page_id=page.pk, portal=portal, published_at=page.last_published_at)
        for page, portal in pages
    ]
    with transaction.atomic():
        FoundLink.objects.filter(page__in=ids).delete()
        _store(found)
        ReadPage.objects.bulk_create(
            read, update_conflicts=True, unique_fields=["page"],
            update_fields=["portal", "published_at"],
        )  # fmt: skip


def _gather_beside_pages() -> None:
    """Keep the links of advertisements and those to connected systems, few, each time anew."""
    FoundLink.objects.filter(page=None).delete()
    shown = Advertisement.objects.filter(is_live=True)
    found = [
        (FoundLink(portal_id=ad.portal_id, advertisement=ad, text=ad.text), normal(ad.target))
        for ad in shown
    ]
    connections = plugins.connections(law_day()).values()
    for portal in routing.table().portals:
        system = system_of_portal(portal)
        for item in connections:
            if item.is_shown_by(portal.code, portal.agency.kind, system.key if system else ""):
                found.append((FoundLink(portal=portal, text=item.name.vi), normal(item.url)))
    _store(found)


def _store(found: Iterable[tuple[FoundLink, str]]) -> None:
    found = list(found)
    wanted = {address for _link, address in found}
    made = [LinkAddress(address=item, is_outside=is_outside(item)) for item in sorted(wanted)]
    LinkAddress.objects.bulk_create(made, ignore_conflicts=True)
    ids = dict(LinkAddress.objects.filter(address__in=wanted).values_list("address", "pk"))
    for link, address in found:
        link.address_id = ids[address]
    FoundLink.objects.bulk_create([link for link, _address in found], batch_size=500)
