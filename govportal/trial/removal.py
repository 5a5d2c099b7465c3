"""Takes away what a trial brought, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from govportal.information.models import CategoryAnswer
from govportal.publishing.former_addresses.remembering import nothing_remembered
from govportal.trial import marks
from govportal.trial.sample_contacts import remove_contacts

BATCH = 500


@dataclass
class Removed:
    """What was removed and what was kept, because somebody has made it theirs."""

    pages: int = 0
    files: int = 0
    answers: int = 0
    kept: list[Any] = field(default_factory=list)
    """Pages that were edited since, pictures and files that other pages show."""


@transaction.atomic
def remove_samples(even_edited: bool = False) -> Removed:
    """Remove the samples; those that were edited since only where *even_edited*."""
    removed = Removed()
    found = marks.marked_pages()
    removed.kept = [
        page for page, brought in found if page.latest_revision_id != brought and not even_edited
    ]
    kept = {page.pk for page in removed.kept}
    going = [page for page, _revision in found if page.pk not in kept]
    with nothing_remembered():
        removed.pages = _remove_pages(going)
    removed.answers = marks.marked(CategoryAnswer).delete()[0]
    remove_contacts()
    for model in (get_image_model(), get_document_model()):
        for file in marks.marked(model):
            _remove_file(file, removed)
    return removed


def _remove_pages(pages: list[Page]) -> int:
    _log(pages)
    for start in range(0, len(pages), BATCH):
        ids = [page.pk for page in pages[start : start + BATCH]]
        Page.objects.filter(pk__in=ids).delete()
    return len(pages)


def _log(pages: list[Page]) -> None:
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                page_id=page.pk, content_type_id=page.content_type_id, action="wagtail.delete",
                label=page.title, timestamp=now, deleted=True, content_changed=False,
            )
            for page in pages
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _remove_file(file: Any, removed: Removed) -> None:
    if ReferenceIndex.get_references_to(file).exists():
        removed.kept.append(file)
    else:
        file.delete()
        removed.files += 1
