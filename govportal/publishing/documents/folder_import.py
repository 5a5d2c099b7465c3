"""Takes in many files one after the other, each by itself, and can be stopped at any time.

What is done is known by the checksum of the file, so that the same command, run again, goes on
where it stopped. One file at a time is in memory.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from govportal.portals.models import Portal
from govportal.publishing.documents.batches import DocumentImport, DocumentImportFile
from govportal.publishing.documents.files import ReadFile
from govportal.publishing.documents.folders import Found
from govportal.publishing.documents.handling import (
    RefusedFile,
    content_of,
    read_content,
    take_in,
    unreadable,
)
from govportal.publishing.documents.importing import Intake
from govportal.publishing.documents.late_index import AT_ONCE, LateIndex
from govportal.publishing.documents.notes import told

READABLE = "readable"
"""The state of a file that was only looked at."""
State = DocumentImportFile.State


@dataclass(frozen=True)
class Outcome:
    """What became of a file, and what was read from it where it was read now."""

    row: DocumentImportFile
    read: ReadFile | None = None

    @property
    def is_known(self) -> bool:
        """Whether the file was done before and has not been read again."""
        return self.read is None and self.row.state in DocumentImportFile.DONE


def look_at(files: Iterable[Found], convert: bool = False) -> Generator[Outcome]:
    """Yield what each file holds; nothing is saved."""
    for found in files:
        row = DocumentImportFile(name=found.name, state=READABLE)
        try:
            yield Outcome(row, _read(found, row, convert))
        except RefusedFile as refused:
            yield _refused(row, refused.reason)
        except OSError as error:
            yield _refused(row, unreadable(error))


def _read(found: Found, row: DocumentImportFile, convert: bool) -> ReadFile:
    if found.error is not None:
        raise found.error
    with found.path.open("rb") as opened:
        data = content_of(File(opened, found.name))
    read = read_content(data, found.name, convert)
    row.checksum, row.size = read.checksum, len(data)
    row.citation = read.parsed.citation or ""
    row.title = read.parsed.abstract or read.parsed.regulation_title or ""
    row.articles = len(read.parsed.articles) + len(read.parsed.decision)
    notes = (*read.parsed.warnings, *read.notices)
    row.notices = [told(warning.code, warning.message) for warning in notes]
    return read


def _refused(row: DocumentImportFile, reason: Any) -> Outcome:
    row.state, row.reason = State.FAILED, reason
    return Outcome(row)


@dataclass(frozen=True)
class FolderImport:
    """An import of files of the server into the list of *portal*, as drafts of *owner*."""

    portal: Portal
    owner: Any = None
    convert: bool = False
    limit: int | None = None
    """How many files are taken in that were not done before."""

    def run(self, files: Iterable[Found], origin: str) -> Generator[Outcome]:
        """Take each of *files* in and yield what became of it; *origin* names the folder.

        Raises:
            NoDocumentListError: the portal has no document list.
        """
        intake, batch = Intake(self.portal, self.owner), self._batch(origin)
        with LateIndex(_last_drafts(batch)) as index:
            done = 0
            for found in files:
                if self.limit is not None and done >= self.limit:
                    return
                outcome = self._take_in(found, batch, intake)
                done += not outcome.is_known
                if outcome.read is not None and outcome.row.state == State.IMPORTED:
                    index.add(outcome.row.page_id)
                yield outcome
        batch.finish()

    def _batch(self, origin: str) -> DocumentImport:
        """Return the import of this folder that was not finished, or a new one."""
        same = {"portal": self.portal, "source": DocumentImport.Source.FOLDER, "origin": origin}
        found = DocumentImport.objects.filter(**same, finished_at=None).first()
        return found or DocumentImport.objects.create(**same, started_by=self.owner)

    def _take_in(self, found: Found, batch: DocumentImport, intake: Intake) -> Outcome:
        row = batch.files.filter(name=found.name).first()
        row = row or DocumentImportFile(batch=batch, name=found.name)
        try:
            if found.error is not None:
                raise found.error
            with found.path.open("rb") as opened:
                return Outcome(row, take_in(row, File(opened, found.name), intake, self.convert))
        except OSError as error:
            outcome = _refused(row, unreadable(error))
            row.handled_at = timezone.now()
            row.save()
            return outcome


def _last_drafts(batch: DocumentImport) -> list[int]:
    """Return the drafts of an unfinished import that may not be in the search index yet."""
    rows = batch.files.filter(state=State.IMPORTED, page__isnull=False)
    return list(rows.order_by("-handled_at").values_list("page", flat=True)[:AT_ONCE])
