"""Published pages as the API tells them, in a number of queries that does not grow with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from govportal import law, plugins
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.routing import STEP, Endpoint
from govportal.publishing.attribution import wordings
from govportal.publishing.documents.acts import remember_acts
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.models import ArticlePage, SectionPage
from govportal.publishing.records.export import data_of
from govportal.publishing.records.models import RecordPage
from govportal.publishing.records.shown import References, raw_of, shown_fields
from govportal.record_types import RecordType

Told = dict[str, Any]
TEXTS = ("body", "decision", "annexes", "preamble", "recipients")


def portal_told(portal: Portal) -> Told:
    """Return what is told of *portal*."""
    ends = routing.table().languages(portal.pk)
    return {
        "code": portal.code,
        "name": portal.name,
        "names": {end.language: _in(end.language, portal) for end in ends},
        "kind": portal.agency.kind,
        "parent": portal.agency.parent.code if portal.agency.parent else "",
        "addresses": {end.language: end.url() for end in ends},
    }


def page_told(page: Any) -> Told:
    """Return what is told of every page."""
    home = routing.table().home_of(page.path)
    endpoint = home and routing.table().canonical(home.portal.pk, home.language)
    if home is None or endpoint is None:
        raise LookupError(page.path)  # never: pages are looked for below homes
    return {
        "id": page.pk,
        "title": page.title,
        "url": page.full_url,
        "portal": {"code": home.portal.code, "name": _in(home.language, home.portal)},
        "language": home.language,
        "published_at": page.first_published_at,
        "changed_at": page.changed,
        "attribution": _attribution(home.portal, endpoint),
        "licence": str(law.value("exchange.licence", system=home.portal.system)),
    }


def _in(language: str, portal: Portal) -> str:
    with translation.override(language):
        return str(portal.name)


def _attribution(portal: Portal, endpoint: Endpoint) -> list[str]:
    with translation.override(endpoint.language):
        found = list(wordings(portal, endpoint, endpoint.language))
        source = {"portal": portal.name, "url": endpoint.url()}
        return found or [_("Source: %(portal)s, %(url)s") % source]


def sections_told(pages: Iterable[Any]) -> list[Told]:
    """Return what is told of sections."""
    return [page_told(page) | {"key": page.key} for page in pages]


def articles_told(pages: Iterable[ArticlePage]) -> list[Told]:
    """Return what is told of articles, without their text."""
    pages = list(pages)
    keys = _section_keys(pages)
    return [page_told(page) | _attributed(page, keys) | {"summary": page.summary} for page in pages]


def _attributed(page: Any, keys: dict[str, str]) -> Told:
    return {
        "section": keys.get(page.path[:-STEP], ""),
        "author": page.author,
        "source": page.source,
        "source_url": page.source_url,
    }


def _section_keys(pages: Iterable[Any]) -> dict[str, str]:
    above = {page.path[:-STEP] for page in pages}
    return dict(SectionPage.objects.filter(path__in=above).values_list("path", "key"))


def documents_told(pages: Iterable[LegalDocumentPage], public: Any) -> list[Told]:
    """Return the facts of documents; others are referred to where they are among *public*."""
    pages = list(pages)
    remember_acts(pages)
    done = _done([page.pk for page in pages])
    others = {row.target_id for rows in done.values() for row in rows}
    others |= {row.shown_document.pk for page in pages for row in page.acts_upon}
    readable = set(public.filter(pk__in=others - {None}).values_list("pk", flat=True))
    return [
        page_told(page)
        | _facts(page)
        | {
            "relations": [_done_told(row, readable) for row in done.get(page.pk, [])],
            "affected_by": [
                _suffered_told(row) for row in page.acts_upon if row.shown_document.pk in readable
            ],
        }
        for page in pages
    ]


def _facts(page: LegalDocumentPage) -> Told:
    effect = page.effect
    plain = (
        "citation", "number", "symbol", "document_class", "document_type", "issuer", "issued_on",
        "signer", "signer_title", "field", "abstract",
    )  # fmt: skip
    return {name: getattr(page, name) for name in plain} | {
        "type_label": page.get_document_type_display(),  # type: ignore[attr-defined]
        "effect": {
            "state": effect.value,
            "label": str(effect.label),
            "effective_on": page.effective_on,
            "expires_on": page.expires_on,
        },
    }


def _done(ids: list[int]) -> dict[int, list[LegalDocumentRelation]]:
    """Return what the documents with the *ids* do to others."""
    found: dict[int, list[LegalDocumentRelation]] = {}
    for row in LegalDocumentRelation.objects.filter(document__in=ids).order_by("sort_order", "pk"):
        found.setdefault(row.document_id, []).append(row)
    return found


def _done_told(row: LegalDocumentRelation, readable: set[int]) -> Told:
    target = row.target_id if row.target_id in readable else None
    return _relation(row.kind, row.get_kind_display(), row.citation, row.issuer, target)  # type: ignore[attr-defined]


def _suffered_told(row: LegalDocumentRelation) -> Told:
    newer = row.shown_document
    return _relation(row.kind, row.passive_kind, newer.citation, newer.issuer, newer.pk)


def _relation(kind: str, label: Any, citation: str, issuer: str, pk: int | None) -> Told:
    return {"kind": kind, "label": str(label), "citation": citation, "issuer": issuer, "id": pk}


def records_told(pages: Iterable[RecordPage], record_type: RecordType) -> list[Told]:
    """Return records of one kind with their public fields."""
    pages = list(pages)
    keys = _section_keys(pages)
    raws = [raw_of(page.details, record_type.key) for page in pages]
    references = References.of(record_type, raws)
    return [
        page_told(page)
        | _attributed(page, keys)
        | {"kind": page.kind, "fields": dict(_fields(page, raw, record_type, references))}
        for page, raw in zip(pages, raws, strict=True)
    ]


def _fields(
    page: RecordPage, raw: Any, record_type: RecordType, references: References
) -> Iterator[tuple[str, Any]]:
    parts = page.get_url_parts()
    files_address = parts[1] if parts else ""
    home = routing.table().home_of(page.path)
    language = home.language if home else "vi"
    for cell in shown_fields(record_type.fields, raw, references, language):
        yield cell.key, data_of(cell, files_address)


def kinds_told() -> list[Told]:
    """Return the kinds of record with their public fields, in the reader's language."""
    language = get_language() or "vi"
    return [
        {
            "key": kind.key,
            "title": kind.title.in_language(language),
            "fields": [
                {
                    "key": field.key,
                    "kind": field.kind,
                    "label": field.label.in_language(language),
                    "unit": field.unit.in_language(language) if field.unit else "",
                }
                for field in kind.fields
                if field.is_public
            ],
        }
        for kind in plugins.record_types().values()
    ]
