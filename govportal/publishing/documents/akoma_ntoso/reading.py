"""Read a legal document from Akoma Ntoso: our own without loss, others' as well as can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govportal.publishing.regulations import Article, ParsedRegulation, ReadingWarning

from .elements import Element
from .facts_read import FactsReader
from .findings import Findings, below, every, local
from .messages import InvalidAkomaNtoso
from .schema import parsed, validate
from .structure_read import StructureReader
from .writing import REGULATION

MAIN = "a:body|a:mainBody"
DOCUMENTS = ("act", "bill", "doc", "statement")
LACKING = {
    "number": "number_missing",
    "symbol": "symbol_missing",
    "document_type": "type_missing",
    "issuer": "issuer_missing",
    "abstract": "abstract_missing",
    "signer": "signer_missing",
}


def read(data: bytes) -> ParsedRegulation:
    """The document in the Akoma Ntoso 3.0 *data*.

    Elements that the portal has no place for are kept as text, and each is told in the warnings.

    Raises:
        InvalidAkomaNtoso: it is too large, no Akoma Ntoso 3.0, or breaks the schema.
    """
    root = parsed(data)
    validate(root)
    found = _documents(root)
    findings = Findings(is_own=below(found[0], "a:meta/a:proprietary/gp:document") is not None)
    if len(found) > 1:
        findings.note("akn_document_chosen", found[1], count=len(found))
    facts = FactsReader(found[0], findings).facts() | _texts(found[0], findings)
    return ParsedRegulation(**facts, warnings=(*_lacking(facts), *findings.warnings))


def _documents(root: Element) -> list[Element]:
    """The document in *root*, or those that a collection in it holds."""
    first = root[0]
    if local(first) in DOCUMENTS:
        return [first, *_components(root)]
    found = _components(root)
    if not found:
        raise InvalidAkomaNtoso("akn_unsupported", name=local(first))
    return found


def _components(root: Element) -> list[Element]:
    inside = root.iterfind(".//{*}component/*")
    return [item for item in inside if local(item) in DOCUMENTS]


def _texts(document: Element, findings: Findings) -> dict[str, Any]:
    """The text of the document, and of what it attaches."""
    reader = StructureReader(findings)
    main = reader.parts(below(document, MAIN))
    pairs = list(_attached(document, findings))
    texts: dict[str, Any] = {"body": main}
    if pairs and _is_regulation(pairs[0][1], main, findings):
        regulation = pairs.pop(0)[1]
        pairs[:0] = _attached(regulation, findings)
        for left in every(regulation, "a:preamble|a:conclusions"):
            findings.not_kept(left)
        title = below(regulation, "a:preface//a:docTitle")
        texts = {
            "decision": main,
            "body": StructureReader(findings).parts(below(regulation, MAIN)),
            "regulation_title": findings.words(title) or None,
        }
    return texts | {"annexes": tuple(reader.annex(*pair) for pair in pairs)}


def _attached(document: Element, findings: Findings) -> Iterator[tuple[Element, Element]]:
    """Each attachment and the document in it."""
    for attachment in document.iterfind("{*}attachments/*"):
        inside = [item for item in attachment if local(item) in DOCUMENTS]
        if inside:
            yield attachment, inside[0]
        else:
            findings.note("akn_flattened", attachment)
            findings.not_kept(attachment)


def _is_regulation(document: Element, main: tuple[Any, ...], findings: Findings) -> bool:
    """Whether *document* is what the articles of *main* issue."""
    if findings.is_own:
        return bool(document.get("name") == REGULATION)
    are_articles = bool(main) and all(isinstance(part, Article) for part in main)
    return are_articles and local(document) in ("act", "bill")


def _lacking(facts: dict[str, Any]) -> Iterator[ReadingWarning]:
    """What the document does not tell and the law asks for."""
    yield from (ReadingWarning(code) for name, code in LACKING.items() if not facts[name])
    for name in ("issued", "effective"):
        printed = facts[f"{name}_printed"]
        if printed:
            yield ReadingWarning(f"{name}_incomplete", {"printed": printed})
        elif facts[f"{name}_on"] is None:
            yield ReadingWarning(f"{name}_missing")
