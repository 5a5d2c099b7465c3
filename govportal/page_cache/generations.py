"""Which generation of a portal's pages holds now: a stored page of another is never sent.

A generation is two tokens: one of the whole installation, one of the portal. A change puts a new
token in the place of the old one, so that no token ever comes back, even when Redis is emptied.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from typing import Any, Protocol

from govportal.portals import routing

logger = logging.getLogger(__name__)

EVERYTHING = -1
"""The scope of what is shown on pages of every portal."""
PROVINCE = 0
"""The scope of pages that show what any portal has: those of the province's own portal."""
FRESH_SECONDS = 1.0
"""A process sees a change made in another at most so much later."""
AWAY_SECONDS = 30.0
"""So long pages are sent though Redis does not say whether they still hold."""
PREFIX = "govportal:page-cache:"


class Generations(Protocol):
    """What the cache asks, however processes tell each other."""

    def current(self, scope: int) -> str | None:
        """Return the generation of *scope*, up to a second old; None if it is not known."""

    def fresh(self, scope: int) -> str | None:
        """Return the generation of *scope* at this moment; None if it is not known."""

    def bump(self, scopes: Iterable[int]) -> None:
        """Let no stored page of *scopes* be sent again."""

    def is_away(self) -> bool:
        """Return whether it was found a moment ago that Redis does not answer."""


class ProcessGenerations:
    """Generations of an installation that is one single process."""

    def __init__(self) -> None:
        self._tokens: dict[int, int] = {}

    def current(self, scope: int) -> str | None:
        """Return the generation of *scope*."""
        return f"{self._tokens.get(EVERYTHING, 0)}.{self._tokens.get(scope, 0)}"

    fresh = current

    def bump(self, scopes: Iterable[int]) -> None:
        """Begin a new generation of *scopes*."""
        for scope in {*scopes, PROVINCE}:
            self._tokens[scope] = self._tokens.get(scope, 0) + 1

    def is_away(self) -> bool:
        """Return False: there is nothing to ask."""
        return False


@dataclass(frozen=True)
class Known:
    """A generation as Redis said it, and when."""

    value: str
    read_at: float


class RedisGenerations:
    """Generations that all processes share. No trouble with Redis reaches a reader."""

    def __init__(self, redis: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self._redis, self._clock = redis, clock
        self._known: dict[int, Known] = {}
        self._owed: set[int] = set()
        self._failed_at: float | None = None
        self._changes = 0
        self._installation = b""

    def current(self, scope: int) -> str | None:
        """Return the generation of *scope*, up to a second old.

        While Redis is away, it is the last one known, for half a minute; then None.
        """
        known, now = self._known.get(scope), self._clock()
        if known is not None and now - known.read_at < FRESH_SECONDS:
            return known.value
        value = self.fresh(scope)
        if value is not None:
            return value
        is_usable = known is not None and now - known.read_at <= AWAY_SECONDS
        return known.value if known is not None and is_usable else None

    def fresh(self, scope: int) -> str | None:
        """Return the generation of *scope* at this moment, None while Redis is away."""
        if self.is_away():
            return None
        now, changes = self._clock(), self._changes
        try:
            value = self._read(scope)
        except self._redis_errors() as error:
            self._note_loss(now, error)
            return None
        self._note_return()
        if changes == self._changes:
            self._known[scope] = Known(value, now)
        return value

    def bump(self, scopes: Iterable[int]) -> None:
        """Begin a new generation of *scopes*; while Redis is away, as soon as it is back."""
        wanted = {*scopes, PROVINCE}
        self._changes += 1
        for scope in list(self._known) if EVERYTHING in wanted else wanted:
            self._known.pop(scope, None)
        try:
            self._pay(wanted)
        except self._redis_errors() as error:
            self._owed |= wanted
            self._note_loss(self._clock(), error)

    def is_away(self) -> bool:
        """Return whether Redis failed less than a second ago: readers need not wait again."""
        return self._failed_at is not None and self._clock() - self._failed_at < FRESH_SECONDS

    def _pay(self, wanted: Set[int] = frozenset()) -> None:
        owed = set(self._owed)
        if owed or wanted:
            self._redis.mset({_name(scope): secrets.token_hex(8) for scope in owed | wanted})
            self._owed -= owed

    def _read(self, scope: int) -> str:
        self._pay()
        installation, portal = self._redis.mget(_name(EVERYTHING), _name(scope))
        if installation is None:
            self._redis.set(_name(EVERYTHING), secrets.token_hex(8), nx=True)
            installation = self._redis.get(_name(EVERYTHING)) or b""
        if installation != self._installation:
            self._installation = installation
            routing.forget()  # another process may have changed an address
        return f"{installation.decode()}.{(portal or b'').decode()}"

    def _note_loss(self, now: float, error: Exception) -> None:
        if self._failed_at is None:
            logger.warning("The page cache does without Redis: %s", error)
        self._failed_at = now

    def _note_return(self) -> None:
        if self._failed_at is not None:
            logger.warning("The page cache has Redis again.")
        self._failed_at = None

    @staticmethod
    def _redis_errors() -> type[Exception]:
        from redis.exceptions import RedisError  # noqa: PLC0415 - only production installs redis

        return RedisError


def _name(scope: int) -> str:
    return f"{PREFIX}generation:{scope}"
