"""Whether a translation has the form of its text: what a program or a reader would stumble over."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from govportal.upstream.entries import Entry

PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|%[sdr](?!\w)|\{\w*(?:![rs])?(?::[^{}]*)?\}")
TAGS = re.compile(r"</?[a-zA-Z][^>]*>")
# Tone marks stand on the first vowel of these pairs (hòa, khỏe, thủy); after q, u is no vowel.
MARKS = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)
STRAIGHT = re.compile(r"""(?<![\w=])["'](?=[^"']*["'])""")
ENDINGS = (":", "?", "…", ".", "!")


def faults(entry: Entry) -> list[str]:
    """Return what is wrong with the form of a translation, in a few words each."""
    return [name for name, is_wrong in CHECKS.items() if is_wrong(entry)]


def _placeholders(entry: Entry) -> bool:
    wanted = set(PLACEHOLDERS.findall(entry.plural or entry.text))
    allowed = wanted | set(PLACEHOLDERS.findall(entry.text))
    return not wanted <= set(PLACEHOLDERS.findall(entry.translation)) <= allowed


def _tags(entry: Entry) -> bool:
    found = Counter(TAGS.findall(entry.translation))
    return all(Counter(TAGS.findall(text)) != found for text in _forms(entry))


def _space(entry: Entry) -> bool:
    return _edges(entry.translation) not in map(_edges, _forms(entry))


def _ending(entry: Entry) -> bool:
    wanted = set(map(_last, _forms(entry)))
    if len(entry.text.split()) < 3:  # the full stop of "Sept." or "6 a.m." ends no sentence
        wanted = wanted | {""} if "." in wanted else wanted
    return _last(entry.translation) not in wanted


def _last(text: str) -> str:
    bare = TAGS.sub("", text).rstrip(" \n)”\"'").replace("...", "…")
    return bare[-1:] if bare.endswith(ENDINGS) else ""


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _forms(entry: Entry) -> Iterator[str]:
    yield entry.text
    if entry.plural:
        yield entry.plural


CHECKS: dict[str, Callable[[Entry], bool]] = {
    "placeholders": _placeholders,
    "tags": _tags,
    "space at an end": _space,
    "punctuation at the end": _ending,
    "tone mark (hòa, not hoà)": lambda entry: bool(MARKS.search(entry.translation)),
    "straight quotes": lambda entry: bool(STRAIGHT.search(TAGS.sub("", entry.translation))),
    "three dots for …": lambda entry: "..." in entry.translation,
    "not in NFC": lambda entry: not unicodedata.is_normalized("NFC", entry.translation),
}
