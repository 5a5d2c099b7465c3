"""Files that somebody uploads: kept out of reach, read one after the other, then forgotten.

A request reads some of them and no longer than a few seconds; the rest wait until the person, who
is their author, goes on. What was read before a request broke off is saved.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal import law
from govportal.folding import normalise
from govportal.portals.models import Portal
from govportal.publishing.documents.batches import (
    NAME_LENGTH,
    DocumentImport,
    DocumentImportFile,
)
from govportal.publishing.documents.handling import RefusedFile, content_of, take_in
from govportal.publishing.documents.importing import Intake
from govportal.publishing.documents.notes import note

logger = logging.getLogger(__name__)

SECONDS = 10
"""How long one request reads before it shows what it has done."""
BROKEN_OFF = timedelta(minutes=10)
"""After so long, a file that is still being read is not: its request has ended."""
KEEP = "uploads.keep_unread"
AT_ONCE = "uploads.files_at_once"

State = DocumentImportFile.State


def hand_in(files: Iterable[UploadedFile], portal: Portal, person: Any) -> DocumentImport:
    """Keep *files* for reading as *person*'s; those that are not fit are refused by name."""
    batch = DocumentImport.objects.create(
        portal=portal, source=DocumentImport.Source.UPLOAD, started_by=person
    )
    for file in files:
        _keep(batch, file)
    batch.finish()
    return batch


def _keep(batch: DocumentImport, file: UploadedFile) -> None:
    file.name = normalise(file.name)[-NAME_LENGTH:]
    row = DocumentImportFile(batch=batch, name=file.name, size=file.size or 0)
    try:
        content_of(file)
        row.upload.save(file.name, file, save=False)
    except RefusedFile as refused:
        row.state, row.reason, row.handled_at = State.FAILED, refused.reason, timezone.now()
    except OSError:
        logger.exception("Upload of %s", file.name)
        text = _(
            "The file could not be stored. Upload it again; tell the technical administration."
        )
        row.state, row.reason = State.FAILED, note("not_stored", text)
    row.save()


def go_on(batch: DocumentImport) -> None:
    """Read files of *batch* that wait, at least one and no longer than some seconds."""
    _give_up_what_broke_off(batch)
    intake = Intake(batch.portal, batch.started_by)
    end = time.monotonic() + SECONDS
    waiting = batch.files.filter(state=State.WAITING).order_by("pk")
    while (row := waiting.first()) is not None:
        if _claim(row, State.WAITING):
            _read(row, intake)
        if time.monotonic() > end:
            break
    batch.finish()


def convert(row: DocumentImportFile) -> None:
    """Read a file in a legacy encoding, as the person has confirmed that the sample is right."""
    if _claim(row, State.ASKS):
        _read(row, Intake(row.batch.portal, row.batch.started_by), convert=True)
        row.batch.finish()


def leave_out(row: DocumentImportFile) -> None:
    """Do not import a file whose sample is wrong; what to do with it, its reason says."""
    if _claim(row, State.ASKS):
        _end(row, State.FAILED)
        row.batch.finish()


def forget_unread() -> int:
    """Delete uploads that nobody went on with for longer than the rule allows; return how many."""
    since = timezone.now() - timedelta(days=law.number(KEEP))
    old = Q(handled_at__lt=since) | Q(handled_at=None, batch__started_at__lt=since)
    rows = DocumentImportFile.objects.filter(old, state__in=DocumentImportFile.OPEN)
    count = 0
    for row in rows.select_related("batch"):
        text = _("Nobody went on with this file, so it was deleted. Upload it again.")
        row.reason = note("not_read_in_time", text)
        _end(row, State.FAILED)
        row.batch.finish()
        count += 1
    return count


def _claim(row: DocumentImportFile, state: str) -> bool:
    """Take *row* for this request; return False where another has it already."""
    mine = DocumentImportFile.objects.filter(pk=row.pk, state=state)
    return bool(mine.update(state=State.READING, handled_at=timezone.now()))


def _read(row: DocumentImportFile, intake: Intake, convert: bool = False) -> None:
    try:
        with row.upload.open("rb") as stored:
            take_in(row, File(stored, row.name), intake, convert)
    except OSError:
        logger.exception("Upload %s of %s", row.pk, row.name)
        row.reason = note("lost", _("The stored file is no longer there. Upload it again."))
        _end(row, State.FAILED)
    if row.state != State.ASKS:
        row.forget_upload()
        row.save(update_fields=["upload"])


def _give_up_what_broke_off(batch: DocumentImport) -> None:
    since = timezone.now() - BROKEN_OFF
    for row in batch.files.filter(state=State.READING, handled_at__lt=since):
        text = _("Reading this file broke off. Upload it alone; if it breaks off again, report it.")
        row.reason = note("broke_off", text)
        _end(row, State.FAILED)


def _end(row: DocumentImportFile, state: str) -> None:
    row.state, row.handled_at = state, timezone.now()
    row.forget_upload()
    row.save()
