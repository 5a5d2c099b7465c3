"""``govportal import-document``: read a regulation from a file into a draft."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal.commands.asked import named_owner, named_portal
from govportal.portals.models import Portal
from govportal.publishing.documents.importing import (
    NoDocumentListError,
    import_document,
    parse_file,
)
from govportal.publishing.regulations import ParsedRegulation, UnreadableText

NAME = "import-document"
HELP = "nhập văn bản từ tệp thành bản nháp / import a document as a draft"


def add_arguments(parser: ArgumentParser) -> None:
    """Take the files and the portal."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--portal", metavar="CODE")
    parser.add_argument("--owner", metavar="USERNAME", help="người soạn / author of the draft")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(options: dict[str, Any], out: OutputWrapper) -> int:
    """Import each file; one that cannot be read is named and the rest go on (status 1)."""
    portal = None if options["dry_run"] else named_portal(options["portal"])
    owner = named_owner(options["owner"])
    read = {path: _read(path) for path in options["files"]}
    if options["format"] == "json":
        _write_json(read, out)
    for path, found in read.items():
        if options["format"] == "text":
            _write_text(path, found, out)
        if portal is not None and isinstance(found, ParsedRegulation):
            _save(found, portal, path, owner, out)
    return 1 if any(isinstance(found, str) for found in read.values()) else 0


def _read(path: Path) -> ParsedRegulation | str:
    try:
        return parse_file(path)
    except UnreadableText as error:
        return error.message(get_language() or "vi")
    except OSError as error:
        return _("The file cannot be read: %(reason)s") % {"reason": error.strerror}


def _save(
    parsed: ParsedRegulation, portal: Portal, path: Path, owner: Any, out: OutputWrapper
) -> None:
    try:
        result = import_document(parsed, portal, path, owner)
    except NoDocumentListError:
        raise CommandError(
            _("The portal has no document list. Run: govportal provision.")
        ) from None
    message = _("Draft %(id)d saved.") if result.is_new else _("Already imported as draft %(id)d.")
    out.write("  " + message % {"id": result.page.pk})


def _write_json(read: dict[Path, ParsedRegulation | str], out: OutputWrapper) -> None:
    found = [_as_dict(path, item) for path, item in read.items()]
    out.write(json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2))


def _as_dict(path: Path, found: ParsedRegulation | str) -> dict[str, Any]:
    if isinstance(found, str):
        return {"file": path.name, "error": found}
    warnings = [
        {"code": w.code, "message": {"vi": w.message("vi"), "en": w.message("en")}}
        for w in found.warnings
    ]
    return {"file": path.name, **found.as_dict(), "warnings": warnings}


def _write_text(path: Path, found: ParsedRegulation | str, out: OutputWrapper) -> None:
    out.write(f"{path.name}")
    if isinstance(found, str):
        out.write(f"  ! {found}")
        return
    out.write(f"  {found.citation or '…'}  {found.issued_on or found.issued_printed or '…'}")
    out.write(f"  {found.abstract or found.regulation_title or '…'}")
    counts = {"articles": len(found.articles), "decision": len(found.decision)}
    out.write("  " + _("%(articles)d articles; %(decision)d of the decision") % counts)
    for warning in found.warnings:
        out.write(f"  ! {warning.message(get_language() or 'vi')}")
