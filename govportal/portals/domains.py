"""Derives the address of an agency's portal from the province's rules, and judges addresses.

Both directions read the same :class:`~govportal.portals.address_book.AddressBook`, so an address
that the rules derive is one that they allow. No database is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone

from govportal import plugins
from govportal.province import AgencySpec, DomainRule, DomainScheme, Severity, Text

from .address_book import AddressBook
from .addresses import Address, level, parse_address, shape_problem
from .domain_messages import message

__all__ = [
    "Address",
    "Clash",
    "Domains",
    "Finding",
    "Verdict",
    "of_province",
    "parse_address",
]


@dataclass(frozen=True)
class Finding:
    """One thing to say about an address: how grave, by which rule and article, and what to do."""

    severity: Severity
    code: str
    """What is said, as a key that does not change: ``wrong_name``, ``reserved_label``."""
    rule: str
    source: str
    text: Text

    def as_dict(self) -> dict[str, object]:
        """Return the finding as JSON-ready data."""
        return {
            "severity": self.severity,
            "code": self.code,
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


class Domains:
    """The scheme of addresses of one province, on one day."""

    def __init__(
        self, scheme: DomainScheme, agencies: Sequence[AgencySpec], on: date | None = None
    ) -> None:
        self.on = on or plugins.province().reference_day(timezone.localdate())
        self.book = AddressBook(scheme, agencies, self.on)
        self.base = scheme.base

    def derive(self, agency: AgencySpec, locale: str = "vi") -> Address | None:
        """Return the address that the rules give *agency* for *locale*, None where none is."""
        return self.book.derive(agency, locale)

    def clashes(self) -> list[Clash]:
        """Return the addresses that more than one agency would get."""
        return [
            Clash(Address(host), tuple(found))
            for host, found in self.book.owners.items()
            if len(found) > 1
        ]

    def judge(self, address: Address, agency: AgencySpec | None = None) -> Verdict:
        """Return the verdict on *address*, as the address of *agency* where one is named."""
        if code := shape_problem(address.host):
            return Verdict(address, agency, None, (self._lawful(code, address),))
        if not self._is_under_base(address.host):
            finding = self._finding("error", "not_under_base", self._base_rule(), address)
            return Verdict(address, agency, None, (finding,))
        if agency is not None:
            return self._judge_for(address, agency)
        return self._judge_for_anyone(address)

    # --- whose it is --------------------------------------------------------------------------

    def _judge_for_anyone(self, address: Address) -> Verdict:
        candidates = self.book.candidates(address)
        if not candidates:
            code = "too_deep" if address.level > self.book.deepest else "unknown_name"
            return Verdict(address, None, None, (self._lawful(code, address),))
        verdicts = [self._judge_for(address, agency) for agency in candidates]
        allowed = [verdict for verdict in verdicts if verdict.is_allowed]
        best = (allowed or verdicts)[0]
        rivals = [verdict.agency for verdict in allowed or verdicts if verdict.agency]
        if len(rivals) < 2 or best.agency in self.book.owners.get(address.host, ()):
            return best
        severity: Severity = "warning" if allowed else "advice"
        finding = self._finding(severity, "ambiguous", best.rule, address, *rivals)
        return replace(best, findings=(*best.findings, finding))

    def _judge_for(self, address: Address, agency: AgencySpec) -> Verdict:
        rules = self.book.all_rules(agency.kind)
        for rule in rules:
            if address.path == rule.path and address.host in self.book.hosts(rule, agency):
                return Verdict(address, agency, rule, tuple(self._remarks(address, agency, rule)))
        return Verdict(address, agency, None, (self._broken(address, agency, rules),))

    # --- what is right but worth a word -------------------------------------------------------

    def _remarks(self, address: Address, agency: AgencySpec, rule: DomainRule) -> Iterator[Finding]:
        others = self.book.owners.get(address.host, ())
        if others and agency not in others:
            yield self._finding("error", "taken", rule, address, *others)
        if rule.note is not None:
            yield Finding("advice", "note", rule.key, rule.source, rule.note)
        if rule.severity == "advice":
            yield self._finding("advice", "encouraged", rule, address, agency)
        yield from self._national(address, agency, rule)

    def _national(
        self, address: Address, agency: AgencySpec, rule: DomainRule
    ) -> Iterable[Finding]:
        """Warn where the province allows a form of name that national law does not."""
        is_of_its_own = rule.locale != "vi" and not rule.path
        national = self.book.national.rules_for(agency.kind, "vi", self.on)
        if "{label}" not in rule.host or is_of_its_own or not national:
            return
        if not any(address.host in self.book.hosts(item, agency) for item in national):
            yield self._finding("warning", "national_name", national[0], address, agency)

    # --- what is wrong ------------------------------------------------------------------------

    def _broken(self, address: Address, agency: AgencySpec, rules: Sequence[DomainRule]) -> Finding:
        hosts = {host for rule in rules for host in self.book.hosts(rule, agency)}
        if not hosts:
            return self._finding("warning", "no_rule", self._base_rule(), address, agency)
        meant = (address.path, address.label)
        rule = next((rule for rule in rules if rule.locale in meant), rules[0])
        severity: Severity = "error" if rule.severity == "error" else "warning"
        code = self._reason(address, agency, rules, hosts)
        return self._finding(severity, code, rule, address, agency)

    def _reason(
        self, address: Address, agency: AgencySpec, rules: Sequence[DomainRule], hosts: set[str]
    ) -> str:
        if all("{label}" not in rule.host for rule in rules):
            return "fixed_address"
        if address.label in self.book.scheme.reserved_labels and address.level > level(self.base):
            return "reserved_label"
        if address.level not in self.book.levels(agency.kind):
            return "wrong_level"
        if address.host in hosts:
            return "wrong_path"
        if any(host.startswith(f"{address.label}.") for host in hosts):
            return "wrong_parent"
        return "wrong_name"

    def _is_under_base(self, host: str) -> bool:
        return host == self.base or host.endswith(f".{self.base}")

    def _base_rule(self) -> DomainRule | None:
        return next(iter(self.book.rules("province", "vi")), None)

    def _lawful(self, code: str, address: Address) -> Finding:
        """Return the finding that national law itself forbids *address*."""
        national = self.book.national.rules_for("province", "vi", self.on)
        return self._finding("error", code, next(iter(national), self._base_rule()), address)

    def _finding(
        self,
        severity: Severity,
        code: str,
        rule: DomainRule | None,
        address: Address,
        *agencies: AgencySpec,
    ) -> Finding:
        text = message(
            code,
            address=str(address),
            agencies=agencies,
            base=self.base,
            wanted=self._wanted(agencies[0]) if agencies else "",
        )
        return Finding(severity, code, rule.key if rule else "", rule.source if rule else "", text)

    def _wanted(self, agency: AgencySpec) -> str:
        addresses = [self.derive(agency, locale) for locale in self.book.languages]
        return ", ".join(dict.fromkeys(str(address) for address in addresses if address))


def of_province(on: date | None = None) -> Domains:
    """Return the scheme of the province served, on a day (its reference day of today).

    Raises:
        NoProvinceError: no plugin gives a scheme of addresses.
    """
    return _on(on or plugins.province().reference_day(timezone.localdate()))


@plugins.remember
def _on(day: date) -> Domains:
    scheme = plugins.domain_scheme()
    if scheme is None:
        raise plugins.NoProvinceError
    return Domains(scheme, plugins.agencies(), day)
