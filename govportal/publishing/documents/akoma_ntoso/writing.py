"""Write a legal document as Akoma Ntoso."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lxml import etree

from govportal.publishing.regulations import Annex, Article, Division, ParsedRegulation

from .addresses import Address, WorkAddress, address_of
from .elements import Element, Ids, block, line, optional, paragraph, row
from .metadata import ISSUER, PLACE, ROLE, SIGNER, TYPE, identification, metadata
from .names import type_name
from .structure import annex_lines, body, preamble

Attached = tuple[str, str, str, tuple[Element | None, ...]]
RECIPIENTS = "recipients"
REGULATION = "regulation"
"""The name of the attachment that holds the regulation which the document issues."""


def write(parsed: ParsedRegulation, work: WorkAddress) -> bytes:
    """The document as Akoma Ntoso 3.0 in UTF-8; reading it gives all back but the warnings."""
    kind = "act" if _has_articles(parsed) else "doc"
    address = address_of(parsed, work, kind)
    ids = Ids()
    parts = parsed.decision if _is_attached(parsed) else parsed.body
    main = block(
        kind,
        metadata(parsed, work, address),
        _preface(parsed),
        preamble(parsed.preamble, ids),
        body("body" if kind == "act" else "mainBody", parts, ids),
        _conclusions(parsed),
        optional("attachments", list(_attachments(parsed, work, address))),
        name=parsed.document_type or kind,
        contains="originalVersion",
    )
    root = block("akomaNtoso", main)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _has_articles(parsed: ParsedRegulation) -> bool:
    parts = (*parsed.decision, *parsed.body)
    return any(isinstance(part, (Article, Division)) for part in parts)


def _is_attached(parsed: ParsedRegulation) -> bool:
    return bool(parsed.decision) or parsed.regulation_title is not None


def _preface(parsed: ParsedRegulation) -> Element | None:
    rows = [
        _issuer(parsed),
        _number(parsed),
        _place_and_day(parsed),
        _type(parsed),
        _title(parsed.abstract),
    ]
    return optional("preface", rows)


def _issuer(parsed: ParsedRegulation) -> Element | None:
    if not parsed.issuer:
        return None
    return paragraph(line("docAuthority", parsed.issuer, refersTo=f"#{ISSUER}"))


def _number(parsed: ParsedRegulation) -> Element | None:
    named = {"number": parsed.number, "year": parsed.year, "symbol": parsed.symbol}
    found = [line("inline", str(value), name=key) for key, value in named.items() if value]
    if not found:
        return None
    parts: list[Element | str] = [] if parsed.number else ["…/"]
    for item in found:
        parts += [item, "/"]
    return paragraph("Số: ", row("docNumber", *parts[:-1]))


def _place_and_day(parsed: ParsedRegulation) -> Element | None:
    place = line("location", parsed.place, refersTo=f"#{PLACE}") if parsed.place else None
    found = [item for item in (place, *_day(parsed)) if item is not None]
    if not found:
        return None
    parts: list[Element | str] = []
    for item in found:
        parts += [item, ", "]
    return paragraph(*parts[:-1])


def _day(parsed: ParsedRegulation) -> Iterator[Element]:
    """The day of issue in words, and the words of an incomplete one."""
    day = parsed.issued_on
    if day is not None:
        yield line("docDate", _in_words(day), date=day.isoformat())
    if parsed.issued_printed:
        yield line("inline", parsed.issued_printed, name="docDate", status="incomplete")


def _in_words(day: date) -> str:
    return f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"


def _type(parsed: ParsedRegulation) -> Element | None:
    if not parsed.document_type:
        return None
    return paragraph(line("docType", type_name(parsed.document_type), refersTo=f"#{TYPE}"))


def _title(title: str | None) -> Element | None:
    return block("longTitle", paragraph(line("docTitle", title))) if title else None


def _conclusions(parsed: ParsedRegulation) -> Element | None:
    role = (parsed.signer_title, "role", ROLE)
    person = (parsed.signer, "person", SIGNER)
    signed = [
        *(paragraph(line("signature", text)) for text in parsed.signing_authority),
        *(
            paragraph(row("signature", line(name, text, refersTo=f"#{thing}")))
            for text, name, thing in (role, person)
            if text
        ),
    ]
    recipients = [line("p", text) for text in parsed.recipients]
    return optional(
        "conclusions",
        [
            optional("container", signed, name="signature"),
            optional("container", recipients, name=RECIPIENTS),
        ],
    )


def _attachments(
    parsed: ParsedRegulation, work: WorkAddress, address: Address
) -> Iterator[Element]:
    for number, (kind, name, anchor, content) in enumerate(_attached(parsed), 1):
        eid = f"att_{number}"
        meta = block("meta", identification(parsed, work, address.of(eid)))
        document = block(kind, meta, *content, name=name, contains="originalVersion")
        yield block("attachment", document, eId=eid, wId=anchor)


def _attached(parsed: ParsedRegulation) -> Iterator[Attached]:
    """Kind, name, anchor and content of each attachment: the regulation first, if there is one."""
    if _is_attached(parsed):
        title = optional("preface", [_title(parsed.regulation_title)])
        yield "act", REGULATION, "", (title, body("body", parsed.body, Ids("att_1")))
    for annex in parsed.annexes:
        yield "doc", annex.kind, annex.anchor, (_annex_title(annex), annex_lines(annex))


def _annex_title(annex: Annex) -> Element | None:
    label = paragraph(line("docNumber", annex.label)) if annex.label else None
    return optional("preface", [label, _title(annex.title)])
