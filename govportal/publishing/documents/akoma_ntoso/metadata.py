"""What Akoma Ntoso says about a document: its identity, its life, what it does to others."""

from __future__ import annotations

from dataclasses import fields

from lxml import etree

from govportal.publishing.regulations import ParsedRegulation, Relation

from .addresses import (
    COUNTRY,
    UNKNOWN_DAY,
    Address,
    WorkAddress,
    cited_address,
    day_of,
)
from .elements import OWN, OWN_PREFIX, Element, block, element, optional, possible
from .names import type_name

PUBLISHER, ISSUER, SIGNER, ROLE = "publisher", "issuer", "signer", "signerTitle"
PLACE, TYPE, ORIGINAL, IN_FORCE = "place", "documentType", "original", "inForce"
MODIFICATIONS = {
    "replaces": ("substitution", None),
    "abolishes": ("repeal", None),
    "amends": ("substitution", "true"),
}
"""Type of a modification, and whether it touches a part of the document only."""
MEDIA_TYPE = "application/akn+xml"


def metadata(parsed: ParsedRegulation, work: WorkAddress, address: Address) -> Element:
    """The ``meta`` of the document."""
    return block(
        "meta",
        identification(parsed, work, address),
        _publication(work),
        _lifecycle(parsed),
        _analysis(parsed),
        _temporal(parsed),
        _references(parsed, work, address),
        _proprietary(parsed),
    )


def identification(parsed: ParsedRegulation, work: WorkAddress, address: Address) -> Element:
    """The ``identification`` of the document or of its attachment at *address*."""
    issued = _day(day_of(parsed), "issue")
    made = _day(work.published_on.isoformat() if work.published_on else "", "publication")
    author = element("FRBRauthor", href=f"#{ISSUER if parsed.issuer else PUBLISHER}")
    editor = element("FRBRauthor", href=f"#{PUBLISHER}")
    about = [
        _value("FRBRcountry", COUNTRY),
        _value("FRBRsubtype", parsed.document_type),
        _value("FRBRnumber", parsed.number),
        _value("FRBRname", parsed.citation),
    ]
    alias = element("FRBRalias", value=work.url, name="page") if not address.component else None
    language = element("FRBRlanguage", language=work.language)
    return block(
        "identification",
        block("FRBRWork", *_names(address.work, address), alias, issued, author, *about),
        block("FRBRExpression", *_names(address.expression, address), _again(issued),
              _again(editor), language),
        block("FRBRManifestation", *_names(address.manifestation, address), made, editor,
              _value("FRBRformat", MEDIA_TYPE)),
        source=f"#{PUBLISHER}",
    )  # fmt: skip


def _names(uri: str, address: Address) -> tuple[Element, Element]:
    plain = uri.removesuffix(".akn")
    component = address.component + uri[len(plain) :]
    return element("FRBRthis", value=plain + component), element("FRBRuri", value=uri)


def _day(day: str, name: str) -> Element:
    return element("FRBRdate", date=day or UNKNOWN_DAY, name=name if day else "unknown")


def _again(made: Element) -> Element:
    return element(etree.QName(made).localname, **{str(k): str(v) for k, v in made.items()})


def _value(name: str, value: str | None) -> Element | None:
    return element(name, value=value) if value else None


def _publication(work: WorkAddress) -> Element | None:
    if work.published_on is None:
        return None
    day = work.published_on.isoformat()
    return element("publication", date=day, name=work.publisher, showAs=work.publisher)


def _lifecycle(parsed: ParsedRegulation) -> Element | None:
    events = [
        _event("issued", day_of(parsed)),
        _event("effective", parsed.effective_on.isoformat() if parsed.effective_on else ""),
    ]
    return optional("lifecycle", events, source=f"#{PUBLISHER}")


def _event(name: str, day: str) -> Element | None:
    if not day:
        return None
    return element("eventRef", eId=name, date=day, type="generation", source=f"#{ORIGINAL}")


def _analysis(parsed: ParsedRegulation) -> Element | None:
    changes = [
        _modification(relation, number) for number, relation in enumerate(parsed.replaces, 1)
    ]
    active = optional("activeModifications", changes)
    return block("analysis", active, source=f"#{PUBLISHER}") if active is not None else None


def _modification(relation: Relation, number: int) -> Element:
    kind, is_partial = MODIFICATIONS[relation.kind]
    return block(
        "textualMod",
        element("source", href=f"#{ORIGINAL}"),
        element("destination", href=cited_address(relation.citation)),
        eId=f"mod_{number}",
        type=kind,
        incomplete=is_partial,
    )


def _temporal(parsed: ParsedRegulation) -> Element | None:
    if parsed.effective_on is None:
        return None
    interval = element("timeInterval", start="#effective", refersTo=f"#{IN_FORCE}")
    group = block("temporalGroup", interval, eId="period_1")
    return block("temporalData", group, source=f"#{PUBLISHER}")


def _references(parsed: ParsedRegulation, work: WorkAddress, address: Address) -> Element:
    kind = parsed.document_type
    return block(
        "references",
        element("original", eId=ORIGINAL, href=address.expression, showAs=_title(parsed)),
        *(_cited(item, n) for n, item in enumerate(parsed.replaces, 1)),
        _thing("TLCOrganization", PUBLISHER, "organization", work.publisher or work.url),
        _thing("TLCOrganization", ISSUER, "organization", parsed.issuer),
        _thing("TLCPerson", SIGNER, "person", parsed.signer),
        _thing("TLCRole", ROLE, "role", parsed.signer_title),
        _thing("TLCLocation", PLACE, "location", parsed.place),
        _thing("TLCConcept", TYPE, "concept", kind and type_name(kind)),
        _thing("TLCConcept", IN_FORCE, "concept", "Còn hiệu lực" if parsed.effective_on else None),
        source=f"#{PUBLISHER}",
    )


def _title(parsed: ParsedRegulation) -> str:
    return parsed.citation or parsed.abstract or parsed.regulation_title or "…"


def _cited(relation: Relation, number: int) -> Element:
    href = cited_address(relation.citation)
    return element("activeRef", eId=f"ref_{number}", href=href, showAs=relation.citation or "…")


def _thing(name: str, eid: str, ontology: str, shown: str | None) -> Element | None:
    if not shown:
        return None
    href = f"/akn/ontology/{ontology}/{COUNTRY}/{eid}"
    return element(name, eId=eid, href=href, showAs=shown)


def _proprietary(parsed: ParsedRegulation) -> Element:
    own = etree.Element(f"{OWN_PREFIX}document", nsmap={"gp": OWN})
    if parsed.effective_printed:
        own.set("effectivePrinted", possible(parsed.effective_printed))
    own.extend([_relation(relation) for relation in parsed.replaces])
    return block("proprietary", own, source=f"#{PUBLISHER}")


def _relation(relation: Relation) -> Element:
    """Every field of *relation*, whichever there are: one value an element."""
    made = etree.Element(f"{OWN_PREFIX}relation", nsmap={"gp": OWN})
    for field in fields(relation):
        value = getattr(relation, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if item is not None:
                etree.SubElement(made, OWN_PREFIX + field.name).text = possible(str(item))
    return made
