"""Keeps programs from flooding the form, without asking anybody outside and without a puzzle.

How often an address may ask is counted by :mod:`govportal.security.rates`.
"""

from __future__ import annotations

from django.core import signing

SALT = "govportal.citizens.spam"
LEAST_SECONDS = 3
"""Nobody reads the notice and fills the form in faster."""
GREATEST_SECONDS = 24 * 3600
QUESTIONS_PER_WINDOW = 10
"""High enough for the public computers of a one-stop office, which share an address."""
LOOKUPS_PER_WINDOW = 60


def stamp() -> str:
    """Return a signed note of the present time for a form that is shown now."""
    return signing.TimestampSigner(salt=SALT).sign("form")


def is_current(stamped: str) -> bool:
    """Return whether the stamp is ours and not older than a day."""
    return _is_younger(stamped, GREATEST_SECONDS)


def is_too_fast(stamped: str) -> bool:
    """Return whether the form with this stamp was filled in faster than people can."""
    return _is_younger(stamped, LEAST_SECONDS)


def _is_younger(stamped: str, seconds: int) -> bool:
    try:
        signing.TimestampSigner(salt=SALT).unsign(stamped, max_age=seconds)
    except signing.BadSignature:
        return False
    return True
