"""The facts a province plugin returns: frozen, validated values, free of Django.

Every value that a regulation states carries the ``source`` that states it. What a regulation
does not state stays ``None`` or empty, and the national rule applies.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from govportal.folding import host_label, initials, normalise

Confidence = Literal["S", "N", "P", "K"]
"""How sure a value is: S read in the province's own regulation, N in a full national text,
P in a secondary copy, K known but not checked (always a setting, never a constant)."""

Severity = Literal["error", "warning", "advice"]
NameForm = Literal[
    "abbreviation", "english_abbreviation", "place_name", "full_name", "english_name"
]
RuleValue = bool | int | str | None
Role = Literal["reporter", "editor", "deputy_head", "head"]

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]*$")]
Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Source = Annotated[str, Field(min_length=2, description="the article that states the value")]


class Facts(BaseModel):
    """A frozen set of facts; an unknown key is an error, never silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _in_nfc(cls, value: Any) -> Any:
        return normalise(value) if isinstance(value, str) else value


class Dated(Facts):
    """Facts that hold from a day to a day, both included; no day means without limit."""

    valid_from: date | None = None
    valid_to: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Return whether the facts hold on the day *on*."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


class Text(Facts):
    """A text in Vietnamese and, where there is one, in English."""

    vi: Annotated[str, Field(min_length=1)]
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in *language*, Vietnamese where it has no such version."""
        return self.en if language.startswith("en") and self.en else self.vi


class AgencyKind(Facts):
    """A kind of agency. Kinds are data: the tiers of government change by law."""

    key: Key
    name: Text
    unit_words_vi: tuple[str, ...] = ()
    unit_words_en: tuple[str, ...] = ()
    authority: Text | None = None
    """What is written above the portal's name; ``{name}`` is the unit's name."""
    portal_name: Text
    is_territorial: bool = False
    accent: Literal["", "sen", "lam", "nhan"] = ""


class AgencySpec(Dated):
    """An agency as a plugin describes it."""

    code: Code
    kind: Key
    parent: str = ""
    name: Text
    abbreviation: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]*$")] = ""
    label: Annotated[str, Field(pattern=r"^[a-z0-9-]*$")] = ""
    official_code: Annotated[str, Field(pattern=r"^[0-9]*$")] = ""
    former_names: tuple[str, ...] = ()
    has_portal: bool = True
    system: str = ""
    source: Source

    def labels(self, form: NameForm, kind: AgencyKind) -> tuple[str, ...]:
        """Return the host labels that are *form* of this agency's name, the usual one first."""
        place_vi = without_unit_word(self.name.vi, kind.unit_words_vi)
        place_en = without_unit_word(self.name.en, kind.unit_words_en)
        found: dict[str, tuple[str, ...]] = {
            "abbreviation": (
                (self.abbreviation.lower(),)
                if self.abbreviation
                else (initials(place_vi), initials(self.name.vi))
            ),
            "english_abbreviation": (_english_initials(self.name.en),),
            "place_name": (host_label(place_vi),),
            "full_name": (host_label(self.name.vi),),
            "english_name": (host_label(self.name.en), host_label(place_en)),
        }
        return tuple(dict.fromkeys(label for label in found[form] if label))


def without_unit_word(name: str, unit_words: tuple[str, ...]) -> str:
    """Return the place in *name*: ``Phường Phố Hiến`` → ``Phố Hiến``, ``Pho Hien Ward`` too."""
    for word in unit_words:
        pattern = rf"^{re.escape(word)}\s+|\s+{re.escape(word)}$"
        place, found = re.subn(pattern, "", name, count=1, flags=re.IGNORECASE)
        if found:
            return place
    return name


def _english_initials(name: str) -> str:
    kept = [word for word in name.split() if word.lower() not in {"of", "and", "the", "for"}]
    return initials(" ".join(kept))


class DomainRule(Dated):
    """What address an agency of certain kinds may have."""

    key: Key
    kinds: tuple[str, ...]
    host: Annotated[str, Field(pattern=r"^[a-z0-9.{}_-]+$")]
    """The host; ``{label}`` is the agency's label, ``{parent}`` its superior's."""
    path: Annotated[str, Field(pattern=r"^([a-z0-9-]+)?$")] = ""
    names: tuple[NameForm, ...] = ()
    locale: str = "vi"
    severity: Severity = "error"
    source: Source
    confidence: Confidence = "S"
    note: Text | None = None

    @model_validator(mode="after")
    def _names_for_label(self) -> DomainRule:
        if "{label}" in self.host and not self.names:
            raise ValueError("names_missing")
        return self


class DomainScheme(Facts):
    """How the addresses of a province are formed and judged."""

    base: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")]
    reserved_labels: tuple[str, ...] = ("www",)
    rules: tuple[DomainRule, ...]

    def rules_for(self, kind: str, locale: str, on: date) -> tuple[DomainRule, ...]:
        """Return the rules in force *on* a day that bind agencies of *kind* for *locale*."""
        return tuple(
            rule
            for rule in self.rules
            if kind in rule.kinds and rule.locale == locale and rule.is_in_force(on)
        )


