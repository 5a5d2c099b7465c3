"""Which requests may be answered from the cache, and under which key."""

from __future__ import annotations

import hashlib
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest

LONGEST_QUERY = 300
"""Characters. A longer query is answered anew each time."""
MOST_PARAMETERS = 20
TRACKING = ("utm_", "fbclid", "gclid", "msclkid")
"""How the names of parameters begin that change nothing on a page."""


class Key(NamedTuple):
    """What tells one cached answer from another."""

    scheme: str
    host: str
    path: str
    query: str

    @property
    def digest(self) -> str:
        """A short name of the key, safe in Redis."""
        return hashlib.sha256("\n".join(self).encode()).hexdigest()


def key_of(request: HttpRequest) -> Key | None:
    """Return the key of *request*, None where the cache has no part in the answer."""
    meta = request.META
    if request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in meta or _is_known(request):
        return None
    if request.path_info.startswith(settings.GOVPORTAL_PATHS_WITHOUT_PORTAL):
        return None
    query = meta.get("QUERY_STRING", "")
    if query:
        plain = plain_query(query)
        if plain is None:
            return None
        query = plain
    return Key(request.scheme or "", meta.get("HTTP_HOST", ""), request.path, query)


def _is_known(request: HttpRequest) -> bool:
    """Return whether a browser may get an answer of its own, or a preview asks."""
    if getattr(request, "is_dummy", False):
        return True
    if not request.META.get("HTTP_COOKIE"):
        return False
    names = (settings.SESSION_COOKIE_NAME, *settings.GOVPORTAL_PAGE_CACHE_COOKIES)
    return any(name in request.COOKIES for name in names)


def plain_query(query: str) -> str | None:
    """Return *query* in order and without what only follows readers; None if it is not usual."""
    if len(query) > LONGEST_QUERY or not query.isascii():
        return None
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    kept = [pair for pair in pairs if not pair[0].startswith(TRACKING)]
    # Of one name alone the order may mean something.
    return urlencode(sorted(kept, key=lambda pair: pair[0]))
