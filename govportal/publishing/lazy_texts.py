"""Texts that are put into words only when they are read, in the language of the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from govportal.facts import Text

# One class for all of them: each call of Django's lazy() makes a class of 20 KiB.
_made = lazy(lambda make: make(), str)


def lazily(make: Callable[[], str]) -> Any:
    """Return the text that *make* returns whenever it is read."""
    return _made(make)


def in_language(text: Text) -> Any:
    """Return *text* in the language that is active whenever it is read."""
    return lazily(lambda: text.in_language(get_language() or "vi"))
