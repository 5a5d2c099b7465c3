"""Many files handed in at once, and what became of each."""

from __future__ import annotations

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.portals.models import Portal

NAME_LENGTH = 500


def private_storage() -> Storage:
    """Return where files lie that nobody outside may fetch: the storage called ``private``."""
    return storages["private"]


def place_of(file: DocumentImportFile, name: str) -> str:
    """Return where an upload is stored: its name tells nothing and cannot be guessed."""
    return f"document-imports/{uuid4().hex}{PurePath(name).suffix.lower()}"


class DocumentImport(models.Model):
    """Files read into the list of documents of one portal: a folder, or one upload."""

    class Source(models.TextChoices):
        """Where the files come from."""

        FOLDER = "folder", _("from a folder of the server")
        UPLOAD = "upload", _("uploaded")

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="document_imports", verbose_name=_("portal")
    )
    source = models.CharField(_("source"), max_length=10, choices=Source)
    origin = models.TextField(_("folder"), blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("started by"),
    )  # fmt: skip
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True)

    wagtail_reference_index_ignore = True  # whose draft it is says the draft

    class Meta:
        verbose_name = _("import of documents")
        verbose_name_plural = _("imports of documents")
        ordering = ["-started_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.portal} {self.started_at:%Y-%m-%d %H:%M}"

    def counts(self) -> dict[str, int]:
        """Return how many files are in each state that any is in."""
        rows = self.files.values_list("state").annotate(count=models.Count("pk")).order_by("state")
        return dict(rows)

    def finish(self) -> None:
        """Note the time at which every file was done, unless some still wait."""
        if self.files.filter(state__in=DocumentImportFile.OPEN).exists():
            return
        self.finished_at = timezone.now()
        self.save(update_fields=["finished_at"])


class DocumentImportFile(models.Model):
    """One file: its state, what was read from it, and the draft that it became."""

    class State(models.TextChoices):
        """How far a file has come."""

        WAITING = "waiting", _("waiting")
        READING = "reading", _("being read")
        ASKS = "asks", _("waits for your answer")
        IMPORTED = "imported", _("saved as a draft")
        THERE = "there", _("already there")
        FAILED = "failed", _("not imported")

    OPEN = (State.WAITING, State.READING, State.ASKS)
    DONE = (State.IMPORTED, State.THERE)

    batch = models.ForeignKey(DocumentImport, models.CASCADE, related_name="files")
    name = models.CharField(_("file"), max_length=NAME_LENGTH, db_index=True)
    checksum = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    upload = models.FileField(
        storage=private_storage, upload_to=place_of, max_length=200, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.JSONField(_("reason"), default=dict)
    """The note that says why a file was not imported, or what is asked of the person."""
    notices = models.JSONField(_("notices"), default=list)
    page = models.ForeignKey(
        "govportal.LegalDocumentPage", models.SET_NULL, null=True, related_name="+",
        verbose_name=_("legal document"),
    )  # fmt: skip
    title = models.TextField(_("title"), blank=True)
    citation = models.CharField(_("number and symbol"), max_length=120, blank=True)
    articles = models.PositiveIntegerField(_("number of articles"), default=0)
    handled_at = models.DateTimeField(_("handled"), null=True)
    """When reading it began or ended."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["batch", "state"], name="import_file_state")]

    def __str__(self) -> str:
        return self.name

    def forget_upload(self) -> None:
        """Delete the stored file: what is done needs it no longer."""
        if self.upload:
            self.upload.delete(save=False)
