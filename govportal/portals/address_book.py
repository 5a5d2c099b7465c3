"""What the rules of a province make of the names of its agencies: every address they may have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import get_args

from govportal import plugins
from govportal.defaults import national_domain_scheme
from govportal.province import AgencySpec, DomainRule, DomainScheme, NameForm

from .addresses import Address, level


class AddressBook:
    """The addresses that a scheme allows to agencies, on one day.

    For a kind of agency that the province has no rule for, the national rules stand in.
    """

    def __init__(self, scheme: DomainScheme, agencies: Sequence[AgencySpec], on: date) -> None:
        self.scheme = scheme
        self.national = national_domain_scheme(scheme.base)
        self.agencies = agencies
        self.on = on
        self.languages = plugins.province().languages
        self._by_code = {agency.code: agency for agency in agencies}
        self._rules: dict[tuple[str, str], tuple[DomainRule, ...]] = {}
        self._known_labels: dict[tuple[str, NameForm], tuple[str, ...]] = {}

    def rules(self, kind: str, locale: str) -> tuple[DomainRule, ...]:
        """Return the rules that bind agencies of *kind* for *locale*, the usual one first."""
        key = (kind, locale)
        if key not in self._rules:
            self._rules[key] = self._find_rules(kind, locale)
        return self._rules[key]

    def _find_rules(self, kind: str, locale: str) -> tuple[DomainRule, ...]:
        own = self.scheme.rules_for(kind, locale, self.on)
        if own:
            return own
        if locale == "vi":
            return self.national.rules_for(kind, "vi", self.on)
        # Where no rule fixes the foreign address it is a path under the Vietnamese one.
        return tuple(
            rule.model_copy(update={"path": locale, "locale": locale})
            for rule in self.rules(kind, "vi")
        )

    def all_rules(self, kind: str) -> list[DomainRule]:
        """Return the rules that bind agencies of *kind* in every language."""
        return [rule for locale in self.languages for rule in self.rules(kind, locale)]

    def derive(self, agency: AgencySpec, locale: str = "vi") -> Address | None:
        """Return the address that the rules give *agency* for *locale*, None where none is."""
        for rule in self.rules(agency.kind, locale):
            for host in self.hosts(rule, agency):
                return Address(host, rule.path)
        return None

    def hosts(self, rule: DomainRule, agency: AgencySpec) -> tuple[str, ...]:
        """Return every host that *rule* allows to *agency*, the usual one first."""
        if "{label}" not in rule.host:
            return (rule.host,)
        parent = self._parent_label(agency) if "{parent}" in rule.host else "-"
        if not parent:
            return ()
        labels = self._labels(rule.names, agency)
        return tuple(
            rule.host.format(label=label, parent=parent)
            for label in labels
            if label not in self.scheme.reserved_labels
        )

    def _labels(self, names: Iterable[NameForm], agency: AgencySpec) -> tuple[str, ...]:
        allowed = [label for form in names for label in self._labels_of(agency, form)]
        if agency.label in allowed:
            allowed.insert(0, agency.label)
        return tuple(dict.fromkeys(allowed))

    def labels_allowed(self, agency: AgencySpec) -> tuple[str, ...]:
        """Return every label that some rule allows *agency*, also one of other days."""
        of_other_days = [rule for rule in self.scheme.rules if agency.kind in rule.kinds]
        rules = [*self.all_rules(agency.kind), *of_other_days]
        labels = self._labels([form for rule in rules for form in rule.names], agency)
        fixed = [rule.host.split(".")[0] for rule in rules if "{label}" not in rule.host]
        allowed = dict.fromkeys([*labels, *fixed])
        return tuple(label for label in allowed if label not in self.scheme.reserved_labels)

    def _labels_of(self, agency: AgencySpec, form: NameForm) -> tuple[str, ...]:
        key = (agency.code, form)
        if key not in self._known_labels:
            kind = plugins.agency_kinds()[agency.kind]
            self._known_labels[key] = agency.labels(form, kind)
        return self._known_labels[key]

    def _parent_label(self, agency: AgencySpec) -> str:
        superior = self._by_code.get(agency.parent)
        address = self.derive(superior) if superior and superior.kind != "province" else None
        return address.label if address else ""

    # --- read the other way: whose an address is --------------------------------------------

    @cached_property
    def owners(self) -> dict[str, list[AgencySpec]]:
        """The agencies with a portal by the host that the rules give them."""
        return _grouped(
            (address.host, agency)
            for agency in self.agencies
            if agency.has_portal
            for address in (self.derive(agency, locale) for locale in self.languages)
            if address is not None
        )

    @cached_property
    def by_host(self) -> dict[str, list[AgencySpec]]:
        """The agencies by every host that some rule allows them."""
        return _grouped(
            (host, agency)
            for agency in self.agencies
            for rule in self.all_rules(agency.kind)
            for host in self.hosts(rule, agency)
        )

    @cached_property
    def by_label(self) -> dict[str, list[AgencySpec]]:
        """The agencies by every label that is some form of their name, allowed or not."""
        forms: tuple[NameForm, ...] = get_args(NameForm)
        return _grouped(
            (label, agency)
            for agency in self.agencies
            for label in (*self._labels(forms, agency), agency.label)
        )

    def candidates(self, address: Address) -> list[AgencySpec]:
        """Return the agencies that *address* could mean, the likeliest first."""
        named = [*self.owners.get(address.host, ()), *self.by_host.get(address.host, ())]
        if not named and address.label in (*self.languages, *self.scheme.reserved_labels):
            named = [agency for agency in self.agencies if agency.kind == "province"]
        if not named:
            named = sorted(
                self.by_label.get(address.label.replace("-", ""), ()),
                key=lambda agency: address.level not in self.levels(agency.kind),
            )
        return list({agency.code: agency for agency in named}.values())

    def levels(self, kind: str) -> set[int]:
        """Return the levels that hosts of agencies of *kind* have."""
        return {level(rule.host) for rule in self.all_rules(kind)}

    @cached_property
    def deepest(self) -> int:
        """The deepest level that a host of the province has."""
        return max(max(self.levels(agency.kind), default=0) for agency in self.agencies)


def _grouped(pairs: Iterable[tuple[str, AgencySpec]]) -> dict[str, list[AgencySpec]]:
    found: dict[str, dict[str, AgencySpec]] = {}
    for key, agency in pairs:
        found.setdefault(key, {})[agency.code] = agency
    return {key: list(agencies.values()) for key, agencies in found.items()}
