"""Keeps programs from flooding the form, without asking anybody outside and without a puzzle.

The address of a sender is never stored: only a keyed hash of it counts in the cache for an hour.
"""

from __future__ import annotations

from axes.helpers import get_client_ip_address
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

SALT = "govportal.citizens.spam"
LEAST_SECONDS = 3
"""Nobody reads the notice and fills the form in faster."""
GREATEST_SECONDS = 24 * 3600
WINDOW_SECONDS = 3600
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


def is_over_limit(request: HttpRequest, action: str, limit: int) -> bool:
    """Count one *action* of the sender of *request*; return whether the hour's limit is passed."""
    address = get_client_ip_address(request) or ""
    key = "feedback-" + salted_hmac(SALT, f"{action} {address}", algorithm="sha256").hexdigest()
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) > limit
    except ValueError:
        # The entry ended between the two calls: a new hour begins.
        return False
