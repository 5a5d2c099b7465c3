"""Answers with one article or annex of a document at its permanent address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import Truncator

from govportal.publishing.documents.parts import Part, parts_of_page
from govportal.publishing.documents.quotations import quotation
from govportal.publishing.documents.reference_links import Links

TEMPLATE = "govportal/legal_document_article.html"
MISSING = "govportal/legal_document_article_missing.html"


@dataclass(frozen=True)
class Shown:
    """What is shown of a page at an address of its own below the page's."""

    path: str
    """The address below that of the page, with its slash."""
    described: dict[str, tuple[str, ...]]
    """The elements of its metadata that differ from the page's."""
    properties: dict[str, str]
    """The properties of schema.org that differ from the page's."""


def answer(page: Any, request: HttpRequest, anchor: str) -> HttpResponse:
    """Answer with the part of the document *page* at *anchor*.

    A part that the document does not have is not found, and the answer leads to the document.
    """
    parts = parts_of_page(page)
    place = next((place for place, part in enumerate(parts) if part.anchor == anchor), None)
    if place is None:
        context = page.get_context(request)
        return TemplateResponse(request, MISSING, context, status=404)
    part = parts[place]
    context = {
        "part": part,
        "previous": _neighbour(parts, place - 1, part),
        "next": _neighbour(parts, place + 1, part),
        "quotation": quotation(page, part),
        "links": Links(page, list(part.texts()), request, shown=anchor),
        "part_shown": _shown(page, part),
    }
    return page.render(request, template=TEMPLATE, context_overrides=context)  # type: ignore[no-any-return]


def _neighbour(parts: list[Part], place: int, part: Part) -> Part | None:
    """Return the part at *place* if it is of the same kind: articles of one text, or annexes."""
    found = parts[place] if 0 <= place < len(parts) else None
    return found if found and _kind(found) == _kind(part) else None


def _kind(part: Part) -> tuple[bool, bool]:
    return part.is_annex, part.is_of_decision


def _shown(page: Any, part: Part) -> Shown:
    path, identifier = f"{part.anchor}/", f"{part.label}, {page.citation}"
    described = {
        "title": (part.heading,),
        "description": (Truncator(" ".join(text for text, _here in part.texts())).chars(300),),
        "identifier": (identifier, f"{page.full_url}{path}"),
    }
    return Shown(path, described, {"legislationIdentifier": identifier})
