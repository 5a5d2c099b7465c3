"""Other information systems that the portals link to: facts, as the plugins state them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from govportal.facts import Confidence, Dated, Facts, Key, Source, Text, shaped

CODE = "{code}"


class HealthCheck(Facts):
    """How it is found out whether a system answers."""

    url: Annotated[str, shaped("not_http", r"(https?://\S+)?")] = ""
    """The address that is asked; the system's own without it."""
    statuses: tuple[Annotated[int, Field(ge=100, le=599)], ...] = (200,)
    """The answers that mean that it works."""
    hosts: tuple[str, ...] = ()
    """Further hosts to which it may redirect."""


class DeepLink(Facts):
    """How one thing that a record describes is found in the system."""

    record_type: Key
    field: Key
    """The field of the record that holds the code."""
    label: Text
    url: Annotated[str, shaped("not_https", r"https://\S+")]
    """The address; ``{code}`` stands for the code."""

    @field_validator("url")
    @classmethod
    def _has_code(cls, value: str) -> str:
        if CODE not in value:
            raise ValueError("code_missing")
        return value


class Connection(Dated):
    """An information system that is integrated into portals (FUNC-16, INTEG-05)."""

    key: Key
    name: Text
    kind: Literal[
        "public_services", "gazette", "directives", "new_rural", "statistics", "other"
    ] = "other"
    url: Annotated[str, shaped("not_https", r"(https://\S+)?")] = ""
    """Where citizens find it; empty while it is not known, and then nothing is shown."""
    description: Text | None = None
    kinds: tuple[str, ...] = ()
    """The kinds of agency whose portals show it; empty for every kind."""
    agencies: tuple[str, ...] = ()
    """The codes of the agencies whose portals show it; empty for every agency of its kinds."""
    systems: tuple[str, ...] = ()
    """The portal systems whose portals show it; empty for all."""
    order: int = 100
    health: HealthCheck | None = None
    deep_links: tuple[DeepLink, ...] = ()
    source: Source
    confidence: Confidence = "S"

    def is_shown_by(self, agency: str, kind: str, system: str) -> bool:
        """Return whether the portal of *agency* shows a link to it."""
        wanted = ((self.agencies, agency), (self.kinds, kind), (self.systems, system))
        return bool(self.url) and all(not allowed or own in allowed for allowed, own in wanted)


class OutboundFeed(Dated):
    """A feed that another system reads of the provincial portal, at an address of its own."""

    key: Key
    """Which feed it is; its versions through the years have one key."""
    address: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    """The name of the file below ``/feeds/``."""
    title: Text
    sections: tuple[str, ...]
    """The keys of the sections whose articles it carries, with the sections below them."""
    has_documents: bool = True
    source: Source
    confidence: Confidence


MeasuredValue = Literal[
    "day", "portal", "agency", "code", "official_code", "site_id", "host", "views", "pages",
    "ratings", "yes", "partly", "no", "satisfaction",
]  # fmt: skip
"""What of a portal and a day may be sent to the platform that measures digital government."""


class MeasurementField(Facts):
    """A value that is sent to the measuring platform, and its name there."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
    value: MeasuredValue
    source: Source
    confidence: Confidence


def connections_in_force(
    answers: Iterable[Iterable[Connection]], on: date
) -> Mapping[str, Connection]:
    """Return the connections in force *on* a day by key, in the order in which they are shown.

    The last of *answers* that knows a key decides, also where its connection has ended.
    """
    found = {item.key: item for answer in answers for item in answer}
    shown = sorted(found.values(), key=lambda item: (item.order, item.key))
    return {item.key: item for item in shown if item.is_in_force(on)}
