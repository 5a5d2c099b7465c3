"""Rules of law as dated data: the value in force on a day, the article, and what it replaced."""

from govportal.law.calendar import add_working_days, is_working_day
from govportal.law.rules import (
    Loosening,
    ResolvedRule,
    definitions,
    loosenings,
    number,
    rule,
    rules_in_force,
    value,
)

__all__ = [
    "Loosening",
    "ResolvedRule",
    "add_working_days",
    "definitions",
    "is_working_day",
    "loosenings",
    "number",
    "rule",
    "rules_in_force",
    "value",
]
