"""The addresses of a document by the naming convention of Akoma Ntoso (FRBR)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govportal.publishing.regulations import ParsedRegulation
from govportal.publishing.regulations.anchors import slug

COUNTRY = "vn"
UNKNOWN_DAY = "0001-01-01"
"""Stands where the schema demands a date and the document has none."""


@dataclass(frozen=True)
class WorkAddress:
    """Where a document is published and by whom.

    `url` is the address of its public page, `publisher` the name of the portal, `published_on`
    the day on which it appeared there, `language` that of the text in ISO 639-2.
    """

    url: str
    publisher: str
    published_on: date | None = None
    language: str = "vie"


@dataclass(frozen=True)
class Address:
    """The three addresses of one document, or of an attachment of it."""

    work: str
    expression: str
    component: str = ""

    def of(self, component: str) -> Address:
        """The addresses of the attachment named *component*."""
        return Address(self.work, self.expression, f"/!{component}")

    @property
    def manifestation(self) -> str:
        """The address of the XML."""
        return f"{self.expression}.akn"


def address_of(parsed: ParsedRegulation, work: WorkAddress, kind: str) -> Address:
    """The addresses of *parsed*, a document of the Akoma Ntoso *kind*: ``act`` or ``doc``.

    The work is named by type, issuer, day and number: what is unknown of them is left out, except
    the day, whose place takes the year or ``0001``.
    """
    named = (parsed.document_type, parsed.issuer)
    path = [COUNTRY, kind, *(slug(name) for name in named if name and slug(name))]
    issued = day_of(parsed)
    number = slug(parsed.citation or parsed.number or "") or slug(work.url) or "khong-so"
    uri = "/".join(["/akn", *path, issued or _year(parsed), number])
    return Address(uri, f"{uri}/{work.language}@{issued}")


def cited_address(citation: str) -> str:
    """The address of the document quoted as *citation*, as far as the quotation tells it."""
    parts = citation.split("/")
    years = [part for part in parts if len(part) == 4 and part.isascii() and part.isdigit()]
    return f"/akn/{COUNTRY}/act/{years[0] if years else '0001'}/{slug(citation) or 'khong-so'}"


def day_of(parsed: ParsedRegulation) -> str:
    """The day of issue as ISO 8601, empty where it is unknown."""
    return parsed.issued_on.isoformat() if parsed.issued_on else ""


def _year(parsed: ParsedRegulation) -> str:
    return f"{parsed.year:04}" if parsed.year else "0001"
