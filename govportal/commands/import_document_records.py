"""``govportal import-document-records``: national records of documents become drafts."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal.commands.asked import named_owner, named_portal
from govportal.publishing.documents.importing import NoDocumentListError
from govportal.publishing.documents.national_record import (
    NoRecordsError,
    ReadRecord,
    read_records,
)
from govportal.publishing.documents.record_importing import import_records
from govportal.publishing.regulations.unreadable import UnreadableFile

NAME = "import-document-records"
HELP = "nhập hồ sơ văn bản theo Nghị định 30/2020 / import document records by Decree 30/2020"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file, the portal and the author of the drafts."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--portal", metavar="CODE")
    parser.add_argument("--owner", metavar="USERNAME", help="người soạn / author of the drafts")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Import each record; one that is wrong is named and the rest go on (status 1)."""
    portal, owner = named_portal(options["portal"]), named_owner(options["owner"])
    try:
        result = import_records(_read(options["file"]), portal, owner)
    except NoDocumentListError:
        raise CommandError(
            _("The portal has no document list. Run: govportal provision.")
        ) from None
    counts = {"created": len(result.created), "known": len(result.known)}
    out.write(_("%(created)d drafts made, %(known)d known already") % counts)
    for line, message in result.problems:
        out.write("  ! " + _("line %(line)d: %(message)s") % {"line": line, "message": message})
    return 1 if result.problems else 0


def _read(path: Path) -> list[ReadRecord]:
    try:
        return read_records(path.read_bytes())
    except UnreadableFile as error:
        raise CommandError(error.message(get_language() or "vi")) from error
    except NoRecordsError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        reason = {"reason": error.strerror}
        raise CommandError(_("The file cannot be read: %(reason)s") % reason) from error
