"""What the page of results shows: hits ready to be read, and the ways to narrow them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from govportal import plugins
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.portals.pages import url_parts
from govportal.publishing import navigation
from govportal.publishing.documents.kinds import Effect
from govportal.search.asking import FACETS, Asked
from govportal.search.excerpts import any_word
from govportal.search.finding import Facet, Hit, excerpt
from govportal.search.found_files import FoundFile
from govportal.search.marking import marked

KINDS = {
    "article": _("News and articles"),
    "document": _("Legal documents"),
    "home": _("Home pages"),
    "record": _("Records"),
    "section": _("Sections"),
}
FACET_LABELS = {
    "kind": _("Kind of content"),
    "portal": _("Portal"),
    "field": pgettext_lazy("government", "Field"),
    "issuer": _("Issued by"),
    "year": _("Year"),
    "effect": _("Effect today"),
}
SHOWN_AT_ONCE = 6
"""How many values of a facet stand open; the others unfold."""


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


class Choice(NamedTuple):
    """A value by which the results can be narrowed; chosen, its address takes it away again."""

    label: str
    count: int
    url: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Choices:
    """The values of one facet, those that stand open apart from those that unfold."""

    label: Any
    first: tuple[Choice, ...]
    others: tuple[Choice, ...]


def rows(
    hits: tuple[Hit, ...], asked: Asked, here: routing.Endpoint, without: Container[int] = ()
) -> Iterator[Row]:
    """Yield the *hits* that have an address, as seen from the portal *here*.

    The pages *without* which the list is shown stand above it.
    """
    words, portals = any_word(asked.query), _portals()
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
                portal=navigation.link_to(portal, get_language() or "vi"),
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


def narrowings(facets: tuple[Facet, ...], asked: Asked) -> Iterator[Choices]:
    """Yield the facets whose values tell the results apart."""
    for facet in facets:
        found = list(_choices(facet, asked))
        if len(found) > 1:
            yield Choices(
                FACET_LABELS[facet.name],
                tuple(found[:SHOWN_AT_ONCE]),
                tuple(found[SHOWN_AT_ONCE:]),
            )


def _choices(facet: Facet, asked: Asked) -> Iterator[Choice]:
    if facet.name == "portal":
        yield from _portal_choices(facet, asked)
    elif facet.name in FACETS:
        chosen = getattr(asked.query, facet.name)
        for value, count in facet.values:
            is_chosen = str(chosen) == value
            url = asked.narrowed(**{facet.name: "" if is_chosen else value})
            yield Choice(_label(facet.name, value), count, url, is_chosen)


def _portal_choices(facet: Facet, asked: Asked) -> Iterator[Choice]:
    portals = _portals() if asked.is_whole_province else {}
    for value, count in facet.values:
        portal = portals.get(int(value)) if value.isdecimal() else None
        if portal is not None:
            is_chosen = portal.code == asked.portal_code
            url = asked.of_portal("" if is_chosen else portal.code)
            yield Choice(_name_of(portal), count, url, is_chosen)


def chosen(asked: Asked) -> Iterator[Choice]:
    """Yield what the results are narrowed by, whether or not anything was found."""
    for name in FACETS:
        if value := getattr(asked.query, name):
            yield Choice(_label(name, str(value)), 0, asked.narrowed(**{name: ""}), is_chosen=True)
    if asked.portal_code:
        portal = _portals()[asked.query.portal_id or 0]
        yield Choice(_name_of(portal), 0, asked.of_portal(""), is_chosen=True)


def _label(name: str, value: str) -> str:
    if name == "effect" and value in Effect.values:
        return str(Effect(value).label)
    return kind_label(value) if name == "kind" else value


def _name_of(portal: Portal) -> str:
    superior = routing.table().superior_beside(portal)
    return f"{portal.agency.name} – {superior}" if superior else portal.agency.name


def _portals() -> dict[int, Portal]:
    return {portal.pk: portal for portal in routing.table().portals}
