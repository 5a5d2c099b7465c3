"""The ways in which the results of a search can be narrowed, and are narrowed already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.publishing.documents.kinds import Effect
from govportal.search.asking import FACETS, Asked
from govportal.search.finding import Facet
from govportal.search.listing import kind_label

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
    portals = _portals(asked) if asked.is_whole_province else {}
    for value, count in facet.values:
        if found := portals.get(value):
            code, name = found
            is_chosen = code == asked.portal_code
            yield Choice(name, count, asked.of_portal("" if is_chosen else code), is_chosen)


def chosen(asked: Asked) -> Iterator[Choice]:
    """Yield what the results are narrowed by, whether or not anything was found."""
    for name in FACETS:
        if value := getattr(asked.query, name):
            yield Choice(_label(name, str(value)), 0, asked.narrowed(**{name: ""}), is_chosen=True)
    if asked.portal_code:
        _code, name = _portals(asked)[str(asked.query.portal_id)]
        yield Choice(name, 0, asked.of_portal(""), is_chosen=True)


def _label(name: str, value: str) -> str:
    if name == "effect" and value in Effect.values:
        return str(Effect(value).label)
    return kind_label(value) if name == "kind" else value


def _portals(asked: Asked) -> dict[str, tuple[str, str]]:
    return _portals_of(routing.table(), get_language() or asked.query.language)


@lru_cache(maxsize=4)
def _portals_of(table: routing.RoutingTable, language: str) -> dict[str, tuple[str, str]]:
    """Return code and name in *language* of each portal by its key as a facet has it."""
    with override(language):
        return {str(it.pk): (it.code, _name_of(it, table)) for it in table.portals}


def _name_of(portal: Portal, table: routing.RoutingTable) -> str:
    superior = table.superior_beside(portal)
    return f"{portal.agency.name} – {superior}" if superior else str(portal.agency.name)
