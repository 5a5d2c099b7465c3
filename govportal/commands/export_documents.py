"""``govportal export-documents``: every published document of a portal as Akoma Ntoso."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

from govportal.commands.asked import named_portal
from govportal.portals.models import Portal
from govportal.portals.tree import is_original
from govportal.publishing.documents.formats import akoma_ntoso_of
from govportal.publishing.documents.pages import LegalDocumentPage

NAME = "export-documents"
HELP = "xuất văn bản đã đăng theo Akoma Ntoso / published documents as Akoma Ntoso"
CHUNK = 50
"""Documents in memory at a time."""


def add_arguments(parser: ArgumentParser) -> None:
    """Take the portal and the folder."""
    parser.add_argument("--portal", metavar="CODE")
    parser.add_argument("--folder", metavar="DIR", type=Path, required=True)


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Write a file for each document into a folder for each language; tell how many."""
    portal, folder = named_portal(options["portal"]), options["folder"]
    count = 0
    try:
        for page in published(portal):
            target = folder / page.locale.language_code / f"{page.slug}.akn.xml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(akoma_ntoso_of(page))
            count += 1
    except OSError as error:
        message = _("The folder %(folder)s cannot be written: %(reason)s")
        raise CommandError(message % {"folder": folder, "reason": error.strerror}) from error
    out.write(_("%(count)d documents written to %(folder)s") % {"count": count, "folder": folder})
    return 0


def published(portal: Portal) -> Iterator[LegalDocumentPage]:
    """Yield the documents of *portal* that everybody may read, in each language."""
    for home in portal.homes.select_related("page"):
        pages = LegalDocumentPage.objects.descendant_of(home.page).live().public()
        pages = pages.filter(is_original()).select_related("locale").order_by("path")
        yield from pages.prefetch_related("relations", "record_details").iterator(CHUNK)
