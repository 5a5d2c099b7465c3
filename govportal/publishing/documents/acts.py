"""Which public documents act upon a document, read for any number of documents in one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from wagtail.models import Page

from govportal import law
from govportal.portals import routing
from govportal.portals.restrictions import restricted_paths
from govportal.portals.routing import HOME_PATH_LENGTH
from govportal.publishing.documents.effect import EFFECTIVE, Act, Life
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.public_pages import ids_among, rows_of
from govportal.publishing.ready_queries import read

if TYPE_CHECKING:
    from govportal.publishing.documents.pages import LegalDocumentPage

AMENDED_IS_PARTLY_EXPIRED = "documents.amended_is_partly_expired"
CITED = (
    "title", "path", "url_path", "translation_key", "locale", "alias_of", "live", "number",
    "symbol", "document_class", "document_type", "issued_on", "effective_on", "issuer",
)  # fmt: skip
"""What is told of a document where another one names it."""
ACTING = (
    "SELECT relation.*, target.translation_key AS target_key, target.path AS target_path,"
    " EXISTS (SELECT 1 FROM govportal_amendment amendment"
    " WHERE amendment.document_id = relation.document_id"
    " AND amendment.target_id = relation.target_id) AS has_amendments,"
    " locale.language_code AS language"
    " FROM govportal_legaldocumentrelation relation"
    " INNER JOIN wagtailcore_page target ON target.id = relation.target_id"
    " INNER JOIN wagtailcore_page acting ON acting.id = relation.document_id"
    " INNER JOIN wagtailcore_locale locale ON locale.id = acting.locale_id"
    " INNER JOIN govportal_legaldocumentpage document"
    " ON document.page_ptr_id = relation.document_id"
    " WHERE target.translation_key IN ({}) AND acting.live"
    " ORDER BY document.issued_on, relation.document_id, relation.sort_order"
)
"""Asked of every document, sooner than Django would put it together. Whether what acts may be read
is asked later: databases would begin with all documents."""
Relations = list[LegalDocumentRelation]


def remember_acts(documents: Iterable[LegalDocumentPage]) -> None:
    """Read the acts upon *documents* at once, so that asking each for its effect costs nothing.

    A translation shares the acts upon its original: the law is one, in whatever language.
    """
    pages = list(documents)
    found = _by_target({page.translation_key for page in pages if page.pk and page.has_acts})
    for page in pages:
        rows = found.get(page.translation_key, [])
        page.known_acts = _of_one_version(rows, page.locale_id)
        page.is_text_amended = any(_changes_text(row, page) for row in rows)


def acts_upon(document: LegalDocumentPage) -> Relations:
    """Return what public documents do to *document* now."""
    is_asked = document.pk and document.has_acts
    found = _by_target({document.translation_key} if is_asked else set())
    return _of_one_version(found.get(document.translation_key, []), document.locale_id)


def life_of(page: LegalDocumentPage) -> Life:
    """Return the dates of *page* and the acts upon it whose day is known."""
    return Life(
        page.effective_on,
        page.expires_on,
        tuple(
            Act(row.kind, row.since, frozenset(row.anchors), row.until, row)
            for row in page.acts_upon
            if row.kind in EFFECTIVE and row.since
        ),
        bool(law.value(AMENDED_IS_PARTLY_EXPIRED)),
    )


def readable(ids: Collection[int]) -> dict[int, LegalDocumentPage]:
    """Return those of the documents with *ids* that anybody may read, with what is told of them."""
    if not ids:
        return {}
    model = LegalDocumentRelation._meta.get_field("document").related_model
    found = read(model, rows_of(model, CITED, ids_among(len(ids))), list(ids))
    hidden = restricted_paths()
    return {page.pk: page for page in found if not page.path.startswith(hidden)}


def _by_target(translation_keys: set[Any]) -> dict[Any, Relations]:
    if not translation_keys:
        return {}
    kept = Page._meta.get_field("translation_key").get_db_prep_value
    keys = [kept(key, connection) for key in translation_keys]
    sql = ACTING.format(", ".join(["%s"] * len(keys)))
    rows = read(LegalDocumentRelation, sql, keys)
    documents = readable({row.document_id for row in rows})
    found: dict[Any, Relations] = {}
    for row in rows:
        document = documents.get(row.document_id)
        if document is not None and _may_act(document.path, row.target_path):
            row.document = document
            found.setdefault(UUID(str(row.target_key)), []).append(row)
    return found


def _changes_text(row: Any, page: LegalDocumentPage) -> bool:
    """Return whether the document of *row*, of the same portal, gives *page* another wording."""
    is_of_page = row.has_amendments and row.target_id == page.pk
    return is_of_page and row.document.path[:HOME_PATH_LENGTH] == page.path[:HOME_PATH_LENGTH]


def _may_act(acting: str, target: str) -> bool:
    """Return whether a document at the one path bears on that at the other.

    What a portal publishes may end its own documents and those of agencies below it, never those
    of anybody else: else a commune's staff could write "expired" on a decision of the province.
    """
    table = routing.table()
    upper, lower = table.home_of(acting), table.home_of(target)
    return bool(upper and lower and table.answers_for(upper.portal, lower.portal))


def _of_one_version(rows: Iterable[Any], locale_id: int) -> Relations:
    """Return the acts of each document once: as its original has them, shown in the language."""
    acting: dict[Any, list[Any]] = {}
    for row in rows:
        acting.setdefault(row.document.translation_key, []).append(row)
    chosen: Relations = []
    for versions in acting.values():
        shown = [row for row in versions if row.document.locale_id == locale_id]
        original = [row for row in versions if row.language == settings.LANGUAGE_CODE]
        rows_of_one = original or shown or versions
        first = rows_of_one[0].document_id
        for row in rows_of_one:
            if row.document_id == first:
                row.version_shown = (shown or [row])[0].document
                chosen.append(row)
    return chosen
