"""Counts what the portals hold, in a number of queries that does not grow with the portals.

A page and its translations are one item (they share a translation key); placeholders and other
aliases are none. A page is published when it is live and no view restriction hides it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from wagtail.models import Page

from govportal.portals.tree import is_original
from govportal.publishing.documents.kinds import DocumentClass, DocumentType
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage
from govportal.reporting.periods import Period
from govportal.reporting.subjects import Subjects, agency_name
from govportal.reporting.values import Count, Ordinal, Ratio, Value, Words

CENTRAL_TYPES = (DocumentType.LAW, DocumentType.DECREE, DocumentType.CIRCULAR)
"""Only the National Assembly, the Government and ministers issue these, no agency of a province."""
Sections = tuple[str, ...]
"""The keys of the categories that an indicator is about, where it is about some."""


def ordinals(subjects: Subjects, period: Period, sections: Sections) -> dict[int, Value]:
    """Return the number of each portal's line."""
    return {portal.pk: Ordinal(place) for place, portal in enumerate(subjects, start=1)}


def agency_names(subjects: Subjects, period: Period, sections: Sections) -> dict[int, Value]:
    """Return the name of each portal's agency."""
    return {portal.pk: Words(agency_name(portal)) for portal in subjects}


def normative_documents(subjects: Subjects, period: Period, sections: Sections) -> dict[int, Value]:
    """Return how many of the agency's legal normative documents are published in full."""
    return _documents(subjects, period, DocumentClass.NORMATIVE)


def administrative_documents(
    subjects: Subjects, period: Period, sections: Sections
) -> dict[int, Value]:
    """Return how many of the agency's administrative documents are published in full."""
    return _documents(subjects, period, DocumentClass.ADMINISTRATIVE)


def _documents(subjects: Subjects, period: Period, kind: DocumentClass) -> dict[int, Value]:
    agencies = {portal.pk: portal.agency_id for portal in subjects}
    total: dict[int, set[object]] = defaultdict(set)
    published: dict[int, set[object]] = defaultdict(set)
    for path, item, issuer, is_published in _document_rows(period, kind):
        portal_id = subjects.portal_id_of(path)
        if portal_id is None or issuer not in (None, agencies[portal_id]):
            continue
        total[portal_id].add(item)
        if is_published:
            published[portal_id].add(item)
    return {pk: Ratio(len(published[pk]), len(total[pk])) for pk in agencies}


def _document_rows(
    period: Period, kind: DocumentClass
) -> Iterable[tuple[str, object, int | None, bool]]:
    pages = LegalDocumentPage.objects.filter(
        is_original(), document_class=kind, issued_on__range=(period.start, period.end)
    ).exclude(document_type__in=CENTRAL_TYPES)
    has_text = Q(file__isnull=False) | ~Q(body=[]) | ~Q(decision=[])
    in_full = ExpressionWrapper(_public(pages) & has_text, output_field=BooleanField())
    rows = pages.annotate(is_in_full=in_full)
    return rows.values_list("path", "translation_key", "issuing_agency_id", "is_in_full")  # type: ignore[no-any-return]


def first_published_items(
    subjects: Subjects, period: Period, sections: Sections
) -> dict[int, Value]:
    """Return how many articles in *sections* were first published in the period."""
    start, after = period.instants
    pages = ArticlePage.objects.filter(
        is_original(), first_published_at__gte=start, first_published_at__lt=after
    )
    found: dict[int, set[object]] = defaultdict(set)
    for path, item in pages.filter(_public(pages)).values_list("path", "translation_key"):
        portal_id = subjects.portal_id_of(path)
        if portal_id is not None and subjects.is_below(path, sections):
            found[portal_id].add(item)
    return {portal.pk: Count(len(found[portal.pk])) for portal in subjects}


def _public(pages: QuerySet[Page]) -> Q:
    return Q(live=True) & ~pages.private_q()
