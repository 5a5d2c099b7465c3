"""What every province plugin must hold to, as a class of tests that its author subclasses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

import pytest
from django.utils import timezone

from govportal import law, plugins
from govportal.facts import Dated, Facts, Text
from govportal.portals import domains
from govportal.portals.domains import Domains, Finding, Verdict
from govportal.province import Rule
from govportal.testing import section_faults
from govportal.testing.plugins import province_plugin

AddressCase = str | tuple[str, str]
"""An address, or an address and the code of the agency whose it is to be."""


class ProvinceContract:
    """Tests of a plugin's data against the rules that govportal relies on. No database is used.

    Name the subclass ``Test…`` and set ``hooks`` to the plugin's ``govportal_hooks`` module.
    """

    hooks: ClassVar[object]
    good_addresses: ClassVar[Sequence[AddressCase]] = ()
    """Addresses that must be allowed, as the regulation and its examples have it."""
    bad_addresses: ClassVar[Sequence[AddressCase]] = ()
    """Addresses that must be refused."""
    english_addresses: ClassVar[Mapping[str, str]] = {}
    """The address in English by code of agency."""
    looser_than_national: ClassVar[frozenset[str]] = frozenset()
    """Security rules whose national value is stricter and therefore stands; known to the author."""

    @pytest.fixture(autouse=True)
    def _only_this_plugin(self) -> Iterator[None]:
        with province_plugin(self.hooks):
            yield

    # --- data ---------------------------------------------------------------------------------

    def test_data_reads(self):
        assert plugins.province().systems
        assert [agency.kind for agency in plugins.agencies()].count("province") == 1

    def test_codes_are_unique(self):
        codes = [agency.code for agency in plugins.manager.hook.agencies()]
        assert sorted(codes) == sorted(set(codes))

    def test_parents_exist(self):
        given = plugins.manager.hook.agencies()
        codes = {agency.code for agency in given}
        assert [a.code for a in given if a.parent and a.parent not in codes] == []
        # An agency below a parent that is below itself would be lost on the way down.
        assert len(plugins.agencies()) == len(given)

    def test_systems_of_agencies_exist(self):
        keys = {"", *(system.key for system in plugins.province().systems)}
        assert [a.code for a in plugins.agencies() if a.system not in keys] == []

    def test_kinds_are_known(self):
        kinds = plugins.agency_kinds()
        assert {agency.kind for agency in plugins.agencies()} <= set(kinds)

    def test_stated_values_have_a_source(self):
        assert [where for where, fact in _facts() if getattr(fact, "source", "stated") == ""] == []

    def test_dates_are_in_order(self):
        dated = [(where, fact) for where, fact in _facts() if isinstance(fact, Dated)]
        wrong = [
            where
            for where, fact in dated
            if fact.valid_from and fact.valid_to and fact.valid_from > fact.valid_to
        ]
        assert wrong == []

    def test_names_are_in_both_languages(self):
        province = plugins.province()
        texts = [province.name, *([province.history] if province.history else [])]
        texts += [agency.name for agency in plugins.agencies()]
        texts += [plugins.agency_kinds()[a.kind].portal_name for a in plugins.agencies()]
        assert [text.vi for text in texts if not text.en] == []

    def test_bodies_are_agencies_of_the_province(self):
        codes = {"", *(agency.code for agency in plugins.agencies())}
        named = [body.agency for _where, body in _facts() if type(body).__name__ == "Body"]
        assert [code for code in named if code not in codes] == []

    def test_mailbox_is_an_intake_channel(self):
        for system in plugins.province().systems:
            channels = {channel.address for channel in system.intake}
            assert not system.mailbox or system.mailbox in channels

    def test_reports_use_forms_that_exist(self):
        duties = [duty for system in plugins.province().systems for duty in system.reports]
        wanted = {key for duty in duties for key in duty.templates}
        assert wanted <= set(plugins.report_templates())

    # --- rules --------------------------------------------------------------------------------

    def test_rules_are_defined(self):
        definitions = law.definitions()
        assert [rule.id for rule in _own_rules() if rule.id not in definitions] == []
        types = {"int": int, "bool": bool, "str": str}
        wrong = [r.id for r in _own_rules() if type(r.value) is not types[definitions[r.id].type]]
        assert wrong == []

    def test_rules_bind_systems_that_exist(self):
        keys = {"", *(system.key for system in plugins.province().systems)}
        assert [rule.id for rule in _own_rules() if rule.system not in keys] == []

    def test_no_rule_loosens_security_silently(self):
        today = timezone.localdate()
        overruled = {
            rule.id
            for rule in _own_rules()
            if law.definitions()[rule.id].stricter
            and rule.is_in_force(today)
            and law.value(rule.id, today, rule.system) != rule.value
        }
        assert overruled == self.looser_than_national

    # --- accents ------------------------------------------------------------------------------

    def test_accents_are_legible_and_named_in_both_languages(self):
        own = plugins.own_accents().values()
        assert [(accent.key, fault) for accent in own for fault in accent.faults()] == []
        assert [accent.key for accent in own if not accent.name.en] == []

    def test_accents_have_keys_of_their_own(self):
        given = [accent.key for answer in plugins.manager.hook.accents() for accent in answer]
        assert sorted(given) == sorted(set(given))

    def test_kinds_have_accents_that_are_described(self):
        wanted = {kind.accent for kind in plugins.agency_kinds().values()}
        assert wanted <= {"", *plugins.accents()}

    # --- sections -----------------------------------------------------------------------------

    def test_sections_stand_in_sections_that_the_portal_has(self):
        assert list(section_faults.without_parent()) == []

    def test_sections_do_not_stand_in_themselves(self):
        assert list(section_faults.in_a_circle()) == []

    def test_sections_hold_records_that_are_described(self):
        assert section_faults.without_record_type(self.hooks) == []

    def test_sections_bind_agencies_and_kinds_that_exist(self):
        assert section_faults.binding_nobody(self.hooks) == []

    # --- addresses ----------------------------------------------------------------------------

    def test_derived_addresses_are_allowed(self):
        assert list(_refused_derivations(domains.of_province())) == []

    def test_every_portal_has_an_address(self):
        scheme = domains.of_province()
        portals = [agency for agency in plugins.agencies() if agency.has_portal]
        assert [agency.code for agency in portals if scheme.derive(agency) is None] == []

    def test_no_two_agencies_share_a_host(self):
        clashes = domains.of_province().clashes()
        assert [(str(c.address), [a.code for a in c.agencies]) for c in clashes] == []

    def test_english_address_differs_and_follows_the_strategy(self):
        scheme = domains.of_province()
        for agency in plugins.agencies():
            if agency.has_portal:
                assert scheme.derive(agency) != scheme.derive(agency, "en"), agency.code
        for code, wanted in self.english_addresses.items():
            assert str(scheme.derive(plugins.agency(code), "en")) == wanted

    def test_good_addresses_are_allowed(self):
        verdicts = [(case, _judge(case)) for case in self.good_addresses]
        assert [(case, _errors(v)) for case, v in verdicts if not v.is_allowed] == []

    def test_bad_addresses_are_refused(self):
        verdicts = [(case, _judge(case)) for case in self.bad_addresses]
        assert [case for case, verdict in verdicts if verdict.is_allowed] == []
        unsourced = [
            case for case, verdict in verdicts for item in _errors(verdict) if not item.source
        ]
        assert unsourced == []


def _judge(case: AddressCase) -> Verdict:
    text, code = (case, "") if isinstance(case, str) else case
    agency = plugins.agency(code) if code else None
    return domains.of_province().judge(domains.parse_address(text), agency)


def _errors(verdict: Verdict) -> list[Finding]:
    return [finding for finding in verdict.findings if finding.severity == "error"]


def _refused_derivations(scheme: Domains) -> Iterator[tuple[str, str]]:
    for agency in plugins.agencies():
        for locale in plugins.province().languages if agency.has_portal else ():
            address = scheme.derive(agency, locale)
            if address and not scheme.judge(address, agency).is_allowed:
                yield agency.code, str(address)
            if address and scheme.judge(address).agency != agency:
                yield agency.code, str(address)


def _own_rules() -> list[Rule]:
    return [rule for given_by, rule in plugins.rules() if given_by != "govportal"]


def _facts() -> Iterator[tuple[str, Facts]]:
    """Yield each set of facts that the plugin states, with its place."""
    scheme = plugins.domain_scheme()
    roots: dict[str, object] = {
        "province": plugins.province(),
        "agencies": plugins.agencies(),
        "domains": scheme.rules if scheme else (),
        "rules": tuple(_own_rules()),
        "report_templates": tuple(plugins.report_templates().values()),
        "connections": tuple(plugins.connections(timezone.localdate()).values()),
    }
    for where, value in roots.items():
        yield from _within(where, value)


def _within(where: str, value: object) -> Iterator[tuple[str, Facts]]:
    if isinstance(value, Facts) and not isinstance(value, Text):
        yield where, value
        for name in type(value).model_fields:
            yield from _within(f"{where}.{name}", getattr(value, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _within(f"{where}[{index}]", item)
