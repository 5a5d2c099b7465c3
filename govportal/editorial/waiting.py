"""What waits for a person: one list, to which every room adds what it knows.

A room registers a source from its module ``waiting``; nothing here knows any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.functional import Promise

if TYPE_CHECKING:
    from govportal.portals.models import Portal


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person.

    *kind* is a stable key such as ``"approve"``, *title* says what it is, *url* leads to where it
    is done, *portal* is None for what belongs to no portal, *detail* says more in one line.
    """

    kind: str
    title: str | Promise
    url: str
    due_at: datetime | None
    portal: Portal | None
    detail: str | Promise = ""


Source = Callable[[AbstractBaseUser], Iterable[Waiting]]
"""Yields what waits for a person, in a number of queries that does not grow with the portals.

It asks for no more than the person may see: nobody filters its answer.
"""

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Ask *source* from now on; return it, so that this is a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def for_user(user: AbstractBaseUser) -> list[Waiting]:
    """Return all that waits for *user*: by deadline, undated last."""
    found = [item for source in _sources for item in source(user)]
    return sorted(found, key=_by_deadline)


def _by_deadline(item: Waiting) -> tuple[bool, float]:
    return (item.due_at is None, item.due_at.timestamp() if item.due_at else 0)


def end_of(day: date) -> datetime:
    """Return the last moment of *day* here: the deadline of what is due on that day."""
    return datetime.combine(day, time.max.replace(microsecond=0), timezone.get_default_timezone())
