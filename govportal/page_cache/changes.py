"""Says which portals show what has just changed, and begins new generations of their pages.

A page is shown on its own portal, on the province's, and where it is shared or followed. What
stands on pages of every portal, the directory and the effect of legal documents for instance,
ends the stored pages of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from govportal.boards.models import PortalBody
from govportal.citizens.models import Feedback
from govportal.editorial.corrections import Correction
from govportal.information.models import CategoryAnswer
from govportal.page_cache import store
from govportal.page_cache.generations import EVERYTHING
from govportal.portals.models import Agency, Portal, PortalEndpoint, PortalHome
from govportal.portals.pages import portal_of
from govportal.portals.routing import HOME_PATH_LENGTH, STEP
from govportal.publishing.advertising.models import Advertisement
from govportal.publishing.documents.amendments import Amendment
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.picture_making import pictures_made
from govportal.publishing.sharing.models import SectionSubscription, SharedItem, ShareState
from govportal.search.index import entries_changed
from govportal.search.promoted import PromotedResult

EVERYWHERE: tuple[type[Model], ...] = (
    Agency, Portal, PortalEndpoint, PortalHome, Site, Locale, LegalDocumentRelation, Amendment,
    PageViewRestriction,
)  # fmt: skip
"""What changes on pages of every portal."""
OF_ONE_PORTAL: dict[type[Model], Callable[[Any], Iterable[int]]] = {
    Advertisement: lambda advertisement: [advertisement.portal_id],
    Correction: lambda correction: [correction.portal_id],
    PromotedResult: lambda promoted: [promoted.portal_id],
    CategoryAnswer: lambda answer: [answer.portal_id],
    Feedback: lambda feedback: [feedback.portal_id],
    PortalBody: lambda body: [body.governance.portal_id],
    SectionSubscription: lambda followed: [followed.portal_id],
    SharedItem: lambda item: [item.receiver_id, item.source_id],
}
"""What changes on pages of some portals, and of which."""


def changed(scopes: Iterable[int]) -> None:
    """Let no stored page of the portals with these ids be sent once the change is committed."""
    cache = store.of_process()
    if cache is not None:
        transaction.on_commit(partial(cache.generations.bump, list(scopes)), robust=True)


def everything_changed(**_kwargs: Any) -> None:
    """Let no stored page be sent once the change is committed."""
    changed([EVERYTHING])


def portals_showing(page: Page) -> list[int]:
    """Return the scopes of all pages on which something of *page* stands."""
    if isinstance(page, LegalDocumentPage) or len(page.path) <= HOME_PATH_LENGTH:
        return [EVERYTHING]
    portal = portal_of(page)
    accepted = SharedItem.objects.filter(page_id=page.pk, state=ShareState.ACCEPTED)
    above = [page.path[:end] for end in range(HOME_PATH_LENGTH, len(page.path) + 1, STEP)]
    following = SectionSubscription.objects.filter(source__path__in=above)
    return [
        *([portal.pk] if portal else []),
        *accepted.values_list("receiver_id", flat=True),
        *following.values_list("portal_id", flat=True),
    ]


def connect() -> None:
    """Listen to whatever changes what the public sees."""
    for signal in (page_published, page_unpublished, pictures_made):
        _listen(signal, _page_changed)
    _listen(entries_changed, _found_otherwise)
    for signal in (page_slug_changed, post_page_move):
        _listen(signal, everything_changed)
    _listen(post_save, _page_saved)
    _listen(post_delete, everything_changed, Page)
    for model in EVERYWHERE:
        for signal in (post_save, post_delete):
            _listen(signal, everything_changed, model)
    for model in OF_ONE_PORTAL:
        _listen(post_save, _row_saved, model)
        _listen(post_delete, _row_changed, model)
    for model in (get_image_model(), get_document_model()):
        _listen(post_save, _file_saved, model)
        _listen(post_delete, everything_changed, model)


def _listen(signal: Any, receiver: Callable[..., None], sender: Any = None) -> None:
    uid = f"govportal-page-cache-{receiver.__name__}-{sender}"
    signal.connect(receiver, sender=sender, dispatch_uid=uid)


def _page_changed(instance: Page, **_kwargs: Any) -> None:
    if store.of_process() is not None:
        changed(portals_showing(instance))


def _found_otherwise(portals: Iterable[int], **_kwargs: Any) -> None:
    """Notice that searches find something else: a page is indexed after it is published."""
    changed(portals)


def _page_saved(instance: Model, update_fields: Any = None, **_kwargs: Any) -> None:
    """Notice a public page that a program saves; a draft is saved by some of its fields alone."""
    if isinstance(instance, Page) and instance.live and not update_fields:
        _page_changed(instance)


def _row_saved(instance: Any, created: bool, **kwargs: Any) -> None:
    """Notice what is saved; a citizen's new question is not public yet."""
    if not (created and isinstance(instance, Feedback)):
        _row_changed(instance, **kwargs)


def _row_changed(instance: Any, **_kwargs: Any) -> None:
    if store.of_process() is not None:
        changed(OF_ONE_PORTAL[type(instance)](instance))


def _file_saved(created: bool, **_kwargs: Any) -> None:
    """Notice a picture or file that pages show already; a new one is on none yet."""
    if not created:
        everything_changed()
