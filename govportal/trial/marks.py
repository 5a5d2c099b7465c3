"""Marks what a trial brought, so that all of it and nothing else can be taken away again.

A mark is an entry in Wagtail's own log. It stays whatever editors do to titles or texts, editors
see it in the history of the page, and it tells for good what a portal was once given.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry
from wagtail.models import ModelLogEntry, Page, PageLogEntry

ACTION = "govportal.sample"
Given = tuple[str, str]
"""The code of a portal and the key of the category that it was given samples in."""


def register_action(registry: LogActionRegistry) -> None:
    """Give Wagtail the label of the mark."""
    registry.register_action(ACTION, _("Sample"), _("Brought by the trial as a sample"))


def mark_pages(pages: Iterable[tuple[Page, Given]]) -> None:
    """Mark *pages*, as they are now, as samples."""
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                page_id=page.pk, content_type_id=page.content_type_id, label=page.title,
                revision_id=page.latest_revision_id, **_facts(given),
            )
            for page, given in pages
        ],
        batch_size=500,
    )  # fmt: skip


def mark(instance: Model, given: Given) -> None:
    """Mark *instance*, which is no page, as a sample."""
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(instance), object_id=str(instance.pk),
        label=str(instance)[:255], **_facts(given),
    )  # fmt: skip


def _facts(given: Given) -> dict[str, Any]:
    portal, section = given
    data = {"portal": portal, "section": section}
    return {"action": ACTION, "data": data, "timestamp": timezone.now(), "content_changed": False}


def given() -> set[Given]:
    """Return what has been given samples, also where they were removed since."""
    return {
        (data["portal"], data["section"])
        for model in (PageLogEntry, ModelLogEntry)
        for data in model.objects.filter(action=ACTION).values_list("data", flat=True)
    }


def marked_pages() -> list[tuple[Page, int | None]]:
    """Return each sample page there is, with the version of it that the trial brought."""
    rows = PageLogEntry.objects.filter(action=ACTION)
    revisions = dict(rows.values_list("page_id", "revision_id"))
    pages = Page.objects.filter(pk__in=rows.values("page_id")).order_by("path")
    return [(page, revisions[page.pk]) for page in pages]


def marked(model: type[Model]) -> Any:
    """Return the samples of *model*, which is no page, that there are."""
    rows = ModelLogEntry.objects.filter(
        action=ACTION, content_type=ContentType.objects.get_for_model(model)
    )
    ids = [int(pk) for pk in rows.values_list("object_id", flat=True)]
    return model._default_manager.filter(pk__in=ids)
