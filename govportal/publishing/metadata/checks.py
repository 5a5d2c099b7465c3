"""What is wrong with the metadata of a page, and what its editors should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from govportal.folding import fold
from govportal.publishing.metadata.elements import Element, elements
from govportal.publishing.metadata.freshness import is_stale
from govportal.publishing.metadata.values import Description, describe, place_of

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
TOLD_IN_WORDS = ("title", "description", "subject")
STALE = gettext_lazy(
    "The page has changed since its metadata were written. Compare them with it, then tick “The "
    "metadata fit the content”."
)
WORDS_THAT_TELL = 5
"""Shorter texts may be nothing but names, which are the same in every language."""


def problems(page: Any, parent: Any = None) -> Iterator[tuple[str, str]]:
    """Yield element and message of each fault that keeps *page* from being published.

    A new page stands below *parent*. Outside every portal nothing is asked.
    """
    place = place_of(page, parent)
    if place is not None:
        yield from faults(describe(page, place))


def faults(description: Description) -> Iterator[tuple[str, str]]:
    """Yield element and message of what the law does not allow in the metadata."""
    for key, element in elements().items():
        text = description.text(key)
        if not text and element.level == "obligatory":
            yield key, _say(_(
                "Metadata: “%(element)s” is empty (%(source)s). Complete the page, or write it "
                "under “Metadata”."
            ), element)  # fmt: skip
        if len(text) > element.longest:
            yield key, _say(_(
                "Metadata: “%(element)s” is longer than %(longest)d characters (%(source)s). "
                "Shorten it under “Metadata”."
            ), element)  # fmt: skip
    yield from _malformed(description)


def _malformed(description: Description) -> Iterator[tuple[str, str]]:
    dated, languages = description.text("date"), description.values.get("language", ())
    if dated and not _is_day(dated):
        yield "date", _say(_(
            "Metadata: “%(element)s” is not a day. Write it as 2026-02-05 under "
            "“Metadata”."
        ), elements()["date"])  # fmt: skip
    if not all(map(LANGUAGE.fullmatch, languages)):
        yield "language", _say(_(
            "Metadata: “%(element)s” is not the code of a language. Write vi or en under "
            "“Metadata”."
        ), elements()["language"])  # fmt: skip


def as_errors(page: Any) -> list[ValidationError]:
    """Return the faults in the metadata of *page* as a refusal to publish it names them."""
    return [ValidationError(message, code=f"metadata_{key}") for key, message in problems(page)]


def warnings(description: Description) -> Iterator[str]:
    """Yield what editors should look at; none of it keeps the page from being published."""
    if is_stale(description.page):
        yield str(STALE)
    for key, element in elements().items():
        if element.level == "recommended" and not description.text(key):
            yield _say(_("“%(element)s” is recommended but empty (%(source)s)."), element)
    yield from _in_other_language(description)


def _in_other_language(description: Description) -> Iterator[str]:
    for key in TOLD_IN_WORDS:
        words = description.text(key).split()
        if len(words) < WORDS_THAT_TELL:
            continue
        marked = sum(fold(word) != word.lower() for word in words)
        seems = "vi" if marked * 3 > len(words) else "" if marked else "en"
        if seems and seems != description.place.language:
            yield _say(_("“%(element)s” does not seem to be in the language of the page."),
                       elements()[key])  # fmt: skip


def _say(message: str, element: Element) -> str:
    label = element.label.in_language(get_language() or "vi")
    return message % {"element": label, "source": element.source, "longest": element.longest}


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
