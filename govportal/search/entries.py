"""Makes the search's entries out of public pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone, translation
from wagtail.models import Page

from govportal.folding import normalise
from govportal.portals import routing
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import HomePage
from govportal.publishing.pages import CategoryPage, PortalPage
from govportal.publishing.public_pages import is_public
from govportal.publishing.records.models import RecordPage
from govportal.search.effects import note_effects
from govportal.search.models import SearchEntry, SearchText
from govportal.search.public_fields import public_values

VERSION = 3
"""Raise it when words are made in another way; ``search-index`` then makes all entries anew."""
MOST_CHARACTERS = 400_000
"""Of one page's text, so that a page fits into every database's index."""
BETWEEN_FIELDS = " · "
"""Keeps an excerpt's fields apart for the eye; it is no word, so nothing else is found by it."""
SUMMARIES = ("summary", "abstract", "lead")
TEXTS = ("preamble", "decision", "regulation_title", "introduction", "body", "annexes")
UNSEEN = ("author", "signer", "signer_title", "place", "field", "issuer", "recipients")
Kind = SearchEntry.Kind


def public_pages() -> Any:
    """Return the pages that anybody may read, each in its own language, without placeholders."""
    return Page.objects.filter(is_public(), depth__gt=1)


def entry_of(page: Page) -> SearchEntry | None:
    """Return the entry of *page*, which is of its own type, None for a page of no portal."""
    home = routing.table().home_of(page.path)
    if home is None or not isinstance(page, PortalPage):
        return None
    with translation.override(home.language):
        day = _day_of(page)
        entry = SearchEntry(
            # The day first, then the page: newest first is then the order of the key.
            id=((day.toordinal() if day else 0) << 32) | page.pk,
            page=page, portal=home.portal, language=home.language, kind=_kind_of(page),
            year=day.year if day else None, field=getattr(page, "field", ""),
            issuer=getattr(page, "issuer", ""), published_at=page.last_published_at,
            version=VERSION,
        )  # fmt: skip
        note_effects(entry, page, timezone.localdate())
        entry.text = SearchText(
            entry=entry, title=normalise(page.title), dated_on=day,
            number=getattr(page, "citation", "")[:120], body=_body(page),
            summary=next(filter(None, (_plain(page, name) for name in SUMMARIES)), ""),
            unseen=_unseen(page, day),
        )  # fmt: skip
    return entry


def _kind_of(page: PortalPage) -> str:
    if isinstance(page, LegalDocumentPage):
        return Kind.DOCUMENT
    if isinstance(page, RecordPage):
        return Kind.RECORD
    if isinstance(page, HomePage):
        return Kind.HOME
    return Kind.SECTION if isinstance(page, CategoryPage) else Kind.ARTICLE


def _day_of(page: Any) -> date | None:
    """Return the day of issue, the day that a kind of record is dated by, or of publication."""
    if isinstance(page, LegalDocumentPage) and page.issued_on:
        return page.issued_on
    if isinstance(page, RecordPage):
        try:
            return date.fromisoformat(str(page.listed[page.record_type.dated_by])[:10])
        except (KeyError, ValueError):
            pass  # the kind has no day, or this record states none
    moment = page.first_published_at
    return timezone.localtime(moment).date() if moment else None


def _body(page: PortalPage) -> str:
    parts = [_record_text(page)] if isinstance(page, RecordPage) else []
    parts += [_plain(page, name) for name in (*SUMMARIES, *TEXTS)]
    between = BETWEEN_FIELDS if isinstance(page, RecordPage) else " "
    return " ".join(between.join(filter(None, parts)).split())[:MOST_CHARACTERS]


def _unseen(page: Any, day: date | None) -> str:
    parts = [_plain(page, name) for name in UNSEEN]
    if isinstance(page, LegalDocumentPage):
        parts += [page.get_document_type_display(), str(day.year if day else "")]  # type: ignore[attr-defined]
    return " ".join(filter(None, parts))


def _plain(page: Any, name: str) -> str:
    """Return the field *name* of *page* as plain text, nothing where it has no such field."""
    value = getattr(page, name, None)
    if not value:
        return ""
    field = page._meta.get_field(name)
    if hasattr(field, "get_searchable_content"):
        return normalise(" ".join(field.get_searchable_content(value)))
    return normalise(str(value))


def _record_text(record: RecordPage) -> str:
    texts = (child.get_searchable_content(value) for child, value in public_values(record))
    fields = (" ".join(filter(None, found)).strip() for found in texts)
    return normalise(BETWEEN_FIELDS.join(filter(None, fields)))
