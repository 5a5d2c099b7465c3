"""Tells which of the pages found are found by a file that is attached to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Substr

from govportal.search.attached import public_files
from govportal.search.excerpts import holds
from govportal.search.models import EntryFile
from govportal.search.query import SearchQuery

if TYPE_CHECKING:
    from govportal.search.finding import Hit

HAS_FILES = (
    "EXISTS (SELECT 1 FROM govportal_entryfile x WHERE x.entry_id = e.id AND x.text_id IS NOT NULL)"
)
"""Whether the entry ``e`` has files whose text is known, as SQL."""
MOST_READ = 100_000
"""Characters of a file that are looked through for the excerpt."""


@dataclass(frozen=True)
class FoundFile:
    """A file that holds words which its page does not; *text* is its beginning."""

    title: str
    url: str
    text: str


def with_files(hits: Sequence[Hit], query: SearchQuery) -> tuple[Hit, ...]:
    """Return *hits*, those that the words stand in a file of with that file."""
    lacking = {hit.page_id: words for hit in hits if (words := _lacking(hit, query))}
    files = _files(list(lacking)) if lacking else {}
    return tuple(
        replace(hit, file=_best(files[hit.page_id], lacking[hit.page_id]))
        if hit.page_id in files
        else hit
        for hit in hits
    )


def _lacking(hit: Hit, query: SearchQuery) -> list[tuple[str, ...]]:
    if not hit.has_files:
        return []
    own = " ".join((hit.title, hit.number, hit.summary, hit.unseen, hit.text))
    return [term for term in query.terms if not holds(own, term)]


def _files(page_ids: list[int]) -> dict[int, list[FoundFile]]:
    rows = EntryFile.objects.filter(entry__page__in=page_ids, file__in=public_files().values("pk"))
    rows = rows.exclude(text=None).select_related("file").order_by("pk")
    rows = rows.annotate(page_id=F("entry__page_id"), beginning=Substr("text__text", 1, MOST_READ))
    found: dict[int, list[FoundFile]] = {}
    for row in rows:
        file = FoundFile(row.file.title, row.file.url, row.beginning)
        found.setdefault(row.page_id, []).append(file)
    return found


def _best(files: list[FoundFile], words: list[tuple[str, ...]]) -> FoundFile | None:
    """Return the file that holds most of *words*, the first of several; None where none does."""
    best, most = None, 0
    for file in files:
        count = sum(holds(file.text, term) for term in words)
        if count > most:
            best, most = file, count
        if most == len(words):
            break
    return best
