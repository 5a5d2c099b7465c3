"""The decisions under which a province's portals run, read from text files where there are any."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError

from govportal import plugins
from govportal.portals.models import Portal
from govportal.publishing.documents.importing import Imported, import_document, parse_file
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.regulations import ParsedRegulation, UnreadableText
from govportal.trial import marks

SECTION = "legal_documents"


def import_decisions(folder: Path, portals: list[Portal]) -> list[LegalDocumentPage]:
    """Import the texts in *folder* whose names hold the province's code; return the new pages.

    Each goes to the portal whose system it founds, else to the province's own. One that lacks
    nothing is published, any other stays a draft that says what is missing.
    """
    code = plugins.province().code
    found = []
    for path in sorted(folder.glob("*.txt")):
        if code in path.stem and (parsed := _parsed(path)):
            found.append(_imported(parsed, path, _portal_for(parsed, portals)))
    return [imported.page for imported in found if imported.is_new]


def _parsed(path: Path) -> ParsedRegulation | None:
    try:
        return parse_file(path)
    except UnreadableText:
        return None


def _portal_for(parsed: ParsedRegulation, portals: list[Portal]) -> Portal:
    main, *others = portals
    for portal in others:
        decision = plugins.province().system(portal.system).decision
        if portal.system != main.system and parsed.citation == decision.number:
            return portal
    return main


def _imported(parsed: ParsedRegulation, path: Path, portal: Portal) -> Imported:
    imported = import_document(parsed, portal, path)
    if imported.is_new:
        page = imported.page
        try:
            page.refuse_incomplete()
            page.get_latest_revision().publish(skip_permission_checks=True)
        except ValidationError:
            pass
        page.refresh_from_db()
        marks.mark_pages([(page, (portal.code, SECTION))])
    return imported
