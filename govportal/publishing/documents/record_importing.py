"""Makes draft documents of national records, each once, however often the file comes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from govportal.portals.models import Agency, Portal
from govportal.publishing.documents.akoma_ntoso.names import type_code
from govportal.publishing.documents.fitting import free_slug
from govportal.publishing.documents.importing import document_list
from govportal.publishing.documents.kinds import DocumentClass, DocumentType
from govportal.publishing.documents.national_record import LANGUAGES, ReadRecord
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.record_details import DocumentRecordDetails
from govportal.publishing.documents.record_fields import Record

TITLE_LENGTH = 255
SLUG_LENGTH = 80


@dataclass
class RecordImport:
    """What became of the records of a file."""

    created: list[LegalDocumentPage] = field(default_factory=list)
    known: list[LegalDocumentPage] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def import_records(records: Iterable[ReadRecord], portal: Portal, owner: Any) -> RecordImport:
    """Save each of *records* as a draft of *owner* in the document list of *portal*.

    A record that is wrong is named with its line; one that made a draft before makes no other.

    Raises:
        NoDocumentListError: the portal has no document list.
    """
    result, index = RecordImport(), document_list(portal)
    for read in records:
        if read.problems:
            result.problems += [(read.line, message) for message in read.problems]
            continue
        try:
            with transaction.atomic():
                _import(read, index, owner, result)
        except ValidationError as error:
            result.problems += [(read.line, message) for message in error.messages]
    return result


def _import(read: ReadRecord, index: Any, owner: Any, result: RecordImport) -> None:
    checksum = _checksum(read.values)
    page = _page(read.values)
    if same := _same(page, checksum, index):
        result.known.append(same)
        return
    page.owner, page.source_checksum = owner, checksum
    page.import_notes = "\n".join(_notes(read))
    page.slug = free_slug(page.citation if page.number else page.title, index)
    page.record_details = list(_details(read.values))
    index.add_child(instance=page)
    # A draft may lack what the record did not tell; approval asks for it.
    page.save_revision(user=owner, clean=False)
    result.created.append(page)


def _checksum(values: Record) -> str:
    """What the record is known by again: number, symbol, day and issuer, else its subject."""
    names = ("CodeNumber", "CodeNotation", "IssuedDate", "OrganName")
    known_by = [str(values.get(name, "")) for name in names]
    if not values.get("CodeNumber"):
        known_by.append(values["Subject"])
    return hashlib.sha256("\n".join(["record", *known_by]).encode()).hexdigest()


def _same(page: LegalDocumentPage, checksum: str, index: Any) -> LegalDocumentPage | None:
    below = LegalDocumentPage.objects.child_of(index)
    found: LegalDocumentPage | None = below.filter(source_checksum=checksum).first()
    if found is None and page.number:
        found = below.filter(
            number=page.number, symbol=page.symbol, issued_on=page.issued_on, issuer=page.issuer
        ).first()
    return found


def _page(values: Record) -> LegalDocumentPage:
    signer, issuer = values.get("SignerInfo", {}), values.get("OrganName", "")
    year, symbol = _notation(values)
    subject = values["Subject"]
    return LegalDocumentPage(
        title=subject[:TITLE_LENGTH],
        live=False,
        document_class=DocumentClass.NORMATIVE if year else DocumentClass.ADMINISTRATIVE,
        document_type=_type(values),
        number=values.get("CodeNumber", ""),
        symbol=symbol,
        issuer=issuer,
        issuing_agency=Agency.objects.filter(name_vi__iexact=issuer).first() if issuer else None,
        issued_on=values.get("IssuedDate"),
        signer=signer.get("FullName", ""),
        signer_title=signer.get("Position", ""),
        abstract=subject,
        recipients="\n".join(to["OrganName"] for to in values.get("To", ()) if "OrganName" in to),
    )


def _notation(values: Record) -> tuple[str, str]:
    """Return the year that the notation begins with, and the symbol."""
    notation, issued = values.get("CodeNotation", ""), values.get("IssuedDate")
    year, _slash, symbol = notation.partition("/")
    has_year = issued is not None and year == str(issued.year) and symbol
    return (year, symbol) if has_year else ("", notation)


def _type(values: Record) -> str:
    code = type_code(values.get("TypeName", ""))
    return code if code in DocumentType.values else (code and DocumentType.OTHER)


def _details(values: Record) -> Iterator[DocumentRecordDetails]:
    """Yield the row of what the page itself has no field for, if there is anything."""
    is_other = _type(values) == DocumentType.OTHER
    language = values.get("Language", "")
    coded = [to for to in values.get("To", ()) if "OrganId" in to]
    kept = {
        "organ_id": values.get("OrganId"),
        "file_catalog": values.get("FileCatalog"),
        "file_notation": values.get("FileNotation"),
        "ordinal": values.get("DocOrdinal"),
        "type_name": values.get("TypeName") if is_other else "",
        "language": language if language != LANGUAGES["vi"] else "",
        "page_amount": values.get("PageAmount"),
        "issued_amount": values.get("IssuedAmount"),
        "priority": str(values.get("Priority", "")),
        "due_on": values.get("DueDate"),
        "description": values.get("Description"),
        "addressees": "\n".join(map(_addressee, values["To"])) if coded else "",
    }
    if found := {name: value for name, value in kept.items() if value not in (None, "")}:
        yield DocumentRecordDetails(**found)


def _addressee(to: Record) -> str:
    return f"{to.get('OrganId', '')} | {to.get('OrganName', '')}"


def _notes(read: ReadRecord) -> Iterator[str]:
    if read.unknown:
        yield _("Fields of the record that have no place here:")
        yield from (f"– {line}" for line in read.unknown)
