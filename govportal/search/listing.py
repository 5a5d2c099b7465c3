"""The hits of a search, ready to be read."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from govportal import plugins
from govportal.portals import routing
from govportal.portals.pages import url_parts
from govportal.publishing import navigation
from govportal.search.asking import Asked
from govportal.search.excerpts import any_word
from govportal.search.finding import Hit, excerpt
from govportal.search.found_files import FoundFile
from govportal.search.marking import marked

KINDS = {
    "article": _("News and articles"),
    "document": _("Legal documents"),
    "home": _("Home pages"),
    "record": _("Records"),
    "section": _("Sections"),
}


@dataclass(frozen=True)
class Row:
    """A hit as it is shown; title and excerpt are HTML with the words found marked."""

    kind: str
    title: SafeString
    url: str
    excerpt: SafeString
    number: str
    effect: str
    dated_on: date | None
    file: FoundFile | None
    portal: navigation.Link | None
    """Where it is from; not said of each hit where all are from one portal."""


def rows(
    hits: tuple[Hit, ...], asked: Asked, here: routing.Endpoint, without: Container[int] = ()
) -> Iterator[Row]:
    """Yield the *hits* that have an address, as seen from the portal *here*.

    The pages *without* which the list is shown stand above it.
    """
    words, portals = any_word(asked.query), routing.table().by_id
    language = get_language() or "vi"
    for hit in (hit for hit in hits if hit.page_id not in without):
        url, portal = address(hit, here), portals.get(hit.portal_id)
        if url and portal:
            yield Row(
                kind=kind_label(hit.kind),
                title=marked(hit.title, words),
                url=url,
                excerpt=marked(excerpt(hit, asked.query), words),
                number=hit.number,
                effect=hit.effect,
                dated_on=hit.dated_on,
                file=hit.file,
                portal=None if asked.query.portal_id else navigation.link_to(portal, language),
            )


def address(hit: Hit, here: routing.Endpoint) -> str:
    """Return the path of *hit* on the host of *here*, else its full address; empty for none."""
    parts = url_parts(hit.tree_path, hit.path)
    if parts is None:
        return ""
    _site_id, root_url, path = parts
    return path if root_url == here.root_url else root_url + path


def kind_label(kind: str) -> str:
    """Return what readers call *kind*: one of ours, or a type of record of the province."""
    record_type = plugins.record_types().get(kind)
    if kind not in KINDS and record_type:
        return record_type.title.in_language(get_language() or "vi")
    return str(KINDS.get(kind, _("Page")))
