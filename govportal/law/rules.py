"""Which value of a rule is in force, by whom, and what it replaced.

National law comes first, the province's regulation over it, the deployment's setting over both.
For a security rule the strictest of the three wins, whoever gives it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from govportal import defaults, plugins
from govportal.province import Rule, RuleDefinition, RuleValue

DEPLOYMENT = "GOVPORTAL_RULES"


@dataclass(frozen=True)
class ResolvedRule:
    """A rule's value in force, who gives it and which values it stands in place of."""

    definition: RuleDefinition
    rule: Rule
    given_by: str
    replaced: tuple[tuple[str, Rule], ...]

    @property
    def value(self) -> RuleValue:
        """The value in force, in the definition's unit."""
        return self.rule.value


@dataclass(frozen=True)
class Loosening:
    """A deployment's setting that is looser than a security rule of law."""

    definition: RuleDefinition
    wanted: RuleValue
    required: Rule


@lru_cache
def definitions() -> dict[str, RuleDefinition]:
    """Return what each rule is about, by id."""
    return {item.id: item for item in defaults.national("definitions").definitions}


def value(rule_id: str, on: date | None = None, system: str = "") -> RuleValue:
    """Return the value of *rule_id* in force *on* a day (today) for portals of *system*.

    Raises:
        KeyError: no such rule is defined, or none is in force that day.
    """
    return rule(rule_id, on, system).value


def number(rule_id: str, on: date | None = None, system: str = "") -> int:
    """Return the value of a rule that is a number, in its definition's unit.

    Raises:
        KeyError: as :func:`value`.
        TypeError: the rule's value is not a number.
    """
    found = value(rule_id, on, system)
    if not isinstance(found, int):
        raise TypeError(f"{rule_id} is not a number: {found!r}")
    return found


def rule(rule_id: str, on: date | None = None, system: str = "") -> ResolvedRule:
    """Return the rule *rule_id* in force *on* a day (today), with what it replaced.

    Raises:
        KeyError: no such rule is defined, or none is in force that day.
    """
    definition = definitions()[rule_id]
    day = on or timezone.localdate()
    given = [*_of_law(rule_id, day, system), *_of_deployment(rule_id)]
    if not given:
        raise KeyError(f"{rule_id}: no value in force on {day}")
    winner = _winner(definition, given)
    replaced = (*(item for item in given if item is not winner), *_ended(rule_id, day, system))
    return ResolvedRule(definition, winner[1], winner[0], tuple(replaced))


def rules_in_force(on: date | None = None, system: str = "") -> list[ResolvedRule]:
    """Return every rule that has a value on the day, in order of id."""
    found = []
    for rule_id in sorted(definitions()):
        try:
            found.append(rule(rule_id, on, system))
        except KeyError:
            continue
    return found


def loosenings(on: date | None = None) -> list[Loosening]:
    """Return the security rules that the deployment's settings try to loosen."""
    found = []
    day = on or timezone.localdate()
    for rule_id, definition in definitions().items():
        wanted, law = _of_deployment(rule_id), list(_of_law(rule_id, day, ""))
        if definition.stricter and wanted and law:
            strictest = _winner(definition, law)[1]
            if _strictness(definition, wanted[0][1]) < _strictness(definition, strictest):
                found.append(Loosening(definition, wanted[0][1].value, strictest))
    return found


def _of_law(rule_id: str, day: date, system: str) -> Iterable[tuple[str, Rule]]:
    for given_by, item in plugins.rules():
        if item.id == rule_id and _binds(item, system) and item.is_in_force(day):
            yield given_by, item


def _ended(rule_id: str, day: date, system: str) -> Iterable[tuple[str, Rule]]:
    for given_by, item in plugins.rules():
        ended = item.valid_to is not None and item.valid_to < day
        if item.id == rule_id and _binds(item, system) and ended:
            yield given_by, item


def _binds(item: Rule, system: str) -> bool:
    """Return whether *item* binds *system*; no system means the province's main one."""
    return not item.system or item.system == (system or plugins.province().system().key)


def _of_deployment(rule_id: str) -> list[tuple[str, Rule]]:
    wanted = getattr(settings, DEPLOYMENT, {})
    if rule_id not in wanted:
        return []
    item = Rule(id=rule_id, value=wanted[rule_id], source=DEPLOYMENT, confidence="S")
    return [("settings", item)]


def _winner(definition: RuleDefinition, given: list[tuple[str, Rule]]) -> tuple[str, Rule]:
    if definition.stricter:
        return max(given, key=lambda item: _strictness(definition, item[1]))
    return given[-1]


def _strictness(definition: RuleDefinition, item: Rule) -> int:
    amount = int(item.value or 0)
    return amount if definition.stricter == "higher" else -amount
