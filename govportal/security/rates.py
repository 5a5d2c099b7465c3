"""Keeps one address from doing the same thing too often, without keeping the address.

Only a keyed hash of it counts in the cache, for an hour.
"""

from __future__ import annotations

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

SALT = "govportal.security.rates"
WINDOW_SECONDS = 3600


def is_over_limit(request: HttpRequest, action: str, limit: int) -> bool:
    """Count one *action* of the sender of *request*; return whether the hour's limit is passed."""
    address = get_client_ip_address(request) or ""
    key = "rate-" + salted_hmac(SALT, f"{action} {address}", algorithm="sha256").hexdigest()
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) > limit
    except ValueError:
        # The entry ended between the two calls: a new hour begins.
        return False
