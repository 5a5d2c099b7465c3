"""Remembers the address of every page that leaves it, if it ever was public.

Wagtail's own redirects are made for editors who enter them. Made by themselves they would not do:
a portal's languages share one site, so that a Vietnamese path would redirect an English one; a
page that goes to another portal gets none; each page below a moved one gets a row; and a deleted
page takes its redirects along, where a reader must be told what became of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from govportal.portals import routing
from govportal.portals.tree import subtree
from govportal.publishing.documents.public_documents import public_documents
from govportal.publishing.former_addresses.models import LONGEST_PATH, FormerAddress

Event = FormerAddress.Event
CONTENT = ("page_id", "title", "citation", "issuer", "event", "happened_at")
TEXTS = ("preamble", "decision", "body", "annexes")
_is_off: ContextVar[bool] = ContextVar("govportal_no_former_addresses", default=False)


@contextmanager
def nothing_remembered() -> Iterator[None]:
    """Let pages go without a trace, such as samples that never had a reader."""
    token = _is_off.set(True)
    try:
        yield
    finally:
        _is_off.reset(token)


def _slug_changed(instance: Any, instance_before: Any, **_kwargs: Any) -> None:
    _left(instance, routing.table().home_of(instance.path), instance_before.url_path)


def _moved(instance: Any, parent_page_before: Any, **kwargs: Any) -> None:
    if kwargs["url_path_before"] != kwargs["url_path_after"]:
        home = routing.table().home_of(parent_page_before.path)
        _left(instance.specific, home, kwargs["url_path_before"])


def _left(page: Any, home: routing.Home | None, url_path: str) -> None:
    was_public = page.live or page.first_published_at or page.numchild
    if home is None or page.path == home.path or not was_public:
        return
    row = _row(page, home, url_path, Event.MOVED if page.live else Event.WITHDRAWN)
    _keep([row], is_newest=page.live)


def _withdrawn(instance: Any, **_kwargs: Any) -> None:
    home = routing.table().home_of(instance.path)
    is_document = isinstance(instance, public_documents().model)
    if home is None or not is_document or instance.alias_of_id or not _is_stored_hidden(instance):
        return
    row = _row(instance, home, instance.url_path, Event.WITHDRAWN)
    _keep([row])
    _said(FormerAddress.objects.filter(page=instance.pk), row)


def _deleted(instance: Any, origin: Any, **_kwargs: Any) -> None:
    """Remember the documents that go, once for all pages that go together."""
    if _is_off.get() or getattr(origin, "_govportal_is_remembered", False):
        return
    origin._govportal_is_remembered = True
    if isinstance(origin, QuerySet) and issubclass(origin.model, Page):
        going = Page.objects.filter(pk__in=origin.order_by().values("pk"))
    else:
        going = Page.objects.filter(path__range=subtree(instance.path))
    now = timezone.now()
    gone = FormerAddress.objects.filter(page__in=going)
    documents = public_documents().filter(pk__in=going.values("pk")).defer(*TEXTS)
    _keep(list({_place(row): row for row in _of_deleted(documents, gone)}.values()))
    gone.filter(event=Event.WITHDRAWN).update(event=Event.DELETED, happened_at=now)


def _of_deleted(documents: Iterable[Any], known: Any) -> Iterator[FormerAddress]:
    """Yield a row for each address that led to one of *documents*, the present one last."""
    moved = list(known.filter(event=Event.MOVED).select_related("page", "portal"))
    for document in documents:
        for row in moved:
            if document.path.startswith(row.page.path):
                home = routing.table().home(row.portal_id, row.language)
                below = document.url_path.removeprefix(row.page.url_path)
                if home:
                    url_path = f"{home.url_path}{row.path}{below}"
                    yield _row(document, home, url_path, Event.DELETED)
        home = routing.table().home_of(document.path)
        if home:
            yield _row(document, home, document.url_path, Event.DELETED)


def _row(page: Any, home: routing.Home, url_path: str, event: Event) -> FormerAddress:
    is_gone = event == Event.DELETED
    return FormerAddress(
        portal_id=home.portal.pk, language=home.language,
        path=url_path.removeprefix(home.url_path), page_id=None if is_gone else page.pk,
        title=page.title, citation=getattr(page, "citation", ""),
        issuer=getattr(page, "issuer", ""), event=event, happened_at=timezone.now(),
    )  # fmt: skip


def _place(row: FormerAddress) -> tuple[int, str, str]:
    return row.portal_id, row.language, row.path


def _keep(rows: list[FormerAddress], *, is_newest: bool = True) -> None:
    """Store *rows*, in place of what is known of their addresses where they are *newest*."""
    short = [row for row in rows if len(row.path) <= LONGEST_PATH]
    if is_newest:
        address = ("portal", "language", "path")
        FormerAddress.objects.bulk_create(
            short, update_conflicts=True, unique_fields=address,
            update_fields=[name.removesuffix("_id") for name in CONTENT], batch_size=500,
        )  # fmt: skip
    else:
        FormerAddress.objects.bulk_create(short, ignore_conflicts=True)


def _said(rows: Any, like: FormerAddress) -> None:
    """Let *rows* say of the page what *like* says."""
    rows.update(**{name: getattr(like, name) for name in CONTENT})


def _is_stored_hidden(page: Any) -> bool:
    """Return whether *page* was public and no longer is.

    Wagtail says of each page that is deleted that it is withdrawn, though nothing of it is stored.
    """
    is_live = Page.objects.filter(pk=page.pk, live=True).exists()
    return not is_live and not page.get_view_restrictions().exists()


def connect() -> None:
    """Remember addresses whenever a page leaves its own."""
    uid = "govportal-former-addresses"
    page_slug_changed.connect(_slug_changed, dispatch_uid=uid)
    post_page_move.connect(_moved, dispatch_uid=uid)
    page_unpublished.connect(_withdrawn, dispatch_uid=uid)
    pre_delete.connect(_deleted, sender=Page, dispatch_uid=uid)
