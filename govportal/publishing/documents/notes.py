"""What is to be said of a file that was handed in, kept in every language staff may read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

Note = dict[str, str]
"""The ``code`` of a note and its text by language."""

WRITTEN_IN = "vi"
"""The language of the list that documents are imported into, and so of the notes in a draft."""


def note(code: str, text: Any, **params: Any) -> Note:
    """Return a note of the lazily translated *text*, with *params* put in."""
    return told(code, lambda language: str(text) % params)


def told(code: str, message: Callable[[str], str]) -> Note:
    """Return a note of what *message* says in each language."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            texts[language] = message(language)
    return {"code": code, **texts}


def refusal(code: str, check: Callable[[], None]) -> Note | None:
    """Return what *check* refuses, None if nothing; it raises ``ValidationError``."""

    def message(language: str) -> str:
        try:
            check()
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    found = told(code, message)
    return found if found[WRITTEN_IN] else None


def text_of(given: Note, language: str) -> str:
    """Return the text of the note in *language*, in Vietnamese where it has none."""
    return given.get(language) or given.get(WRITTEN_IN, "")
