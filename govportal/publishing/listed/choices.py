"""What the pages of a list say in the fields by which it can be narrowed, remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from django.core.cache import cache
from django.db import transaction

SECONDS = 600
"""Where nothing in a list changes, what its pages say is read again after so long."""

Said = dict[str, list[str]]


def said_in(place: int, read: Callable[[], Said]) -> Said:
    """Return what the pages in the list of *place* say in each field, in order."""
    return cache.get_or_set(_key(place), read, SECONDS) or {}


def forget_said(places: Iterable[int]) -> None:
    """Let what the pages in the lists of *places* say be read again, at once and once it is stored.

    Else a reader who comes before the end of the transaction would remember what was.
    """
    keys = [_key(place) for place in places]
    cache.delete_many(keys)
    transaction.on_commit(partial(cache.delete_many, keys), robust=True)


def _key(place: int) -> str:
    return f"govportal-said-in-list-{place}"
