"""What the search of a filled installation is asked for, and what it finds."""

from __future__ import annotations

import random
from typing import Any

from govportal.folding import fold
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.search.finding import find
from govportal.search.models import SearchEntry
from govportal.search.query import SearchQuery
from tests.benchmarks.words import COMMON, vocabulary

KNOWN = 500
OF_EACH_KIND = 16


def searches() -> dict[str, list[str]]:
    """Return what people type, by kind; the same on every database with the same items."""
    dice = random.Random(8)
    words = vocabulary()[0]
    common = [" ".join(dice.sample(COMMON[:40], 2)) for _n in range(OF_EACH_KIND)]
    some = LegalDocumentPage.objects.order_by("pk").values_list("number", "symbol", "issued_on")
    numbers = [f"{number}/{day.year}/{symbol}" for number, symbol, day in some[:OF_EACH_KIND]]
    titles = _sample(dice, OF_EACH_KIND)
    return {
        "common words": common,
        "rare words": dice.sample(words[len(words) // 2 :], OF_EACH_KIND),
        "numbers": numbers,
        "phrases": [f'"{" ".join(title.split()[1:4])}"' for title, _page in titles],
        "unaccented": [fold(text) for text in common],
    }


def found() -> dict[str, Any]:
    """Return the first two pages of every search, and how many known items are found."""
    texts = [text for some in searches().values() for text in some]
    known = _sample(random.Random(9), KNOWN)
    hits = sum(page in _ids(fold(title), 1)[1] for title, page in known)
    lists = {text: [*_ids(text, 1, True), *_ids(text, 2, True)] for text in texts}
    return {"lists": lists, "known": {"found": hits, "sought": len(known)}}


def _sample(dice: random.Random, count: int) -> list[tuple[str, int]]:
    rows = list(
        SearchEntry.objects.filter(language="vi", kind__in=["article", "document", "record"])
        .order_by("page__path")
        .values_list("text__title", "page_id")
    )
    return dice.sample(rows, min(count, len(rows)))


def _ids(text: str, page: int, with_paths: bool = False) -> tuple[int, list[Any]]:
    results = find(SearchQuery(text=text, page=page))
    return results.count, [hit.path if with_paths else hit.page_id for hit in results.hits]
