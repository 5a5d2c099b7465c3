"""What all pages of a portal show alike, read once for many answers of a process.

An answer that the page cache may store knows the generation of its portal: what was read in the
same generation still holds. Any other answer is shown what was read within the last second. What
the process itself stores is seen at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

SECONDS = 1.0
SECONDS_IN_GENERATION = 300.0
APPLICATIONS = {"govportal", "wagtailcore"}
"""Whatever is stored of these ends what is remembered."""


@dataclass(frozen=True)
class _Kept:
    value: Any
    generation: str | None
    until: float


_kept: dict[tuple[str, Any], _Kept] = {}


def remembered(request: HttpRequest, name: str, read: Callable[[], Any]) -> Any:
    """Return what *read* returns for the address of *request*, read anew where it may have changed.

    Several answers are given the same value: none may change it.
    """
    generation = getattr(request, "portal_generation", None)
    key, now = (name, getattr(request, "endpoint", None)), time.monotonic()
    found = _kept.get(key)
    if found is not None and found.generation == generation and now < found.until:
        return found.value
    value = read()
    seconds = SECONDS_IN_GENERATION if generation else SECONDS
    _kept[key] = _Kept(value, generation, now + seconds)
    return value


def forget() -> None:
    """Read everything anew from now on."""
    _kept.clear()


def _stored(sender: type[Model], **_kwargs: Any) -> None:
    if sender._meta.app_label in APPLICATIONS:
        forget()


def connect() -> None:
    """Follow what the process stores."""
    post_save.connect(_stored, dispatch_uid="govportal-portal-memory")
    post_delete.connect(_stored, dispatch_uid="govportal-portal-memory")
