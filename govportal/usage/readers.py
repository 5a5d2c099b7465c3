"""Tells a person who reads a page from a program, and from a browser that fetches ahead."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest

WORDS_FILE = Path(__file__).with_name("robots.toml")


def is_read_by_person(request: HttpRequest) -> bool:
    """Return whether *request* is a reader's own. Nothing of it is kept."""
    meta = request.META  # a stored page is sent so fast that reading all headers would be felt
    purpose = meta.get("HTTP_SEC_PURPOSE", "") + meta.get("HTTP_PURPOSE", "")
    return "prefetch" not in purpose.lower() and not is_robot(meta.get("HTTP_USER_AGENT", ""))


@lru_cache(maxsize=1024)  # asked for each page that the cache sends, of few browsers
def is_robot(user_agent: str) -> bool:
    """Return whether a program calls itself so; one that gives no name at all is one too."""
    name = user_agent.lower()
    return not name or any(word in name for word in words())


@lru_cache
def words() -> tuple[str, ...]:
    """Return the words by which robots are known, from ``robots.toml``."""
    return tuple(tomllib.loads(WORDS_FILE.read_text("utf-8"))["words"])
