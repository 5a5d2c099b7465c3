"""The links to other systems that citizens see: tiles on home pages, deep links of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from govportal import plugins
from govportal.connections import CODE, Connection
from govportal.portals.models import Portal
from govportal.publishing.categories import law_day


@dataclass(frozen=True)
class ConnectedLink:
    """A link to another system: where it leads, what it is called and what is found there."""

    url: str
    name: str
    description: str = ""


def tiles(portal: Portal, language: str) -> list[ConnectedLink]:
    """Return the systems that *portal* shows, in their order."""
    return [
        ConnectedLink(item.url, item.name.in_language(language), _described(item, language))
        for item in plugins.connections(law_day()).values()
        if item.is_shown_by(portal.code, portal.agency.kind, _system(portal))
    ]


def deep_links(kind: str, values: Mapping[str, Any], language: str) -> Iterator[ConnectedLink]:
    """Yield where a record of *kind* with these *values* is found in other systems.

    A system to which one of the values already leads is left out.
    """
    led_to = {urlsplit(value).hostname for value in values.values() if _is_address(value)}
    for connection in plugins.connections(law_day()).values():
        for link in connection.deep_links:
            code = str(values.get(link.field) or "").strip()
            hosts = {urlsplit(connection.url).hostname, urlsplit(link.url).hostname}
            if link.record_type == kind and code and not hosts & led_to:
                url = link.url.replace(CODE, quote(code, safe=""))
                yield ConnectedLink(url, link.label.in_language(language))


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _described(item: Connection, language: str) -> str:
    return item.description.in_language(language) if item.description else ""


def _system(portal: Portal) -> str:
    """Return the key of the portal's system; none means the province's main one."""
    return portal.system or plugins.province().system().key
