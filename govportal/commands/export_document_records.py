"""``govportal export-document-records``: the national records of a portal's documents as XML."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from govportal.commands.asked import named_day, named_portal
from govportal.commands.export_documents import published
from govportal.portals.models import Portal
from govportal.publishing.documents.national_record import (
    WrongRecordError,
    as_xml,
    document_of,
    exchanged,
)
from govportal.publishing.documents.pages import LegalDocumentPage

NAME = "export-document-records"
HELP = "xuất hồ sơ văn bản theo Nghị định 30/2020 / document records by Decree 30/2020"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the portal and the days between which the documents were issued."""
    parser.add_argument("--portal", metavar="CODE")
    parser.add_argument("--from", dest="first", type=named_day, metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="last", type=named_day, metavar="YYYY-MM-DD")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Print the records; a document that breaks the lengths is named apart (status 1)."""
    refused: list[str] = []
    pages = _chosen(named_portal(options["portal"]), options["first"], options["last"])
    for part in document_of(_records(pages, refused)):
        out.write(part, ending="")
    # The records go to a file; what is wrong must not stand among them.
    sys.stderr.writelines(f"{line}\n" for line in refused)
    return 1 if refused else 0


def _records(pages: Iterator[LegalDocumentPage], refused: list[str]) -> Iterator[str]:
    for page in pages:
        try:
            yield as_xml(exchanged(page))
        except WrongRecordError as error:
            message = _("Not exported: %(title)s (%(citation)s)")
            refused.append(message % {"title": page.title, "citation": page.citation})
            refused.extend(f"  – {problem.message}" for problem in error.problems)


def _chosen(portal: Portal, first: date | None, last: date | None) -> Iterator[LegalDocumentPage]:
    """Yield the documents in Vietnamese, the language of the records, that were issued then."""
    for page in published(portal):
        day = page.issued_on
        is_late_enough = first is None or (day is not None and day >= first)
        is_early_enough = last is None or (day is not None and day <= last)
        if page.locale.language_code == "vi" and is_late_enough and is_early_enough:
            yield page
