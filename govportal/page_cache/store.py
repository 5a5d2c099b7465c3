"""Where answers lie: near in the memory of the process, far in Redis for all processes."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from govportal import __version__
from govportal.page_cache.entries import Entry, load
from govportal.page_cache.generations import (
    PREFIX,
    Generations,
    ProcessGenerations,
    RedisGenerations,
)
from govportal.page_cache.keys import Key

logger = logging.getLogger(__name__)

NEAR_BYTES = 32 * 1024 * 1024
"""Memory that the answers of one process may take."""
REDIS_SECONDS = 0.25
"""A reader waits no longer for Redis than for a page that is made anew."""


class PageCache:
    """Finds and keeps answers of the present generation."""

    def __init__(
        self, generations: Generations, redis: Any = None, limit: int = NEAR_BYTES,
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self.generations, self.clock = generations, clock
        self._redis, self._limit = redis, limit
        self._near: OrderedDict[Key, Entry] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def find(self, key: Key) -> Entry | None:
        """Return the answer for *key* from this process, None where none holds any more."""
        entry = self._near.get(key)
        if entry is None or entry.expires <= self.clock():
            return None
        return entry if entry.generation == self.generations.current(entry.scope) else None

    def find_far(self, key: Key, generation: str) -> Entry | None:
        """Return the answer for *key* that another process made, and keep it here."""
        if not self._goes_far(key):
            return None
        try:
            data = self._redis.get(_far_name(key, generation))
            entry = load(data) if data else None
        except Exception as error:
            logger.debug("Nothing read from Redis: %s", error)
            return None
        if entry is None or entry.expires <= self.clock():
            return None
        self._keep_near(key, entry)
        return entry

    def keep(self, key: Key, entry: Entry) -> None:
        """Keep *entry* for *key*, here and for other processes."""
        self._keep_near(key, entry)
        if self._goes_far(key):
            seconds = max(1, math.ceil(entry.expires - self.clock()))
            try:
                self._redis.set(_far_name(key, entry.generation), entry.dump(), ex=seconds)
            except Exception as error:
                logger.debug("Nothing written to Redis: %s", error)

    def _goes_far(self, key: Key) -> bool:
        """Return whether all processes share it: anybody can make up queries to fill Redis."""
        return self._redis is not None and not key.query and not self.generations.is_away()

    def _keep_near(self, key: Key, entry: Entry) -> None:
        if entry.size > self._limit // 8:
            return
        with self._lock:
            self._drop(key)
            self._near[key] = entry
            self._size += entry.size
            while self._size > self._limit:
                self._drop(next(iter(self._near)))

    def _drop(self, key: Key) -> None:
        former = self._near.pop(key, None)
        self._size -= former.size if former else 0


def of_process() -> PageCache | None:
    """Return the cache of this process, None where ``GOVPORTAL_PAGE_CACHE`` says "off"."""
    mode = settings.GOVPORTAL_PAGE_CACHE
    return None if mode == "off" else _made(mode, settings.REDIS_URL)


@cache
def _made(mode: str, url: str) -> PageCache:
    if mode == "process":
        return PageCache(ProcessGenerations())
    redis = connect_redis(url)
    return PageCache(RedisGenerations(redis), redis)


def connect_redis(url: str) -> Any:
    """Return a connection that gives up soon."""
    from redis import Redis  # noqa: PLC0415 - only production installs redis
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    return Redis.from_url(
        url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS,
        retry=Retry(NoBackoff(), 1),
    )  # fmt: skip


def _far_name(key: Key, generation: str) -> str:
    return f"{PREFIX}page:{_release()}:{key.digest}:{generation}"


@cache
def _release() -> str:
    """Return what a new release changes: its pages name other files than those of the last."""
    return f"{__version__}-{getattr(staticfiles_storage, 'manifest_hash', '')}"
