"""What is wrong with what a document is said to do to others (DOC-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as _

from govportal.publishing.documents.citations import find_targets, issuer_key
from govportal.publishing.documents.cycles import KINDS, leads_back
from govportal.publishing.documents.effect import EFFECTIVE
from govportal.publishing.documents.provisions import SEPARATOR, in_words, unclear
from govportal.publishing.documents.references import citation_key
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.structure import anchors_of
from govportal.publishing.regulations.provisions import (
    UnclearProvisionError,
    located,
    read_provisions,
)

if TYPE_CHECKING:
    from govportal.publishing.documents.pages import LegalDocumentPage

TO_COMPARE = (
    "translation_key", "issued_on", "number", "symbol", "document_class", "issuer",
    "body", "decision", "annexes",
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """What is wrong with one relation, at which of its fields."""

    relation: LegalDocumentRelation
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.relation}: {self.message}"


@dataclass(frozen=True)
class Case:
    """The relations of a document with the documents on the portal that they are about."""

    page: LegalDocumentPage
    relations: Sequence[LegalDocumentRelation]
    targets: dict[int, Any]

    @classmethod
    def of(cls, page: LegalDocumentPage, relations: Iterable[LegalDocumentRelation]) -> Case:
        """Find and read the documents that *relations* are about, in three queries at most."""
        rows = list(relations)
        find_targets(rows, page)
        ids = {row.target_id for row in rows if row.target_id}
        model: Any = apps.get_model("govportal", "LegalDocumentPage")
        return cls(page, rows, model.objects.only(*TO_COMPARE).in_bulk(ids) if ids else {})

    def target_of(self, row: LegalDocumentRelation) -> Any:
        """Return the document on the portal, None where it is only cited."""
        return self.targets.get(row.target_id or 0)

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong; the queries are the same for any number of relations."""
        for row in self.relations:
            for check in CHECKS:
                yield from (Problem(row, *found) for found in check(self, row))
        yield from _cycles(self)

    def locate_provisions(self) -> None:
        """Put in place of each anchor the one that the text of the target really has."""
        for row in self.relations:
            target = self.target_of(row)
            there = anchors_of(target) if target and row.provisions else ()
            found = (located(anchor, there) or anchor for anchor in row.anchors)
            row.provisions = SEPARATOR.join(found)


def _upon_itself(case: Case, row: LegalDocumentRelation) -> Iterator[tuple[str, str]]:
    page, target = case.page, case.target_of(row)
    if target is not None:
        is_itself = target.translation_key == page.translation_key
    else:
        is_own = not row.issuer or issuer_key(row.issuer) == issuer_key(page.issuer)
        is_itself = is_own and citation_key(row.citation) == citation_key(page.citation)
    if is_itself:
        yield "citation", _("A document can't act upon itself. Name the other document.")


def _days(case: Case, row: LegalDocumentRelation) -> Iterator[tuple[str, str]]:
    since = row.effective_on or case.page.effective_on
    target = case.target_of(row)
    if since is None and row.kind in EFFECTIVE:
        yield (
            "effective_on",
            _("State from which day this holds: here, or as the effective date of the document."),
        )
    if since and target and target.issued_on and since < target.issued_on:
        yield "effective_on", _("This day is before the issue date of the document concerned.")


def _suspension(case: Case, row: LegalDocumentRelation) -> Iterator[tuple[str, str]]:
    since = row.effective_on or case.page.effective_on
    if row.until and row.kind != LegalDocumentRelation.Kind.SUSPENDS:
        yield "until", _("Only a suspension has a last day. Clear it, or choose “Suspends”.")
    elif row.until and since and row.until < since:
        yield "until", _("The last day of the suspension must not be before its first day.")


def _provisions(case: Case, row: LegalDocumentRelation) -> Iterator[tuple[str, str]]:
    try:
        anchors = read_provisions(row.provisions)
    except UnclearProvisionError as error:
        yield "provisions", unclear(str(error))
        return
    target = case.target_of(row)
    there = anchors_of(target) if target and anchors else set()
    for anchor in anchors if there else ():
        if located(anchor, there) is None:
            yield "provisions", _lacks(anchor)


def _lacks(anchor: str) -> str:
    message = _(
        "The document on the portal has no %(provision)s. Check the number; for a provision that "
        "is inserted, name the one into which or after which it is inserted."
    )
    return message % {"provision": in_words([anchor])}


def _repeated(case: Case, row: LegalDocumentRelation) -> Iterator[tuple[str, str]]:
    earlier = case.relations[: _place(case.relations, row)]
    if any(_identity(case, other) == _identity(case, row) for other in earlier):
        yield "citation", _("This relation is stated twice. Remove one of the two.")


def _place(rows: Sequence[LegalDocumentRelation], row: LegalDocumentRelation) -> int:
    return next(place for place, other in enumerate(rows) if other is row)


def _identity(case: Case, row: LegalDocumentRelation) -> tuple[Any, ...]:
    target = case.target_of(row)
    cited = citation_key(row.citation), issuer_key(row.issuer)
    # One document may be suspended more than once.
    since = row.effective_on if row.kind == LegalDocumentRelation.Kind.SUSPENDS else None
    about = target.translation_key if target else cited
    return row.kind, about, frozenset(row.anchors), since


def _cycles(case: Case) -> Iterator[Problem]:
    keys = {row.target_id: target.translation_key for row, target in _acted_upon(case)}
    circular = leads_back(case.page, set(keys.values()))
    for row, target in _acted_upon(case):
        if target.translation_key in circular:
            message = _(
                "The document %(citation)s itself replaces, abolishes or amends this one, directly "
                "or through others. Check which is the newer, and correct the relation."
            )
            yield Problem(row, "citation", message % {"citation": row.citation})


def _acted_upon(case: Case) -> Iterable[tuple[LegalDocumentRelation, Any]]:
    for row in case.relations:
        target = case.target_of(row)
        is_itself = target and target.translation_key == case.page.translation_key
        if target and not is_itself and row.kind in KINDS:
            yield row, target


Check = Callable[[Case, LegalDocumentRelation], Iterator[tuple[str, str]]]
CHECKS: tuple[Check, ...] = (_upon_itself, _days, _suspension, _provisions, _repeated)
