"""Which files are attached to public pages, and the texts of those that anybody may open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, TextField
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page

from govportal.publishing.documents.attachments import LegalDocumentAttachment
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.records.models import RecordPage
from govportal.search.models import EntryFile, FileText, SearchEntry
from govportal.search.public_fields import public_values

MOST_FILES = 20
"""Of one page."""
READABLE = frozenset({"pdf", "docx"})
STREAMS = ("introduction", "body")


def all_files() -> Any:
    """Return all files; ``is_public`` tells of each whether everybody may open its collection."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=TextField())
    hiding = CollectionViewRestriction.objects.alias(below=path)
    hiding = hiding.filter(below__startswith=F("collection__path"))
    return get_document_model().objects.annotate(is_public=~Exists(hiding))


def public_files() -> Any:
    """Return the files that everybody may open."""
    return all_files().filter(is_public=True)


def no_longer_public() -> set[int]:
    """Return the pages that are found by words of a file that has been hidden or is gone."""
    hidden = EntryFile.objects.exclude(text=None).exclude(file__in=public_files().values("pk"))
    return set(hidden.values_list("entry__page_id", flat=True))


def checksum_of(file: Any) -> str:
    """Return what tells the content of *file* from others, empty where it is not known."""
    return f"{file.file_hash}-{file.file_size}" if file.file_hash else ""


def note_files(entries: Sequence[SearchEntry]) -> None:
    """Give each of *entries* its files, with the texts that are known already."""
    attachments = _attachments([entry.page_id for entry in entries])
    wanted = {entry.pk: _ids(entry.page, attachments) for entry in entries}
    files = all_files().in_bulk({pk for ids in wanted.values() for pk in ids})
    public = [file for file in files.values() if file.is_public]
    known = FileText.objects.in_bulk({checksum_of(file) for file in public})
    for entry in entries:
        found = [files[pk] for pk in wanted[entry.pk] if pk in files]
        readable = [file for file in found if file.file_extension.lower() in READABLE]
        entry.new_files = [
            EntryFile(
                entry=entry, file=file,
                text=known.get(checksum_of(file)) if file.is_public else None,
            )
            for file in readable[:MOST_FILES]
        ]  # fmt: skip


def texts_of(files: Iterable[EntryFile]) -> list[str]:
    """Return the texts of *files* that have been read, in their order."""
    return [file.text.text for file in files if file.text]


def _attachments(page_ids: list[int]) -> dict[int, list[int]]:
    rows = LegalDocumentAttachment.objects.filter(document__in=page_ids).exclude(file=None)
    found: dict[int, list[int]] = {}
    for page_id, file_id in rows.order_by("sort_order").values_list("document_id", "file_id"):
        found.setdefault(page_id, []).append(file_id)
    return found


def _ids(page: Page, attachments: dict[int, list[int]]) -> list[int]:
    """Return the ids of the files of *page*, each once, in the order in which it shows them."""
    own = [page.file_id] if isinstance(page, LegalDocumentPage) and page.file_id else []
    return list(dict.fromkeys([*own, *attachments.get(page.pk, ()), *_chosen(page)]))


def _chosen(page: Page) -> Iterator[int]:
    """Yield the files that are chosen or linked in the text of *page*, or in public fields."""
    owners: Iterable[tuple[Any, Any]] = (
        (page._meta.get_field(name), getattr(page, name)) for name in STREAMS if hasattr(page, name)
    )
    if isinstance(page, RecordPage):
        owners = public_values(page)
    for owner, value in owners:
        for model, pk, *_path in getattr(owner, "extract_references", _none)(value):
            if issubclass(model, get_document_model()) and str(pk).isdecimal():
                yield int(pk)


def _none(_value: Any) -> tuple[()]:
    return ()
