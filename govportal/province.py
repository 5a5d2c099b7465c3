"""The facts a province plugin returns: frozen, validated values, free of Django.

Every value that a regulation states carries the ``source`` that states it. What a regulation
does not state stays ``None`` or empty, and the national rule applies.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from govportal.accents import Accent
from govportal.connections import Connection
from govportal.facts import Code, Confidence, Dated, Facts, Key, Source, Text, shaped
from govportal.folding import host_label, initials
from govportal.portal_systems import PortalSystem
from govportal.record_types import RecordType
from govportal.sections import SectionSpec

__all__ = [
    "Accent",
    "AgencyKind",
    "AgencySpec",
    "Code",
    "Confidence",
    "Confirmation",
    "Connection",
    "Dated",
    "DomainRule",
    "DomainScheme",
    "EditorialStep",
    "Facts",
    "FeedbackFacts",
    "Holiday",
    "Key",
    "NameForm",
    "PortalSystem",
    "Province",
    "RecordType",
    "ReportColumn",
    "ReportTemplate",
    "Role",
    "Rule",
    "RuleDefinition",
    "RuleValue",
    "SectionSpec",
    "Severity",
    "Source",
    "Text",
    "without_unit_word",
]

Severity = Literal["error", "warning", "advice"]
NameForm = Literal[
    "abbreviation", "english_abbreviation", "place_name", "full_name", "english_name"
]
RuleValue = bool | int | str | None
Role = Literal["reporter", "editor", "deputy_head", "head"]


class AgencyKind(Facts):
    """A kind of agency. Kinds are data: the tiers of government change by law."""

    key: Key
    name: Text
    plural: Text | None = None
    """What stands over a list of them, in languages that have another word for many."""
    unit_words_vi: tuple[str, ...] = ()
    unit_words_en: tuple[str, ...] = ()
    authority: Text | None = None
    """What is written above the portal's name; ``{name}`` is the unit's name."""
    portal_name: Text
    is_territorial: bool = False
    accent: Annotated[str, shaped("not_an_accent", r"([a-z][a-z0-9]*)?")] = ""
    """The key of the accent that new portals of this kind get."""
    bloc: Literal["state", "party", "front"] = "state"
    """Whether it is the State's, the Party's, or the Fatherland Front's with its mass
    organisations; a province may show the blocs apart (INFO-38)."""


class AgencySpec(Dated):
    """An agency as a plugin describes it."""

    code: Code
    kind: Key
    parent: str = ""
    name: Text
    abbreviation: Annotated[str, shaped("not_an_abbreviation", r"[A-Za-z0-9-]*")] = ""
    label: Annotated[str, shaped("not_a_label", r"[a-z0-9-]*")] = ""
    official_code: Annotated[str, shaped("not_digits", r"[0-9]*")] = ""
    former_names: tuple[str, ...] = ()
    has_portal: bool = True
    system: str = ""
    source: Source

    def labels(self, form: NameForm, kind: AgencyKind) -> tuple[str, ...]:
        """Return the host labels that are *form* of this agency's name, the usual one first."""
        found = self._labels(form, kind)
        return tuple(dict.fromkeys(label for label in found if label))

    def _labels(self, form: NameForm, kind: AgencyKind) -> tuple[str, ...]:
        if form == "full_name":
            return (host_label(self.name.vi),)
        if form == "english_abbreviation":
            return _english_initials(self.name.en)
        if form == "english_name":
            place = without_unit_word(self.name.en, kind.unit_words_en)
            return host_label(self.name.en), host_label(place)
        if form == "abbreviation" and self.abbreviation:
            return (self.abbreviation.lower(),)
        place = without_unit_word(self.name.vi, kind.unit_words_vi)
        if form == "abbreviation":
            return initials(place), initials(self.name.vi)
        return (host_label(place),)


def without_unit_word(name: str, unit_words: tuple[str, ...]) -> str:
    """Return the place in *name*: ``Phường Phố Hiến`` → ``Phố Hiến``, ``Pho Hien Ward`` too."""
    for word in unit_words:
        pattern = rf"^{re.escape(word)}\s+|\s+{re.escape(word)}$"
        place, found = re.subn(pattern, "", name, count=1, flags=re.IGNORECASE)
        if found:
            return place
    return name


def _english_initials(name: str) -> tuple[str, ...]:
    """Return ``dst`` and ``dost`` for ``Department of Science and Technology``: both are usual."""
    words = [word for word in name.split() if word.lower() not in {"and", "the", "for"}]
    without_of = [word for word in words if word.lower() != "of"]
    return initials(" ".join(without_of)), initials(" ".join(words))


class DomainRule(Dated):
    """What address an agency of certain kinds may have."""

    key: Key
    kinds: tuple[str, ...]
    host: Annotated[str, shaped("not_a_host", r"[a-z0-9.{}_-]+")]
    """The host; ``{label}`` is the agency's label, ``{parent}`` its superior's."""
    path: Annotated[str, shaped("not_a_label", r"[a-z0-9-]*")] = ""
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

    base: Annotated[str, shaped("no_domain", r"[a-z0-9-]+(\.[a-z0-9-]+)*")]
    reserved_labels: tuple[str, ...] = ("www",)
    rules: tuple[DomainRule, ...]

    def rules_for(self, kind: str, locale: str, on: date) -> tuple[DomainRule, ...]:
        """Return the rules in force *on* a day that bind agencies of *kind* for *locale*."""
        return tuple(
            rule
            for rule in self.rules
            if kind in rule.kinds and rule.locale == locale and rule.is_in_force(on)
        )


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
    source: str = ""
    """What founds the province as described: its names, its days, its codes."""

    @field_validator("languages")
    @classmethod
    def _vietnamese_first_of_all(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if "vi" not in value:
            raise ValueError("vietnamese_missing")
        return value

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


class EditorialStep(Facts):
    """A step of approval: the role that takes it."""

    key: Key
    name: Text
    role: Role
    source: Source
    working_days: Annotated[int, Field(ge=1)] | None = None
    """The time for the step; none: what the rule ``content.approve_within`` gives."""


class Confirmation(Dated):
    """What whoever approves has to confirm of a page before it becomes public (FLOW-08)."""

    key: Key
    text: Text
    source: Source
    confidence: Confidence


class ReportColumn(Facts):
    """A column of a statutory report: its printed head and the indicator that fills it."""

    indicator: Key
    head: Text
    kind: Literal["ordinal", "text", "ratio", "count", "yes_no", "published_state"]
    note: Text | None = None
    """What the form asks to be counted or answered here."""


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
