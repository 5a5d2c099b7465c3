"""Keeps the rows of the lists in step with the pages and with what portals share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from govportal.portals.routing import HOME_PATH_LENGTH, STEP
from govportal.portals.tree import HOME_DEPTH, is_original, subtree
from govportal.publishing.categories import section_types
from govportal.publishing.listed.choices import forget_said
from govportal.publishing.listed.models import ListedPage
from govportal.publishing.pages import PortalPage
from govportal.publishing.sharing.models import SharedItem, ShareState

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the day of a page that has none: it comes last."""

AT_ONCE = 500

Row = tuple[int, str, datetime, bool]


def refresh(page: PortalPage) -> None:
    """Give *page* its rows in the lists that show it, none where it is not public."""
    wanted = set(_rows(page)) if page.live and page.alias_of_id is None else set()
    stored = ListedPage.objects.filter(page=page.pk)
    before = set(stored.values_list("place", "kind", "at", "is_own"))
    forget_said(place for place, *_rest in before | wanted)
    if before == wanted:
        return
    with transaction.atomic():
        stored.delete()
        ListedPage.objects.bulk_create(
            ListedPage(place_id=place, page_id=page.pk, kind=kind, at=at, is_own=is_own)
            for place, kind, at, is_own in wanted
        )


def _rows(page: PortalPage) -> Iterator[Row]:
    accepted = SharedItem.objects.filter(page=page.pk, state=ShareState.ACCEPTED)
    sections = accepted.exclude(section=None).values_list("section__path", flat=True)
    own = set(_way(page.path[:-STEP]))
    shared = {path for section in sections for path in _way(section)} - own
    for pk, path in Page.objects.filter(path__in=own | shared).values_list("pk", "path"):
        yield pk, page.list_kind, page.listed_at or NEVER, path in own


def _way(path: str) -> Iterator[str]:
    """Yield the paths from the home of *path* down to it."""
    for end in range(HOME_PATH_LENGTH, len(path) + 1, STEP):
        yield path[:end]


def refresh_pages(pages: Any) -> None:
    """Give each of *pages* that lists hold its rows."""
    for page in pages.specific().iterator(chunk_size=200):
        _saved(page)


def list_new(pages: Iterable[Any]) -> int:
    """Give pages that are in no list yet their rows, in few queries; return how many there were."""
    public = [page for page in pages if _is_listed(page) and page.live and not page.alias_of_id]
    ways = {page.pk: set(_way(page.path[:-STEP])) for page in public}
    above = Page.objects.filter(path__in=set().union(*ways.values()))
    places = dict(above.values_list("path", "pk"))
    rows = [
        ListedPage(
            place_id=places[path], page_id=page.pk, kind=page.list_kind,
            at=page.listed_at or NEVER, is_own=True,
        )
        for page in public
        for path in ways[page.pk]
    ]  # fmt: skip
    ListedPage.objects.bulk_create(rows, batch_size=AT_ONCE)
    forget_said(places.values())
    return len(public)


def list_missing() -> int:
    """List the public pages that are in no list, as after pages were written by other means."""
    missing = Page.objects.filter(is_original(), live=True, listed_in=None, depth__gt=HOME_DEPTH)
    ids = list(missing.not_exact_type(*section_types()).values_list("pk", flat=True))
    parts = (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
    return sum(list_new(Page.objects.filter(pk__in=part).specific()) for part in parts)


def _is_listed(page: Any) -> bool:
    return isinstance(page, PortalPage) and bool(page.list_kind)


# ---------------------------------------------------------------- what changes


def _saved(instance: Any, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    """Notice a page that is saved whole; a draft is saved by some of its fields alone."""
    if not raw and not update_fields and _is_listed(instance):
        refresh(instance)


def _moved(instance: Page, **_kwargs: Any) -> None:
    within = Q(path__range=subtree(instance.path))
    shown = SharedItem.objects.filter(section__path__range=subtree(instance.path))
    refresh_pages(Page.objects.filter(within | Q(pk__in=shown.values("page"))))


def _shared(instance: SharedItem, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and instance.page_id:
        refresh_pages(Page.objects.filter(pk=instance.page_id))


def _section_deleted(**_kwargs: Any) -> None:
    """Notice what was shown in a section that is gone: it stands on its way up no more."""
    homeless = SharedItem.objects.filter(state=ShareState.ACCEPTED, section=None)
    homeless = homeless.filter(page__listed_in__is_own=False)
    refresh_pages(Page.objects.filter(pk__in=homeless.values("page")))


def connect() -> None:
    """Follow every page that is saved, moved or deleted, and every proposal that is decided."""
    uid = "govportal-listed"
    post_save.connect(_saved, dispatch_uid=uid)
    post_page_move.connect(_moved, dispatch_uid=uid)
    post_delete.connect(_section_deleted, sender=Page, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        signal.connect(_shared, sender=SharedItem, dispatch_uid=uid)
