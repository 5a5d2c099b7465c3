"""What govportal answers when a province does not: the national minimum, as a plugin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from govportal.connections import MeasurementField, OutboundFeed
from govportal.hookspecs import hookimpl
from govportal.province import (
    Accent,
    AgencyKind,
    AgencySpec,
    Confirmation,
    Connection,
    DomainRule,
    DomainScheme,
    EditorialStep,
    Facts,
    FeedbackFacts,
    Holiday,
    RecordType,
    Rule,
    RuleDefinition,
    SectionSpec,
    Text,
)
from govportal.province_files import read_facts
from govportal.province_problems import ProvinceDataError
from govportal.standards import Standard

NATIONAL = Path(__file__).parent / "national"
FactsT = TypeVar("FactsT", bound=Facts)


class NationalData(Facts):
    """The national data files, read together."""

    agency_kinds: tuple[AgencyKind, ...] = ()
    definitions: tuple[RuleDefinition, ...] = ()
    rules: tuple[Rule, ...] = ()
    sections: tuple[SectionSpec, ...] = ()
    record_types: tuple[RecordType, ...] = ()
    steps: tuple[EditorialStep, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    domain_rules: tuple[DomainRule, ...] = ()
    connections: tuple[Connection, ...] = ()
    accents: tuple[Accent, ...] = ()
    outbound_feeds: tuple[OutboundFeed, ...] = ()
    measurement_fields: tuple[MeasurementField, ...] = ()
    standards: tuple[Standard, ...] = ()


@lru_cache
def national(name: str) -> NationalData:
    """Return the national data in the file *name*, without its ``.toml``."""
    facts, problems = read_facts(NATIONAL / f"{name}.toml", NationalData)
    if facts is None:
        raise ProvinceDataError(problems)
    return facts


def national_domain_scheme(base: str) -> DomainScheme:
    """Return the national rules on addresses for the province under *base*."""
    rules = tuple(
        rule.model_copy(update={"host": rule.host.replace("{base}", base)})
        for rule in national("domains").domain_rules
    )
    return DomainScheme(base=base, rules=rules)


@hookimpl
def rules() -> Sequence[Rule]:
    """Return the national rules, past and present."""
    return national("rules").rules


@hookimpl
def sections(agency: AgencySpec) -> Sequence[SectionSpec]:
    """Return the sections that national law asks of every agency of its kind."""
    return tuple(section for section in national("sections").sections if section.binds(agency))


@hookimpl
def record_types() -> Sequence[RecordType]:
    """Return the kinds of record that national law describes."""
    return national("record_types").record_types


@hookimpl
def editorial_steps(agency: AgencySpec, page_type: str) -> Sequence[EditorialStep]:
    """Return two approvals: an editor checks, the board approves (FLOW-01, FLOW-02)."""
    return national("editorial").steps


@hookimpl
def confirmations() -> Sequence[Confirmation]:
    """Return what national law has those confirm who approve (FLOW-08)."""
    return national("editorial").confirmations


@hookimpl
def feedback_agency(feedback: FeedbackFacts) -> str:
    """Return the agency whose portal received the question: its board is the hub."""
    return feedback.portal_agency


@hookimpl
def holidays(year: int) -> Sequence[Holiday]:
    """Return the public holidays of *year*, lunar ones included."""
    import holidays as public_holidays  # noqa: PLC0415 – takes memory of each worker, and few need it

    names_vi = public_holidays.country_holidays("VN", years=year, language="vi")
    names_en = public_holidays.country_holidays("VN", years=year, language="en_US")
    return tuple(
        Holiday(day=day, name=Text(vi=name, en=names_en.get(day, "")))
        for day, name in sorted(names_vi.items())
    )


@hookimpl
def connections() -> Sequence[Connection]:
    """Return the national systems that portals link to."""
    return national("connections").connections


@hookimpl
def accents() -> Sequence[Accent]:
    """Return the accents that ``portal.css`` knows."""
    return national("accents").accents
