"""Reads the renditions of many images at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects


def prefetch_renditions(path: str = "") -> Prefetch:
    """Return what fetches the renditions of all images under *path* in one query."""
    return Prefetch(f"{path}renditions", to_attr="prefetched_renditions")


def fetch_renditions(images: Iterable[Any]) -> None:
    """Read the renditions of *images* in one query."""
    prefetch_related_objects(list(images), prefetch_renditions())