class Decision(Facts):
    """The decision under which a system of portals runs."""

    number: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    signer: str = ""
    title: Text
    replaces: tuple[str, ...] = ()
    source: Source


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


class BoardSpec(Facts):
    """The Editorial Board as the decision composes it."""

    founder: Text | None = None
    head: Text | None = None
    deputies: tuple[Text, ...] = ()
    members: tuple[Text, ...] = ()
    is_part_time: bool | None = None
    has_assisting_team: bool | None = None
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
    source: Source


class ReportDuty(Facts):
    """A periodic report: who receives it, when, on which template."""

    key: Key
    period: Literal["quarter", "half_year", "year", "ad_hoc"]
    due: Annotated[str, Field(pattern=r"^(\d{2}-\d{2})?$")] = ""
    """Last day, as ``MM-DD``; empty where the regulation fixes none."""
    recipients: tuple[Text, ...]
    template: str = ""
    source: Source


class Advertising(Facts):
    """Whether the portal may carry advertising, and with whose leave."""

    is_allowed: bool
    approver: Text | None = None
    source: Source


class Royalty(Facts):
    """Who sets and who pays royalties."""

    norm: Text | None = None
    decider: Text | None = None
    payer: Text | None = None
    source: Source


class Requirement(Facts):
    """A technical requirement that the decision states by name."""

    key: Literal["emc", "trust_label", "ssl", "ipv6", "dynamic_references", "security_level"]
    value: bool | int = True
    source: Source


class PortalSystem(Facts):
    """The portals that run under one decision. A province has one or more."""

    key: Key
    name: Text
    component_term: Text | None = None
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


class Province(Dated):
    """A province and the systems of portals it runs; the first system is the main one."""

    code: Code
    official_code: str = ""
    name: Text
    languages: tuple[str, ...] = ("vi", "en")
    history: Text | None = None
    """What a reader must know of a province that no longer exists; shown in the demo."""
    agency_kinds: tuple[AgencyKind, ...] = ()
    systems: tuple[PortalSystem, ...]

    @field_validator("systems")
    @classmethod
    def _some_system(cls, value: tuple[PortalSystem, ...]) -> tuple[PortalSystem, ...]:
        if not value:
            raise ValueError("systems_missing")
        return value

    def system(self, key: str = "") -> PortalSystem:
        """Return the system named *key*, the main one when empty.

        Raises:
            KeyError: the province has no such system.
        """
        if not key:
            return self.systems[0]
        for system in self.systems:
            if system.key == key:
                return system
        raise KeyError(key)

    def reference_day(self, today: date) -> date:
        """Return the day whose law applies: *today*, or the last day of an ended province."""
        return min(today, self.valid_to or today)

    @property
    def is_historical(self) -> bool:
        """Whether the province has ended, so that its rules are kept for the record."""
        return self.valid_to is not None


class Rule(Dated):
    """A value that law fixes, with the article that fixes it and the days it holds."""

    id: Key
    value: RuleValue
    source: Source
    confidence: Confidence
    system: str = ""
    """The portal system it binds; empty for all."""


class RuleDefinition(Facts):
    """What a rule is about: its unit, its label and which direction is the stricter one."""

    id: Key
    type: Literal["int", "bool", "str"]
    unit: str = ""
    stricter: Literal["", "higher", "lower"] = ""
    """Set for security rules alone: the strictest value wins whoever gives it."""
    label: Text


class SectionSpec(Facts):
    """A section that an agency's portal must or may have."""

    key: Key
    title: Text
    kinds: tuple[str, ...] = ()
    """The kinds of agency it binds; empty for every kind."""
    kind: Literal["articles", "legal_documents", "feedback"] = "articles"
    is_mandatory: bool = True
    in_menu: bool = True
    source: Source


class EditorialStep(Facts):
    """A step of approval: the role that takes it."""

    key: Key
    name: Text
    role: Role
    source: Source


class ReportColumn(Facts):
    """A column of a statutory report: its printed head and the indicator that fills it."""

    indicator: Key
    head: Text
    kind: Literal["ordinal", "text", "ratio", "count", "yes_no", "published_state"]


class ReportTemplate(Facts):
    """A statutory form, column by column, in printed order."""

    key: Key
    title: Text
    form_number: Text
    basis: Text | None = None
    columns: tuple[ReportColumn, ...]
    warning: Text | None = None
    """A defect of the printed form that the reader must know of."""
    source: Source


class Holiday(Facts):
    """A day off, or (``is_working``) a weekend day worked to make up for one."""

    day: date
    name: Text
    is_working: bool = False


class FeedbackFacts(Facts):
    """What a routing hook may know of a citizen's question: never who asked."""

    portal_agency: str
    subject: str
    body: str
    field: str = ""
