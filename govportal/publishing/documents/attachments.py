"""The files of a document, and the checksums by which anyone can verify them (DOC-01)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from govportal.publishing.documents.children import children_of

if TYPE_CHECKING:
    from govportal.publishing.documents.pages import LegalDocumentPage


class LegalDocumentAttachment(Orderable):
    """A further file of a document, such as a table or a map."""

    document = ParentalKey(
        "govportal.LegalDocumentPage", on_delete=models.CASCADE, related_name="attachments"
    )
    title = models.CharField(gettext_lazy("title"), max_length=255)
    file = models.ForeignKey(
        "wagtaildocs.Document", models.SET_NULL, null=True, related_name="+",
        verbose_name=gettext_lazy("file"),
    )  # fmt: skip
    file_checksum = models.CharField(max_length=64, blank=True, editable=False)

    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldPanel("file")]

    class Meta(Orderable.Meta):
        verbose_name = gettext_lazy("attached file")
        verbose_name_plural = gettext_lazy("attached files")

    def __str__(self) -> str:
        return self.title


def checksum(file: Any) -> str:
    """Return the SHA-256 of the content of *file*, empty where the content is gone."""
    try:
        with file.file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""


def take_checksums(page: LegalDocumentPage, only_missing: bool = False) -> None:
    """Note the checksum of each file of *page* and its attachments as it is now."""
    for owner in _owners(page):
        if not owner.file_id:
            owner.file_checksum = ""
        elif not (only_missing and owner.file_checksum):
            owner.file_checksum = checksum(owner.file)


def changed_files(page: LegalDocumentPage) -> Iterator[ValidationError]:
    """Yield which files of *page* are gone, or no longer those with which it was saved."""
    for owner in _owners(page):
        found = checksum(owner.file) if owner.file_id else owner.file_checksum
        if owner.file_id and not found:
            message = _("The file “%(file)s” is missing. Upload it again and save the page.")
        elif owner.file_checksum and found != owner.file_checksum:
            message = _(
                "The file “%(file)s” was changed after the page was saved. Check it, and save the "
                "page again."
            )
        else:
            continue
        yield ValidationError(message % {"file": owner.file.title})


def _owners(page: LegalDocumentPage) -> Iterator[Any]:
    yield page
    yield from page.attachments.all()


def attached_files(page: LegalDocumentPage) -> list[LegalDocumentAttachment]:
    """Return what is attached to *page*, files that are gone left out."""
    found = [item for item in children_of(page, "attachments") if item.file_id]
    if found:
        prefetch_related_objects(found, "file")
    return found
