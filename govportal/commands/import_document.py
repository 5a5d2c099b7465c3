"""``govportal import-document``: read regulations from files and folders into drafts."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Generator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

from govportal.commands.asked import named_owner, named_portal
from govportal.commands.import_report import Data, FileReport, Screen
from govportal.publishing.documents.batches import DocumentImportFile
from govportal.publishing.documents.folder_import import FolderImport, Outcome, look_at
from govportal.publishing.documents.folders import Found, files_in
from govportal.publishing.documents.importing import NoDocumentListError

NAME = "import-document"
HELP = "nhập văn bản từ tệp, thư mục thành bản nháp / import documents as drafts"
FAILED: Any = DocumentImportFile.State.FAILED
STOPPED = 130
"""The exit status of a program that was interrupted."""


def add_arguments(parser: ArgumentParser) -> None:
    """Take the files and folders, the portal, and what to do with them."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE|FOLDER")
    parser.add_argument("--portal", metavar="CODE")
    parser.add_argument("--owner", metavar="USERNAME", help="người soạn / author of the drafts")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument(
        "--convert", action="store_true",
        help="chuyển TCVN3, VNI sang Unicode / convert legacy encodings to Unicode",
    )  # fmt: skip
    parser.add_argument(
        "--limit", type=int, metavar="N", help="số tệp mới tối đa / at most N new files"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="báo cáo từng tệp, .csv hoặc .jsonl / report"
    )


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Take in each file; one that cannot be read is named and the rest go on (status 1)."""
    importer = None if options["dry_run"] else _importer(options)
    files = list(files_in(options["files"]))
    with ExitStack() as stack:
        told = [(Data if options["format"] == "json" else Screen)(out, len(files))]
        if options["report"]:
            told.append(stack.enter_context(FileReport(options["report"])))
        counts: Counter[str] = Counter()
        try:
            outcomes = stack.enter_context(closing(_outcomes(importer, files, options)))
            for outcome in outcomes:
                counts[str(outcome.row.state)] += 1
                for teller in told:
                    teller.write(outcome)
        except NoDocumentListError as error:
            message = _("The portal has no document list. Run: govportal provision.")
            raise CommandError(message) from error
        except KeyboardInterrupt:
            out.write(_("Stopped. Run the same command again to go on."))
            return STOPPED
        finally:
            told[0].finish(counts)
    return 1 if counts[FAILED] else 0


def _importer(options: dict[str, Any]) -> FolderImport:
    portal, owner = named_portal(options["portal"]), named_owner(options["owner"])
    return FolderImport(portal, owner, options["convert"], options["limit"])


def _outcomes(
    importer: FolderImport | None, files: list[Found], options: dict[str, Any]
) -> Generator[Outcome]:
    if importer is None:
        return look_at(files[: options["limit"]], options["convert"])
    origin = "\n".join(str(path.absolute()) for path in options["files"])
    return importer.run(files, origin)
