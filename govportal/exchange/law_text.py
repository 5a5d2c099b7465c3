"""The text of a legal document by articles, as the API tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from govportal.publishing.documents.structure import structure_of
from govportal.publishing.regulations import Division, Paragraph

Told = dict[str, Any]


def text_told(page: Any) -> Told:
    """Return the text of the legal document *page*."""
    structure = structure_of(page)
    plain = structure.as_dict()
    return {
        "preamble": list(structure.preamble),
        "decision_articles": _articles(plain["decision_articles"], page),
        "regulation_title": structure.regulation_title or "",
        "articles": _articles(plain["articles"], page),
        "paragraphs": list(_paragraphs(structure.body)),
        "annexes": plain["annexes"],
        "recipients": list(structure.recipients),
    }


def articles_told(page: Any) -> list[Told]:
    """Return the articles of *page*, those of the issuing decision first."""
    plain = structure_of(page).as_dict()
    return _articles([*plain["decision_articles"], *plain["articles"]], page)


def _articles(found: Iterable[Told], page: Any) -> list[Told]:
    address = page.full_url
    return [article | {"url": f"{address}#{article['anchor']}"} for article in found]


def _paragraphs(parts: Iterable[Any]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Division):
            yield from _paragraphs(part.children)
