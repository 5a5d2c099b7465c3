"""What a reader asks of the search page, as it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from govportal.portals import routing
from govportal.search.query import LAST_PAGE, SearchQuery, one_line

PROVINCE = "tinh"
YEARS = range(1900, 2200)
FACETS = {"kind": "loai", "field": "linh-vuc", "issuer": "co-quan", "year": "nam",
          "effect": "hieu-luc"}  # fmt: skip
"""The names of the facets in addresses; a portal is a matter of scope (``cong``)."""
NAMES = {"text": "q", **FACETS, "page": "trang"}
FIRST_PAGE = ("trang", 1)


@dataclass(frozen=True)
class Asked:
    """A query, where it looks, and the addresses of the searches next to it.

    What makes no sense in an address is left out, and is not repeated in links.
    """

    query: SearchQuery
    path: str
    is_whole_province: bool = False
    portal_code: str = ""
    """The portal to which a search of the whole province has been narrowed."""

    @property
    def address(self) -> str:
        """The path and query of this search; the first page has no number."""
        return self.narrowed(page=self.query.page)

    @property
    def in_whole_province(self) -> str:
        """The address of the same words in every portal, nothing narrowed."""
        return Asked(SearchQuery(self.query.text), self.path, is_whole_province=True).address

    @property
    def cleared(self) -> str:
        """The address of the same words in the same scope, nothing narrowed."""
        return Asked(SearchQuery(self.query.text), self.path, self.is_whole_province).address

    @property
    def is_first(self) -> bool:
        """Whether the reader has only given words yet, and neither narrowed nor turned a page."""
        is_narrowed = self.portal_code or any(getattr(self.query, name) for name in FACETS)
        return self.query.page == 1 and not is_narrowed

    @property
    def first_page(self) -> str:
        """The address of the first page."""
        return self.narrowed()

    @property
    def previous_page(self) -> str:
        """The address of the page before."""
        return self.narrowed(page=self.query.page - 1)

    @property
    def next_page(self) -> str:
        """The address of the page after, empty after the last that can be asked for."""
        return self.narrowed(page=self.query.page + 1) if self.query.page < LAST_PAGE else ""

    def narrowed(self, **changes: Any) -> str:
        """Return the address of this search with *changes* of its query, from its first page."""
        return self._with({NAMES[key]: value for key, value in changes.items()})

    def of_portal(self, code: str) -> str:
        """Return the address of this search in the portal *code* alone, of all where empty."""
        return self._with({"pham-vi": PROVINCE, "cong": code})

    def _with(self, changes: dict[str, Any]) -> str:
        parts = self._parts | {name: _part(name, value) for name, value in changes.items()}
        return f"{self.path}?{'&'.join(filter(None, parts.values()))}"

    @cached_property
    def _parts(self) -> dict[str, str]:
        """What the address of the first page is made of, put into words once for all links."""
        values = {
            "q": self.query.text,
            "pham-vi": PROVINCE if self.is_whole_province else "",
            "cong": self.portal_code,
            **{name: getattr(self.query, key) for key, name in FACETS.items()},
        }
        return {name: _part(name, value) for name, value in values.items()}


def read(request: HttpRequest) -> Asked:
    """Return what *request* asks for, from a portal's own address."""
    endpoint: routing.Endpoint = request.endpoint  # type: ignore[attr-defined]
    values = request.GET
    is_province = values.get("pham-vi") == PROVINCE
    chosen = _portal(values) if is_province else None
    portal_id = chosen.pk if chosen else None
    query = SearchQuery(
        text=typed(values),
        language=endpoint.language,
        portal_id=portal_id if is_province else endpoint.portal.pk,
        kind=one_line(values.get("loai", "")),
        field=one_line(values.get("linh-vuc", "")),
        issuer=one_line(values.get("co-quan", "")),
        effect=one_line(values.get("hieu-luc", "")),
        year=_number(values, "nam", YEARS),
        page=_number(values, "trang", range(1, LAST_PAGE + 1)) or 1,
    )
    return Asked(query, reverse("search"), is_province, chosen.code if chosen else "")


def typed(values: QueryDict) -> str:
    """Return what a reader looks for, as one line."""
    return one_line(values.get("q", ""))


@lru_cache(maxsize=1024)  # a page links to each portal of the province
def _part(name: str, value: str | int | None) -> str:
    """Return what *value* says in an address, nothing where it is none or the first page."""
    return urlencode({name: value}) if value and (name, value) != FIRST_PAGE else ""


def _portal(values: QueryDict) -> Any:
    return routing.table().by_code.get(values.get("cong", ""))


def _number(values: QueryDict, name: str, allowed: range) -> int | None:
    text = values.get(name, "")
    is_short = text.isascii() and text.isdecimal() and len(text) <= 4
    return int(text) if is_short and int(text) in allowed else None
