"""How many requests a key, or an address without one, has made this minute.

django-ninja's own throttles keep a list of times that they read, change and write back: two
processes at once lose requests. The cache counts in one step, in memory as on Redis.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpResponse

WINDOW = 60
"""Seconds."""


@dataclass(frozen=True)
class Tally:
    """What is used of a limit, and the seconds until it is counted anew."""

    limit: int
    used: int
    seconds_left: int

    @property
    def is_exceeded(self) -> bool:
        """Whether this request is one too many."""
        return self.used > self.limit

    def tell(self, response: HttpResponse) -> None:
        """Write into the headers of *response* what is left (IETF draft on RateLimit headers)."""
        left = max(self.limit - self.used, 0)
        response["RateLimit-Policy"] = f'"requests";q={self.limit};w={WINDOW}'
        response["RateLimit"] = f'"requests";r={left};t={self.seconds_left}'
        if self.is_exceeded:
            response["Retry-After"] = str(self.seconds_left)


def count(subject: str, limit: int) -> Tally:
    """Count one request of *subject*, which may make *limit* a minute."""
    now = time.time()
    window = int(now // WINDOW)
    key = f"govportal.exchange:{subject}:{window}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        used = cache.incr(key)
    except ValueError:  # the cache was emptied between the two
        used = 1
    return Tally(limit, used, math.ceil((window + 1) * WINDOW - now) or 1)
