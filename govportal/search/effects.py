"""The effect of legal documents in the search, right on every day.

Each entry keeps the times of effect of its document from the day it was indexed on, never a status:
what holds today is asked of the dates. The index knows under which effects a document can be found
from then on; the dates decide among those.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from wagtail.models import Page

from govportal.publishing.documents.acts import remember_acts
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.search.models import EntryEffect, SearchEntry
from govportal.search.query import Narrowing

EFFECT = (
    "(SELECT f.effect FROM govportal_entryeffect f WHERE f.entry_id = e.id "
    "AND f.since <= %s AND f.until >= %s LIMIT 1)"
)
"""The effect of the entry ``e``, NULL for what is no document, as SQL that takes a day twice."""

COUNTS = (
    "SELECT 'effect', effect, count(*) FROM (SELECT EFFECT AS effect FROM h e "
    "WHERE e.kind = 'document') documents WHERE effect IS NOT NULL GROUP BY effect"
).replace("EFFECT", EFFECT)
"""The effects among the entries ``h``, as SQL that takes :func:`day_values`.

Asked of each document among them: a database that joins would read the effects of all documents.
"""

_HELD = (
    " AND EXISTS (SELECT 1 FROM govportal_entryeffect f WHERE f.entry_id = KEY "
    "AND f.effect = %s AND f.since <= %s AND f.until >= %s)"
)


def day_values(day: date) -> list[str]:
    """Return *day* twice, as both databases compare it with the first and the last day."""
    return [day.isoformat()] * 2


def condition(narrowing: Narrowing, key: str) -> tuple[str, list[str]]:
    """Return the condition that the entry *key* has the effect asked for, and its values."""
    if not narrowing.effect:
        return "", []
    return _HELD.replace("KEY", key), [narrowing.effect, *day_values(narrowing.on)]


def remember_effects(pages: Iterable[Page]) -> None:
    """Read what acts upon the documents among *pages* at once."""
    remember_acts(page for page in pages if isinstance(page, LegalDocumentPage))


def note_effects(entry: SearchEntry, page: Page, today: date) -> None:
    """Give *entry* the times of effect of *page*, if it is a document, from *today* on."""
    spans = page.life.timeline() if isinstance(page, LegalDocumentPage) else ()
    entry.new_effects = [
        EntryEffect(entry=entry, effect=span.effect.value, since=span.since or date.min, until=last)
        for span in spans
        if (last := span.last_day or date.max) >= today
    ]
    entry.effect_names = " ".join(dict.fromkeys(row.effect for row in entry.new_effects))


def concerned(ids: Iterable[int]) -> set[int]:
    """Return the documents whose effect a change of the pages *ids* may change, in any language."""
    acting = LegalDocumentRelation.objects.filter(document__in=ids).exclude(target=None)
    versions = LegalDocumentPage.objects.filter(
        Q(
            translation_key__in=LegalDocumentPage.objects.filter(pk__in=ids).values(
                "translation_key"
            )
        )
        | Q(translation_key__in=acting.values("target__translation_key"))
    )
    return set(versions.values_list("pk", flat=True))


def outdated(today: date) -> set[int]:
    """Return the pages that the index still knows under an effect that is over."""
    over = EntryEffect.objects.filter(until__lt=today)
    return set(over.values_list("entry__page_id", flat=True))
