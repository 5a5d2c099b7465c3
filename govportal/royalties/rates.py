"""The rates of a day: data of law, which a portal's own decision may lower but not exceed.

Decree 18/2014/NĐ-CP, Article 7: a royalty is a coefficient, at most that of the genre, times the
value of one unit, which is a share of the base salary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from govportal import law
from govportal.portals.models import Portal

if TYPE_CHECKING:
    from govportal.royalties.decisions import RateDecision

GENRE = "royalties.genre."
TRANSLATION = ("royalties.translation_least", "royalties.translation_most")
ADDITION = ("royalties.addition_least", "royalties.addition_most")


class NoRateError(Exception):
    """No rate is in force on the day that a royalty falls on; *rule_id* says which."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(rule_id)
        self.rule_id = rule_id


@dataclass(frozen=True)
class Rate:
    """A value of a day, in the rule's unit, with the lines that say where it comes from."""

    value: Decimal
    basis: tuple[str, ...]


def genre_choices() -> list[tuple[str, str]]:
    """Return key and name of every genre that any rule knows, past ones too."""
    language = get_language() or "vi"
    return [
        (rule_id.removeprefix(GENRE), definition.label.in_language(language))
        for rule_id, definition in law.definitions().items()
        if rule_id.startswith(GENRE)
    ]


def unit_value(portal: Portal, on: date, decision: RateDecision | None = None) -> Rate:
    """Return the value in đồng of one unit for *portal* on a day, rounded half up.

    Raises:
        NoRateError: base salary or share have no value that day.
    """
    salary = _rule("royalties.base_salary", portal, on)
    percent = _rule("royalties.unit_percent", portal, on)
    value = Decimal(int(salary.value) * int(percent.value)) / 100
    rate = Rate(value.quantize(Decimal(1), ROUND_HALF_UP), (_line(salary), _line(percent)))
    return _lowered(rate, decision, decision.unit_value if decision else None)


def greatest_coefficient(
    portal: Portal, genre: str, on: date, decision: RateDecision | None = None
) -> Rate:
    """Return the greatest coefficient of *genre* for *portal* on a day.

    Raises:
        NoRateError: the genre has no coefficient that day.
    """
    found = _rule(GENRE + genre, portal, on)
    rate = Rate(Decimal(int(found.value)), (_line(found),))
    return _lowered(rate, decision, decision.ceiling(genre) if decision else None)


def percent_range(rules: tuple[str, str], portal: Portal, on: date) -> tuple[int, int]:
    """Return the least and the greatest per cent that the two *rules* allow on a day.

    Raises:
        NoRateError: one of them has no value that day.
    """
    least, most = (int(_rule(rule_id, portal, on).value) for rule_id in rules)
    return least, most


def percent_basis(rules: tuple[str, str], portal: Portal, on: date) -> Iterator[str]:
    """Yield the lines that say where the range of the two *rules* comes from."""
    for rule_id in rules:
        yield _line(_rule(rule_id, portal, on))


def _rule(rule_id: str, portal: Portal, on: date) -> law.ResolvedRule:
    try:
        return law.rule(rule_id, on, portal.system)
    except KeyError as error:
        raise NoRateError(rule_id) from error


def _lowered(rate: Rate, decision: RateDecision | None, own: Decimal | int | None) -> Rate:
    """Return *rate*, or the portal's *own* where it is lower: a decision never raises a rate."""
    if decision is None or own is None or own >= rate.value:
        return rate
    return Rate(Decimal(own), (*rate.basis, decision.as_basis(own)))


def _line(found: law.ResolvedRule) -> str:
    """Return a rule as it was used: kept with the royalty, so in Vietnamese whoever reads it."""
    rule = found.rule
    days = " – ".join(f"{day:%d/%m/%Y}" if day else "…" for day in (rule.valid_from, rule.valid_to))
    return f"{found.definition.label.vi}: {rule.value} ({rule.source}; {days})"
