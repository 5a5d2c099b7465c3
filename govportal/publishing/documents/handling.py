"""Takes one file in: looks whether it is fit, reads it, makes a draft of it or says why not.

Whatever is wrong with a file is told of that file alone, so that the next one can be taken in.
"""

from __future__ import annotations

import errno
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import File
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from govportal.publishing.documents.batches import DocumentImport, DocumentImportFile
from govportal.publishing.documents.files import (
    LegacyEncoding,
    ReadFile,
    UnreadableFile,
    read_file,
)
from govportal.publishing.documents.files.reading import READERS
from govportal.publishing.documents.importing import TEXTS, Imported, Intake, Source
from govportal.publishing.documents.notes import Note, note, refusal, told
from govportal.publishing.documents.originals import KEPT
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.security import uploads

logger = logging.getLogger(__name__)

EXTENSIONS = {"text": "txt", "docx": "docx", "pdf": "pdf", "akn": "xml"}
IMPORTABLE = sorted({EXTENSIONS[reader.kind] for reader in READERS})
"""The extensions of files that some reader reads."""
State = DocumentImportFile.State
REASONS = {
    errno.ENOENT: _("there is no file or folder of this name"),
    errno.EACCES: _("the account that runs the program may not read it"),
    errno.EPERM: _("the account that runs the program may not read it"),
    errno.ELOOP: _("the link leads back to a folder above it"),
    errno.ENODATA: _("the folder is empty"),
    errno.EINVAL: _("it is neither a file nor a folder"),
}


class RefusedFile(Exception):
    """A file that cannot become a draft as it is; *reason* says why and what to do.

    *asks* where it could when somebody confirms the conversion that the reason speaks of.
    """

    def __init__(self, reason: Note, asks: bool = False) -> None:
        self.reason = reason
        self.asks = asks
        super().__init__(reason["code"])


def content_of(file: File) -> bytes:
    """Return the bytes of *file* if it may be kept; of one that is too large nothing is read.

    Raises:
        RefusedFile: it is too large, of a kind that is not read, or not what its name says.
    """
    limit = uploads.document_limit(uploads.extension_of(file.name))
    unfit = refusal(
        "unfit_file",
        lambda: uploads.refuse_unfit(file, IMPORTABLE, limit, in_any_encoding=True),
    )
    if unfit is not None:
        raise RefusedFile(unfit)
    file.seek(0)
    return file.read()  # type: ignore[no-any-return]


def read_content(data: bytes, name: str, convert: bool = False) -> ReadFile:
    """Read the document in *data*.

    Raises:
        RefusedFile: it cannot be read, or not before somebody has seen its conversion.
    """
    with _told_faults(name):
        try:
            return read_file(data, name, convert=convert)
        except UnreadableFile as error:
            asks = isinstance(error, LegacyEncoding)
            raise RefusedFile(told(error.code, error.message), asks) from error


def unreadable(error: OSError) -> Note:
    """Return why the file system does not give a file away."""
    reason = REASONS.get(error.errno or 0, error.strerror or str(error))
    return note("not_given", _("The file cannot be read: %(reason)s"), reason=reason)


def take_in(
    row: DocumentImportFile, file: File, intake: Intake, convert: bool = False
) -> ReadFile | None:
    """Make a draft of *file* and note it in *row*, both or neither; else note there why not.

    Return what was read, None where nothing was: the file is known, or refused.
    """
    read, row.handled_at = None, timezone.now()
    try:
        data = content_of(file)
        row.checksum, row.size = hashlib.sha256(data).hexdigest(), len(data)
        page = intake.known(row.checksum) or _with_the_same_words(row)
        if page is not None:
            _record_known(row, page)
            row.save()
        else:
            read = read_content(data, row.name, convert)
            _import(row, data, read, intake)
    except RefusedFile as refused:
        row.state = State.ASKS if refused.asks and row.upload else State.FAILED
        row.reason = refused.reason
        row.save()
    return read


def _import(row: DocumentImportFile, data: bytes, read: ReadFile, intake: Intake) -> None:
    source = Source(
        read.parsed, row.name, read.checksum,
        [told(notice.code, notice.message) for notice in read.notices],
        data if uploads.extension_of(row.name) in KEPT else None, _earlier(row),
    )  # fmt: skip
    with _told_faults(row.name), transaction.atomic():
        imported = intake.save(source)
        _record(row, read, imported)
        row.save()


def _record(row: DocumentImportFile, read: ReadFile, imported: Imported) -> None:
    row.state = State.IMPORTED if imported.is_new else State.THERE
    row.page, row.reason = imported.page, {}
    row.title, row.citation = imported.page.title, read.parsed.citation or ""
    row.articles = len(read.parsed.articles) + len(read.parsed.decision)
    warnings = [told(warning.code, warning.message) for warning in read.parsed.warnings]
    row.notices = [*warnings, *imported.notes] if imported.is_new else list(imported.notes)


def _record_known(row: DocumentImportFile, page: LegalDocumentPage) -> None:
    if row.state != State.IMPORTED or row.page_id != page.pk:
        row.state = State.THERE
    row.page, row.title, row.citation, row.reason = page, page.title, page.citation, {}


def _with_the_same_words(row: DocumentImportFile) -> LegalDocumentPage | None:
    """Return the document that a file with this checksum was found to be before."""
    return _page_of(_rows_of_the_portal(row).filter(checksum=row.checksum))


def _earlier(row: DocumentImportFile) -> LegalDocumentPage | None:
    """Return the document that the file of this name in the folder was before it changed."""
    if row.batch.source != DocumentImport.Source.FOLDER:
        return None  # people upload different files of the same name
    return _page_of(_rows_of_the_portal(row).filter(name=row.name))


def _rows_of_the_portal(row: DocumentImportFile) -> Any:
    rows = DocumentImportFile.objects.filter(batch__portal_id=row.batch.portal_id)
    return rows.filter(page__isnull=False)


def _page_of(rows: Any) -> LegalDocumentPage | None:
    newest = rows.order_by("-pk").values_list("page", flat=True).first()
    return LegalDocumentPage.objects.defer(*TEXTS).get(pk=newest) if newest else None


@contextmanager
def _told_faults(name: str) -> Iterator[None]:
    """Let a fault of the program stop one file only; where the database is gone, all stops."""
    try:
        yield
    except (RefusedFile, OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("Import of %s", name)
        text = _(
            "The file could not be taken in because of a fault of the program, which is noted in "
            "its log. Tell the technical administration; the other files are not affected."
        )
        raise RefusedFile(note("fault", text)) from error
