"""What the pages of a list say in the fields by which it can be narrowed, remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from django.db import transaction

from govportal.publishing.cached_reading import forget_cached, read_cached

SECONDS = 600
"""Where nothing in a list changes, what its pages say is read again after so long."""

Said = dict[str, list[str]]


def said_in(place: int, read: Callable[[], Said]) -> Said:
    """Return what the pages in the list of *place* say in each field, in order."""
    found: Said = read_cached(_key(place), read, SECONDS) or {}
    return found


def forget_said(places: Iterable[int]) -> None:
    """Let what the pages in the lists of *places* say be read again, at once and once it is stored.

    Else a reader who comes before the end of the transaction would remember what was.
    """
    keys = [_key(place) for place in places]
    forget_cached(keys)
    transaction.on_commit(partial(forget_cached, keys), robust=True)


def _key(place: int) -> str:
    return f"govportal-said-in-list-{place}"
