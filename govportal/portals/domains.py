"""Derives the address of an agency's portal from the province's rules, and judges addresses.

Both directions read the same :class:`~govportal.province.DomainScheme`, so an address that the
scheme derives is one that it allows. No database is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from govportal import plugins
from govportal.defaults import national_domain_scheme
from govportal.province import AgencySpec, DomainRule, DomainScheme, Severity, Text

from .domain_messages import message

LABEL = re.compile(r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")
HOST_LENGTH = 253
UNDER_NATIONAL_LAW = "Nghị định 224/2026/NĐ-CP, Điều 11.4"


@dataclass(frozen=True)
class Address:
    """A host and, where a language or portal lives under a path, that path without slashes."""

    host: str
    path: str = ""

    def __str__(self) -> str:
        return f"{self.host}/{self.path}" if self.path else self.host


@dataclass(frozen=True)
class Finding:
    """One thing to say about an address: how grave, by which rule and article, and what to do."""

    severity: Severity
    rule: str
    source: str
    text: Text

    def as_dict(self) -> dict[str, object]:
        """Return the finding as JSON-ready data."""
        return {
            "severity": self.severity,
            "rule": self.rule,
            "source": self.source,
            "message": {"vi": self.text.vi, "en": self.text.en},
        }


@dataclass(frozen=True)
class Verdict:
    """What the rules say of an address."""

    address: Address
    agency: AgencySpec | None = None
    rule: DomainRule | None = None
    findings: tuple[Finding, ...] = field(default=())

    @property
    def is_allowed(self) -> bool:
        """Whether no error rule is broken."""
        return not any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True)
class Clash:
    """Agencies whose rules give them one and the same address."""

    address: Address
    agencies: tuple[AgencySpec, ...]


def parse_address(text: str) -> Address:
    """Return the address in *text*: with or without scheme, ``www.``, port or path."""
    bare = re.sub(r"^[a-z]+://", "", text.strip(), flags=re.IGNORECASE)
    host, _, path = bare.partition("/")
    host = host.partition(":")[0].lower().removeprefix("www.")
    return Address(host, path.strip("/").partition("/")[0])


class Domains:
    """The scheme of addresses of one province, on one day."""

    def __init__(
        self, scheme: DomainScheme, agencies: Sequence[AgencySpec], on: date | None = None
    ) -> None:
        self.scheme = scheme
        self.agencies = agencies
        self.on = on or plugins.province().reference_day(timezone.localdate())
        self._by_code = {agency.code: agency for agency in agencies}

    def derive(self, agency: AgencySpec, locale: str = "vi") -> Address | None:
        """Return the address that the rules give *agency* for *locale*, None where none is."""
        for rule in self.scheme.rules_for(agency.kind, locale, self.on):
            for host in self._hosts(rule, agency):
                return Address(host, rule.path)
        if locale == "vi":
            return None
        vietnamese = self.derive(agency)
        return vietnamese and Address(vietnamese.host, locale)

    def clashes(self) -> list[Clash]:
        """Return the addresses that more than one agency would get."""
        by_address: dict[Address, list[AgencySpec]] = {}
        for agency in self.agencies:
            address = self.derive(agency) if agency.has_portal else None
            if address is not None:
                by_address.setdefault(address, []).append(agency)
        shared = ((address, found) for address, found in by_address.items() if len(found) > 1)
        return [Clash(address, tuple(found)) for address, found in shared]

    def judge(self, address: Address, agency: AgencySpec | None = None) -> Verdict:
        """Return the verdict on *address*, as the address of *agency* where one is named."""
        shape = tuple(self._shape_findings(address))
        if shape:
            return Verdict(address, agency, None, shape)
        if agency is not None:
            return self._judge_for(address, agency)
        return self._judge_for_anyone(address)

    def _judge_for_anyone(self, address: Address) -> Verdict:
        verdicts = [self._judge_for(address, agency) for agency in self._candidates(address)]
        for verdict in verdicts:
            if verdict.is_allowed:
                return verdict
        if verdicts:
            return verdicts[0]
        finding = self._finding("error", "unknown_name", UNDER_NATIONAL_LAW, address)
        return Verdict(address, None, None, (finding,))

    def _judge_for(self, address: Address, agency: AgencySpec) -> Verdict:
        rules = [
            rule
            for locale in plugins.province().languages
            for rule in self._rules(agency, locale)
        ]
        fitting = [rule for rule in rules if self._fits(address, rule, agency)]
        if fitting:
            findings = (*self._advice(fitting[0], address), *self._national(address, agency))
            return Verdict(address, agency, fitting[0], findings)
        return Verdict(address, agency, None, tuple(self._broken(address, agency, rules)))

    def _rules(self, agency: AgencySpec, locale: str) -> tuple[DomainRule, ...]:
        rules = self.scheme.rules_for(agency.kind, locale, self.on)
        if rules or locale == "vi":
            return rules
        # Where no rule fixes the foreign address it is a path under the Vietnamese one.
        return tuple(
            rule.model_copy(update={"path": locale, "locale": locale})
            for rule in self._rules(agency, "vi")
        )

    def _fits(self, address: Address, rule: DomainRule, agency: AgencySpec) -> bool:
        if address.path != rule.path:
            return False
        label = address.host.partition(".")[0]
        is_reserved = "{label}" in rule.host and label in self.scheme.reserved_labels
        return address.host in self._hosts(rule, agency) and not is_reserved

    def _hosts(self, rule: DomainRule, agency: AgencySpec) -> tuple[str, ...]:
        if "{label}" not in rule.host:
            return (rule.host,)
        parent = self._parent_label(agency)
        if "{parent}" in rule.host and not parent:
            return ()
        labels = self._labels(rule, agency)
        return tuple(rule.host.format(label=label, parent=parent) for label in labels)

    def _labels(self, rule: DomainRule, agency: AgencySpec) -> tuple[str, ...]:
        kind = plugins.agency_kinds()[agency.kind]
        allowed = [label for form in rule.names for label in agency.labels(form, kind)]
        if agency.label in allowed:
            allowed.insert(0, agency.label)
        return tuple(dict.fromkeys(allowed))

    def _parent_label(self, agency: AgencySpec) -> str:
        superior = self._by_code.get(agency.parent)
        address = self.derive(superior) if superior and superior.kind != "province" else None
        return address.host.partition(".")[0] if address else ""

    def _candidates(self, address: Address) -> Iterator[AgencySpec]:
        """Yield the agencies that could mean *address*: by host, else by some form of name."""
        by_name = []
        label = address.host.partition(".")[0].replace("-", "")
        for agency in self.agencies:
            if self._is_own(address, agency):
                yield agency
            elif address.host != self.scheme.base and label in self._all_labels(agency):
                by_name.append(agency)
        yield from by_name

    def _is_own(self, address: Address, agency: AgencySpec) -> bool:
        if agency.kind == "province" and address.host == self.scheme.base:
            return True
        return any(
            address.host in self._hosts(rule, agency)
            for locale in plugins.province().languages
            for rule in self.scheme.rules_for(agency.kind, locale, self.on)
        )

    def _all_labels(self, agency: AgencySpec) -> set[str]:
        kind = plugins.agency_kinds()[agency.kind]
        forms = ("abbreviation", "place_name", "full_name", "english_name", "english_abbreviation")
        return {label for form in forms for label in agency.labels(form, kind)} | {agency.label}

    def _shape_findings(self, address: Address) -> Iterator[Finding]:
        labels = address.host.split(".")
        if not address.host.isascii():
            yield self._finding("error", "diacritics", UNDER_NATIONAL_LAW, address)
        elif len(address.host) > HOST_LENGTH or not all(map(LABEL.match, labels)):
            yield self._finding("error", "label_shape", UNDER_NATIONAL_LAW, address)
        elif not address.host.endswith(".gov.vn"):
            yield self._finding("error", "not_gov_vn", UNDER_NATIONAL_LAW, address)
        elif not self._is_under_base(address.host):
            yield self._finding("error", "not_under_base", self._base_source(), address)

    def _is_under_base(self, host: str) -> bool:
        return host == self.scheme.base or host.endswith(f".{self.scheme.base}")

    def _base_source(self) -> str:
        return self.scheme.rules[0].source if self.scheme.rules else UNDER_NATIONAL_LAW

    def _broken(
        self, address: Address, agency: AgencySpec, rules: Sequence[DomainRule]
    ) -> Iterator[Finding]:
        if not rules:
            yield self._finding("warning", "no_rule", UNDER_NATIONAL_LAW, address, agency)
            return
        wanted = self._wanted(agency)
        rule = rules[0]
        code = self._reason(address, rules)
        severity: Severity = "warning" if rule.severity != "error" else "error"
        yield self._finding(severity, code, rule.source, address, agency, wanted, rule)

    def _reason(self, address: Address, rules: Sequence[DomainRule]) -> str:
        label, depth = address.host.partition(".")[0], address.host.count(".")
        if label in self.scheme.reserved_labels and depth > self.scheme.base.count("."):
            return "reserved_label"
        hosts = [rule for rule in rules if rule.host.count(".") == depth]
        if not hosts:
            return "wrong_level"
        if all("{label}" not in rule.host for rule in rules):
            return "fixed_address"
        if address.path:
            return "wrong_path"
        return "wrong_name"

    def _wanted(self, agency: AgencySpec) -> str:
        addresses = [self.derive(agency, locale) for locale in plugins.province().languages]
        return ", ".join(dict.fromkeys(str(address) for address in addresses if address))

    def _advice(self, rule: DomainRule, address: Address) -> Iterable[Finding]:
        if rule.note is not None:
            yield Finding("advice", rule.key, rule.source, rule.note)
        if rule.severity == "advice":
            yield self._finding("advice", "encouraged", rule.source, address)

    def _national(self, address: Address, agency: AgencySpec) -> Iterable[Finding]:
        national = Domains(national_domain_scheme(self.scheme.base), self.agencies, self.on)
        rules = [*national._rules(agency, "vi"), *national._rules(agency, "en")]
        named = [rule for rule in rules if "{label}" in rule.host]
        is_foreign = any(address == self.derive(agency, code) for code in _foreign())
        if named and not is_foreign and not any(
            national._fits(Address(address.host), rule, agency) for rule in rules if not rule.path
        ):
            yield self._finding("warning", "national_name", named[0].source, address, agency)

    def _finding(
        self,
        severity: Severity,
        code: str,
        source: str,
        address: Address,
        agency: AgencySpec | None = None,
        wanted: str = "",
        rule: DomainRule | None = None,
    ) -> Finding:
        text = message(code, address=str(address), agency=agency, base=self.scheme.base,
                       wanted=wanted)  # fmt: skip
        return Finding(severity, rule.key if rule else code, source, text)


def _foreign() -> tuple[str, ...]:
    return tuple(code for code in plugins.province().languages if code != "vi")


def of_province(on: date | None = None) -> Domains:
    """Return the scheme of the province served; national rules where it has none."""
    scheme = plugins.domain_scheme()
    if scheme is None:
        raise plugins.NoProvinceError
    return Domains(scheme, plugins.agencies(), on)
