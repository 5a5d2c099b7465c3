"""A system of portals: what the decision that founds it says of bodies, board and duties."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from govportal.facts import Confidence, Facts, Key, Source, Text, shaped


class Decision(Facts):
    """The decision under which a system of portals runs."""

    number: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    signer: str = ""
    title: Text
    replaces: tuple[str, ...] = ()
    note: Text | None = None
    """What the text at hand leaves blank or misprints."""
    source: Source

    @model_validator(mode="after")
    def _in_order(self) -> Decision:
        if self.issued_on and self.effective_on and self.effective_on < self.issued_on:
            raise ValueError("effect_before_issue")
        return self


class Body(Facts):
    """A body with a duty for the portals: its name and, where known, its agency."""

    name: Text
    agency: str = ""
    source: Source


class Bodies(Facts):
    """Who owns, manages and runs a portal (ROLE-01)."""

    owner: Body | None = None
    manager: Body | None = None
    operator_content: Body | None = None
    operator_technical: Body | None = None
    address_registrar: Body | None = None
    """Who gives out addresses under the province's domain."""
    security: Body | None = None
    """Who guards the security of the portals, besides those who run them."""


class PostRule(Facts):
    """Who may hold a seat on a board: one whose post begins with one of the given words.

    The words are a reading of the article, so what breaks the rule is warned of, never refused.
    """

    seat: Literal["head", "deputy_head", "member"]
    portals: Literal["provincial", "component", "all"] = "all"
    posts: Annotated[tuple[str, ...], Field(min_length=1)]
    """Beginnings of posts in Vietnamese; marks and capitals do not matter."""
    text: Text
    """What the article demands, for readers."""
    source: Source
    confidence: Confidence = "K"


class BoardSpec(Facts):
    """The Editorial Board as the decision composes it."""

    founder: Text | None = None
    head: Text | None = None
    deputies: tuple[Text, ...] = ()
    members: tuple[Text, ...] = ()
    is_part_time: bool | None = None
    has_assisting_team: bool | None = None
    component_founder: Text | None = None
    """Who founds the board of a component portal."""
    posts: tuple[PostRule, ...] = ()
    """Who may hold which seat (ROLE-03)."""
    standing_office: Text | None = None
    """The unit that does the board's daily work (ROLE-15)."""
    source: Source


class IntakeChannel(Facts):
    """A way in which agencies send information to the board."""

    kind: Literal["writing", "email", "electronic_file", "document_axis", "direct_update"]
    address: str = ""
    requires_digital_signature: bool = False
    source: Source


class Attribution(Facts):
    """The wording that a re-user must give as the source; ``{portal}``, ``{host}``, ``{url}``."""

    template: Text
    source: Source


class IncidentRoute(Facts):
    """Who tells whom of an incident."""

    kind: Literal["any", "technical", "security", "personal_data"] = "any"
    reporter: Text
    recipients: tuple[Text, ...]
    email: str = ""
    postal_address: str = ""
    source: Source


class ReportDuty(Facts):
    """A periodic report: who receives it, when, on which template."""

    key: Key
    period: Literal["quarter", "half_year", "year", "ad_hoc"]
    due: Annotated[str, shaped("not_a_month_day", r"(\d{2}-\d{2})?")] = ""
    """Last day, as ``MM-DD``; empty where the regulation fixes none."""
    reporter: Text | None = None
    """Who reports, where it is not each portal's own agency."""
    recipients: tuple[Text, ...]
    through: Text | None = None
    """The body that collects the reports for the recipients."""
    templates: tuple[str, ...] = ()
    """Keys of the forms to fill in; empty where the regulation prescribes none."""
    note: Text | None = None
    source: Source


class AdvertisingCategory(Facts):
    """A kind of advertising that the regulation names."""

    key: Key
    label: Text


class Advertising(Facts):
    """Whether the portal may carry advertising, and with whose leave."""

    is_allowed: bool
    approver: Text | None = None
    basis: Text | None = None
    """The law it must keep to, or what it may be about."""
    categories: tuple[AdvertisingCategory, ...] = ()
    """What it may be about, one of which each advertisement must be; empty for anything."""
    source: Source


class Royalty(Facts):
    """Who sets and who pays royalties."""

    norm: Text | None = None
    decider: Text | None = None
    payer: Text | None = None
    fund: Text | None = None
    source: Source


class Requirement(Facts):
    """A technical requirement that the decision states by name."""

    key: Literal["emc", "trust_label", "ssl", "ipv6", "dynamic_references", "security_level"]
    value: bool | int = True
    source: Source


class PlatformLabel(Facts):
    """The label of the system as a shared digital platform (Nghị định 224/2026/NĐ-CP, Điều 26).

    A system that is described by one qualifies; it is shown once it has its ``identifier``.
    """

    kind: Text
    identifier: str = ""
    conformity_url: Annotated[str, shaped("not_https", r"(https://\S+)?")] = ""
    """Where the conformity of the platform is published."""
    in_operation_since: date
    """Decides which of the law's two days binds the system."""
    source: Source


class Provision(Facts):
    """A duty or fact that the decision states and that has no field of its own."""

    key: Key
    """What it is about; core knows none of these keys."""
    text: Text
    source: Source


class PortalSystem(Facts):
    """The portals that run under one decision. A province has one or more."""

    key: Key
    name: Text
    abbreviation: str = ""
    component_term: Text | None = None
    component_name: Text | None = None
    """How a component portal is named, ``{name}`` being its agency; else by kind of agency."""
    source: str = ""
    """The articles that name the portal and its component portals."""
    decision: Decision
    bodies: Bodies = Bodies()
    board: BoardSpec | None = None
    mailbox: str = ""
    intake: tuple[IntakeChannel, ...] = ()
    attribution: tuple[Attribution, ...] = ()
    incidents: tuple[IncidentRoute, ...] = ()
    reports: tuple[ReportDuty, ...] = ()
    advertising: Advertising | None = None
    royalty: Royalty | None = None
    requirements: tuple[Requirement, ...] = ()
    platform_label: PlatformLabel | None = None
    provisions: tuple[Provision, ...] = ()
