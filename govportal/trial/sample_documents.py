"""What sample documents do to one another, once they are saved."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page

from govportal.publishing.documents.amendments import Amendment
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.words import keep_words
from govportal.trial import sample_data


def relate(pages: Iterable[Page]) -> None:
    """Save the relations and amendments of the sample documents among *pages* of one portal."""
    documents = {page.slug: page for page in pages if isinstance(page, LegalDocumentPage)}
    for sample in sample_data.documents():
        page = documents.get(sample.slug)
        target = documents.get(sample.amends.target) if sample.amends else None
        if page and target and sample.amends:
            _amend(page, target, sample.amends)
    for page in documents.values():
        keep_words(page)


def _amend(page: LegalDocumentPage, target: LegalDocumentPage, acts: sample_data.Amends) -> None:
    provisions = ", ".join(change.provision for change in acts.changes)
    LegalDocumentRelation.objects.create(
        document=page, kind=LegalDocumentRelation.Kind.AMENDS, target=target,
        citation=target.citation, issuer=target.issuer, provisions=provisions,
    )  # fmt: skip
    Amendment.objects.bulk_create(
        [
            Amendment(document=page, target=target, sort_order=order, **change.model_dump())
            for order, change in enumerate(acts.changes)
        ]
    )
