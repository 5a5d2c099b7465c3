"""What is read from the database and kept in Django's cache, which a page can do without."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache import cache

logger = logging.getLogger(__name__)


def read_cached(key: str, read: Callable[[], Any], seconds: int) -> Any:
    """Return what *read* returned within the last *seconds*; while the cache is away, read it."""
    try:
        return cache.get_or_set(key, read, seconds)
    except Exception:  # of whichever cache the deployment has
        logger.exception("The cache does not answer; %s is read without it", key)
        return read()


def forget_cached(keys: Iterable[str]) -> None:
    """Let the values of *keys* be read again; while the cache is away, they end by their time."""
    try:
        cache.delete_many(list(keys))
    except Exception:  # of whichever cache the deployment has
        logger.exception("The cache does not answer; what it holds ends by its time")
