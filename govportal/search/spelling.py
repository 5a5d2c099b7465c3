"""Corrects words that stand in no title to those that do."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from django.db.models.functions import Length

from govportal.search.index import database
from govportal.search.models import TitleWord
from govportal.search.query import SearchQuery
from govportal.search.words import folded, is_marked

MOST_COMPARED = 5000
MOST_CORRECTED = 3
"""Words of one query; each is compared with thousands."""
CUTOFF = 0.7


def closest(query: SearchQuery) -> str:
    """Return *query* with its misspelt words corrected, nothing where that would find nothing."""
    if not query.language.replace("-", "").isalnum():
        return ""  # no code of a language, and perhaps nothing that a database takes
    typed = [word for term in query.terms for word in term]
    plain = folded(typed)
    known = set(
        TitleWord.objects.filter(language=query.language, folded__in=plain).values_list(
            "folded", flat=True
        )
    )
    unknown = [word for word in plain if word.isalpha() and word not in known][:MOST_CORRECTED]
    better = {word: found for word in unknown if (found := _nearest(word, query.language))}
    if not better:
        return ""
    pairs = zip(typed, plain, strict=True)
    text = " ".join(_as_typed(word, better.get(folded_word)) for word, folded_word in pairs)
    corrected = replace(query, text=text)
    return text if database().ids(*corrected.everything(), 1) else ""


def _nearest(word: str, language: str) -> TitleWord | None:
    near = TitleWord.objects.filter(language=language).annotate(length=Length("folded"))
    near = near.filter(length__range=(len(word) - 1, len(word) + 1)).order_by("pk")
    by_folded = {row.folded: row for row in near[:MOST_COMPARED]}
    found = get_close_matches(word, by_folded, n=1, cutoff=CUTOFF)
    return by_folded[found[0]] if found else None


def _as_typed(word: str, better: TitleWord | None) -> str:
    if better is None:
        return word
    return better.word if is_marked(word) else better.folded
