"""Makes the renditions of pictures ahead, when a page that shows them is published.

The work is a task: where the deployment has a worker, publishing does not wait for it. Where it has
none, what takes longer is left to ``govportal make-pictures``.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import Signal
from django_tasks import task, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

from govportal.portals.tree import is_original
from govportal.publishing.models import ArticlePage, RecordPage, SectionPage
from govportal.publishing.page_checks import images_in
from govportal.publishing.pictures import filters_of
from govportal.publishing.records.shown import References, raw_of

logger = logging.getLogger(__name__)
pictures_made = Signal()
"""Sent with the page as *instance* when its pictures can be shown in all formats."""
SECONDS_AT_PUBLICATION = 3.0
"""Without a worker the editor waits so long for pictures, and for the one begun then."""
SHAPE_OF_BLOCK = {"figure": "body", "infographic": "drawing", "gallery": "gallery"}
WITH_PICTURES = (ArticlePage, RecordPage, SectionPage)


def shown_in(page: Any) -> Iterator[tuple[Any, str]]:
    """Yield each picture of *page* with each shape in which it is shown."""
    if isinstance(page, RecordPage):
        yield from _of_record(page)
        return
    if lead := getattr(page, "image", None):
        yield from ((lead, "lead"), (lead, "body"))
    for child in page.body if isinstance(page, ArticlePage) else page.introduction:
        if shape := SHAPE_OF_BLOCK.get(child.block_type):
            yield from ((image, shape) for image in images_in(child))


def _of_record(record: RecordPage) -> Iterator[tuple[Any, str]]:
    raw = raw_of(record.details, record.kind)
    for image in References.of(record.record_type, [raw]).images.values():
        yield image, "body"
        if record.kind == "leader":
            yield image, "portrait"


@task()
def make_pictures(page_id: int, seconds: float | None = None) -> None:
    """Make what is missing of the pictures that the public page *page_id* shows.

    After *seconds* no further picture is begun: the editor who publishes waits for them.
    """
    page = Page.objects.live().filter(pk=page_id).first()
    specific = page.specific if page else None
    if isinstance(specific, WITH_PICTURES) and make_pictures_of(specific, seconds):
        pictures_made.send(type(specific), instance=specific)


def make_pictures_of(page: Any, seconds: float | None = None) -> int:
    """Make what is missing of the pictures of *page*; return how many pictures were looked at."""
    started, count = time.monotonic(), 0
    for image, shape in shown_in(page):
        if seconds is not None and time.monotonic() - started > seconds:
            logger.warning("Page %s: the rest of its pictures is left to make-pictures", page.pk)
            break
        _make(image, shape)
        count += 1
    return count


def make_missing_pictures(seconds: float, since: datetime | None = None) -> tuple[int, bool]:
    """Make the pictures that public pages lack; return of how many pages, and whether of all.

    The newest pages come first, with *since* those alone that were published after it. After
    *seconds* no further page is begun.
    """
    started, count = time.monotonic(), 0
    for model in WITH_PICTURES:
        pages: Any = model.objects.live().filter(is_original()).order_by("-pk")
        recent = pages.filter(last_published_at__gte=since) if since else pages
        for page in recent.iterator(chunk_size=100):
            if time.monotonic() - started > seconds:
                return count, False
            before = _renditions()
            if make_pictures_of(page) and _renditions() != before:
                pictures_made.send(model, instance=page)
                count += 1
    return count, True


def _renditions() -> int:
    newest = get_image_model().get_rendition_model().objects.order_by("-pk").first()
    return newest.pk if newest else 0


def _make(image: Any, shape: str) -> None:
    """Make the renditions of one picture; one that can't be read must not stop the others."""
    try:
        image.get_renditions(*filters_of(image, [shape]))
    except (SourceImageIOError, OSError):
        logger.exception("The picture %s (%s) cannot be read", image.pk, image.title)


def _page_published(instance: Page, **_kwargs: Any) -> None:
    if isinstance(instance, WITH_PICTURES):
        _make_later(instance.pk)


def _image_saved(instance: Any, created: bool, **_kwargs: Any) -> None:
    """Make the pictures anew where an image shows another part of itself, or another file."""
    if created:
        return
    pages = ContentType.objects.get_for_model(Page)
    users = ReferenceIndex.get_references_to(instance).filter(base_content_type=pages)
    for page_id in set(users.values_list("object_id", flat=True)):
        _make_later(int(page_id))


def _make_later(page_id: int) -> None:
    transaction.on_commit(partial(make_pictures.enqueue, page_id, _patience()), robust=True)


def _patience() -> float | None:
    """Return how many seconds may be spent: none but a worker's time is free."""
    is_worker = not isinstance(task_backends["default"], ImmediateBackend)
    return None if is_worker else SECONDS_AT_PUBLICATION


def connect() -> None:
    """Make pictures whenever a page is published or an image changes."""
    uid = "govportal-pictures"
    page_published.connect(_page_published, dispatch_uid=uid)
    post_save.connect(_image_saved, sender=get_image_model(), dispatch_uid=uid)
