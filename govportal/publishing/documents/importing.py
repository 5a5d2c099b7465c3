"""Makes a draft legal document of a regulation that was read from a file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from govportal.folding import slug
from govportal.portals.models import Agency, Portal
from govportal.publishing.documents.kinds import DocumentClass, DocumentType
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.provisions import SEPARATOR
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.structure import annex_blocks, text_blocks
from govportal.publishing.regulations import (
    ParsedRegulation,
    read_regulation,
    read_text_file,
)
from govportal.publishing.section_pages import LegalDocumentIndexPage

TITLE_LENGTH = 255
SLUG_LENGTH = 80
MOST_PROVISIONS = 30
"""How many provisions of one act the field of a relation surely holds."""
NORMATIVE_SYMBOLS = re.compile(
    r"(?:QĐ-(?:UBND|TTg|KTNN)|NQ-HĐND|NQ-HĐTP|NĐ-CP|TT-[A-ZĐ]+|TTLT(?:-[A-ZĐ]+)+"
    r"|NQLT(?:/|-)[A-ZĐ0-9/-]+|(?:UBTV)?QH[0-9]{1,2}|PL-UBTVQH[0-9]{1,2})"
)
"""Symbols of the documents that Law 64/2025/QH15, article 4, calls normative, and of older ones."""


class NoDocumentListError(Exception):
    """The portal has no list to put documents in: it has not been provisioned."""


@dataclass(frozen=True)
class Imported:
    """What became of a file: the draft made, or the one that it had already made."""

    page: LegalDocumentPage
    is_new: bool


def parse_file(path: Path) -> ParsedRegulation:
    """Read the regulation in the text file *path*.

    Raises:
        UnreadableText: the file is not text in a known encoding.
        OSError: the file cannot be read.
    """
    return read_regulation(read_text_file(path))


@transaction.atomic
def import_document(
    parsed: ParsedRegulation, portal: Portal, path: Path, owner: Any = None
) -> Imported:
    """Save *parsed* as a draft of *owner* in the Vietnamese document list of *portal*.

    Raises:
        NoDocumentListError: the portal has no document list.
    """
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    index = document_list(portal)
    same = LegalDocumentPage.objects.child_of(index).filter(source_checksum=checksum).first()
    if same is not None:
        return Imported(same, is_new=False)
    page = _page(parsed, path.stem)
    page.owner = owner
    page.source_checksum = checksum
    page.slug = _free_slug(parsed, page.title, index)
    index.add_child(instance=page)
    # A draft may lack what the file did not tell; approval asks for it.
    page.save_revision(user=owner, clean=False)
    return Imported(page, is_new=True)


def document_list(portal: Portal) -> LegalDocumentIndexPage:
    """Return the Vietnamese document list of *portal*.

    Raises:
        NoDocumentListError: it has none.
    """
    home = portal.homes.select_related("page").get(locale__language_code="vi").page
    found: LegalDocumentIndexPage | None = LegalDocumentIndexPage.objects.child_of(home).first()
    if found is None:
        raise NoDocumentListError(portal.code)
    return found


def _page(parsed: ParsedRegulation, file_name: str) -> LegalDocumentPage:
    title = parsed.abstract or parsed.regulation_title or file_name
    issuer = parsed.issuer or ""
    page = LegalDocumentPage(
        title=title[:TITLE_LENGTH],
        live=False,
        document_class=_document_class(parsed),
        document_type=_document_type(parsed),
        number=parsed.number or "",
        symbol=parsed.symbol or "",
        issuer=issuer,
        issuing_agency=Agency.objects.filter(name_vi__iexact=issuer).first() if issuer else None,
        issued_on=parsed.issued_on,
        effective_on=parsed.effective_on,
        signer=parsed.signer or "",
        signer_title=parsed.signer_title or "",
        signing_authority="\n".join(parsed.signing_authority),
        place=parsed.place or "",
        abstract=parsed.abstract or "",
        preamble="\n".join(parsed.preamble),
        regulation_title=parsed.regulation_title or "",
        recipients="\n".join(parsed.recipients),
        import_notes="\n".join(f"– {warning.message('vi')}" for warning in parsed.warnings),
        decision=text_blocks(parsed.decision),
        body=text_blocks(parsed.body),
        annexes=annex_blocks(parsed.annexes),
    )
    page.relations = [
        LegalDocumentRelation(
            kind=item.kind,
            citation=item.citation,
            issuer=item.issuer or "",
            provisions=SEPARATOR.join(item.provisions[:MOST_PROVISIONS]),
        )
        for item in parsed.replaces
    ]
    return page


def _document_class(parsed: ParsedRegulation) -> DocumentClass:
    # A year within the number marks a normative document; an ordinary decision has none.
    is_normative = parsed.year is not None and bool(
        NORMATIVE_SYMBOLS.fullmatch(parsed.symbol or "")
    )
    return DocumentClass.NORMATIVE if is_normative else DocumentClass.ADMINISTRATIVE


def _document_type(parsed: ParsedRegulation) -> str:
    found = parsed.document_type or ""
    return found if found in DocumentType.values else (found and DocumentType.OTHER)


def _free_slug(parsed: ParsedRegulation, title: str, index: LegalDocumentIndexPage) -> str:
    wanted = slug(parsed.citation or title)[:SLUG_LENGTH].strip("-") or "van-ban"
    taken = set(index.get_children().values_list("slug", flat=True))
    candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)
