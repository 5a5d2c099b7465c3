"""Finds the published document that a number, a symbol and an issuer mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govportal.folding import fold, slug
from govportal.publishing.documents.public_documents import public_documents
from govportal.publishing.documents.references import citation_key
from govportal.publishing.documents.relations import LegalDocumentRelation

if TYPE_CHECKING:
    from govportal.publishing.documents.pages import LegalDocumentPage

SHORT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho"}
COLUMNS = (
    "pk", "locale_id", "translation_key", "citation_key", "issuer", "issuing_agency__name_vi",
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A published document as far as it is needed to tell which one is cited."""

    pk: int
    locale_id: int
    translation_key: Any
    key: str
    issuers: frozenset[str]


def number_key(number: str) -> str:
    """Return *number* in a form to compare: ``05`` is ``5``."""
    return fold(number).strip().lstrip("0") or "0"


def issuer_key(name: str) -> str:
    """Return the name of an agency in a form to compare, common abbreviations written out."""
    return "-".join(SHORT.get(word, word).replace(" ", "-") for word in slug(name).split("-"))


def find_targets(relations: Iterable[LegalDocumentRelation], acting: LegalDocumentPage) -> None:
    """Set the target of those *relations* of *acting* that cite exactly one public document.

    One query for any number of relations, none where each has its target already.
    """
    waiting = [row for row in relations if not row.target_id and row.citation]
    if not waiting:
        return
    found = _candidates(row.citation for row in waiting)
    candidates = [item for item in found if item.translation_key != acting.translation_key]
    for row in waiting:
        row.target_id = _only_one(row, candidates, acting)


def adopt_citations(document: LegalDocumentPage) -> None:
    """Lead those relations to the newly published *document* that have cited it all along."""
    rows = LegalDocumentRelation.objects.filter(target=None, citation__iexact=document.citation)
    rows = rows.filter(document__locale=document.locale_id).select_related("document")
    found = list(rows.exclude(document=document.pk))
    candidates = _candidates([document.citation]) if found else []
    for row in found:
        row.target_id = _only_one(row, candidates, row.document)
    LegalDocumentRelation.objects.bulk_update([row for row in found if row.target_id], ["target"])


def _candidates(citations: Iterable[str]) -> list[Candidate]:
    keys = {citation_key(citation) for citation in citations}
    rows = public_documents().filter(citation_key__in=keys)
    return [_candidate(row) for row in rows.values(*COLUMNS)]


def _candidate(row: dict[str, Any]) -> Candidate:
    names = filter(None, (row["issuer"], row["issuing_agency__name_vi"]))
    issuers = frozenset(issuer_key(name) for name in names)
    return Candidate(
        row["pk"], row["locale_id"], row["translation_key"], row["citation_key"], issuers
    )


def _only_one(row: Any, candidates: list[Candidate], acting: Any) -> int | None:
    """Return which document is meant; whose issuer is not given is first one's own."""
    key = citation_key(row.citation)
    cited = [item for item in candidates if item.key == key]
    if row.issuer.strip():
        return _single([it for it in cited if issuer_key(row.issuer) in it.issuers], acting)
    own = _single([item for item in cited if issuer_key(acting.issuer) in item.issuers], acting)
    return own or _single(cited, acting)


def _single(cited: list[Candidate], acting: Any) -> int | None:
    versions: dict[Any, list[Candidate]] = {}
    for item in cited:
        versions.setdefault(item.translation_key, []).append(item)
    if len(versions) != 1:
        return None
    of_one = next(iter(versions.values()))
    return next((it.pk for it in of_one if it.locale_id == acting.locale_id), of_one[0].pk)


def same_number(page: LegalDocumentPage) -> Iterator[LegalDocumentPage]:
    """Yield the other documents of the agency, type and year that have the number of *page*."""
    others = type(page).objects.filter(
        number__iendswith=number_key(page.number), document_type=page.document_type,
        issued_on__year=page.issued_on.year, locale_id=page.locale_id,
    )  # fmt: skip
    mine = number_key(page.number), slug(page.symbol)
    for other in others.exclude(pk=page.pk).defer_streamfields():
        theirs = number_key(other.number), slug(other.symbol)
        is_same_agency = bool(page.issuing_agency_id) and (
            page.issuing_agency_id == other.issuing_agency_id
        )
        if mine == theirs and (is_same_agency or _is_same_issuer(page, other)):
            yield other


def _is_same_issuer(page: LegalDocumentPage, other: LegalDocumentPage) -> bool:
    return issuer_key(page.issuer) == issuer_key(other.issuer)
