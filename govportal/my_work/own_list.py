"""What waits for a person, read once a request, and the number last counted, for the menu."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.cache import cache

from govportal.editorial import waiting
from govportal.editorial.waiting import Waiting
from govportal.portals import routing

SECONDS = 24 * 60 * 60
"""For how long the menu shows a number; the admin's first page counts anew."""


def work_of(user: Any) -> list[Waiting]:
    """Return all that waits for *user*, remembered on the object; the number in the menu follows.

    A new request has a new object.
    """
    if not hasattr(user, "_waiting_work"):
        user._waiting_work = _with_agencies(waiting.for_user(user))
        cache.set(_key(user), len(user._waiting_work), SECONDS)
    return user._waiting_work  # type: ignore[no-any-return]


def _with_agencies(items: list[Waiting]) -> list[Waiting]:
    """Return *items* with portals whose agency is known, so that no line asks for its name."""
    known = routing.table().by_id
    return [
        replace(item, portal=known.get(item.portal.pk, item.portal)) if item.portal else item
        for item in items
    ]


def count_for(user: Any) -> int:
    """Return how many things waited for *user* when last counted; 0 if that was not today.

    It never counts, since the menu is on every screen and what waits is asked of every room.
    """
    return int(cache.get(_key(user), 0))


def _key(user: Any) -> str:
    return f"govportal:my-work:{user.pk}"
