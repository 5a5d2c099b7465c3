"""Keeps what a worker holds for its whole life out of Python's search for garbage.

Python looks through all objects only when a quarter as many new ones have come. A worker holds
about a million from its start on: until then some twenty MiB of garbage would lie about in it.
"""

from __future__ import annotations

import gc

from django.core.signals import request_finished

UID = "govportal-garbage"
NEW, YOUNG, OLD = 700, 5, 4
"""So many new objects, and rounds of searching, until older ones are looked through again."""


def connect() -> None:
    """Wait for the first answer: by then the addresses and the templates are loaded."""
    request_finished.connect(_set_aside, dispatch_uid=UID)


def _set_aside(**_kwargs: object) -> None:
    request_finished.disconnect(dispatch_uid=UID)
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW, YOUNG, OLD)
