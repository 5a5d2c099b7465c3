"""Finds personal data in a text that is about to be published (PRIV-12)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from govportal.folding import fold, normalise

WORD = re.compile(r"\w+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w.])(?:\+\s?84|\(?0)(?:[\s.()-]{0,2}\d){8,10}(?!\d)")
LONG_NUMBER = re.compile(r"(?<![\d.,])\d(?:\s?\d){8,}(?!\d)")
"""Numbers of identity cards (9 or 12 digits) and of bank accounts."""
LEAST_DIGITS = 7

LABELS = {
    "name": _("the sender's name"),
    "email": _("an email address"),
    "phone": _("a telephone number"),
    "number": _("a number of an identity card or account"),
}


@dataclass(frozen=True)
class Finding:
    """A piece of personal data in a text."""

    kind: str
    excerpt: str

    @property
    def label(self) -> str:
        """What was found, for people."""
        return str(LABELS[self.kind])


@dataclass(frozen=True)
class Sender:
    """What is known of the sender; none of it may be published."""

    name: str = ""
    email: str = ""
    phone: str = ""


def findings(text: str, sender: Sender, allowed: Iterable[str] = ()) -> list[Finding]:
    """Return the personal data in *text*, each once.

    *allowed* are the agencies' own public addresses and telephone numbers.
    """
    public = {_bare(item) for item in allowed} - {""}
    found = [*_addresses(text, sender), *_numbers(text)]
    kept = (item for item in found if _bare(item.excerpt) not in public)
    return list(dict.fromkeys([*_names(text, sender.name), *kept]))


def _addresses(text: str, sender: Sender) -> Iterator[Finding]:
    if sender.email and sender.email.lower() in text.lower():
        yield Finding("email", sender.email)
    if len(_local(sender.phone)) >= LEAST_DIGITS and _local(sender.phone) in _digits(text):
        yield Finding("phone", sender.phone)
    yield from (Finding("email", match.group()) for match in EMAIL.finditer(text))
    yield from (Finding("phone", match.group().strip()) for match in PHONE.finditer(text))


def _numbers(text: str) -> Iterator[Finding]:
    yield from (Finding("number", match.group()) for match in LONG_NUMBER.finditer(text))


def _names(text: str, name: str) -> Iterator[Finding]:
    """Look for the whole name without regard to marks, and for its last two words.

    A name of one word is looked for as it is written: folded, "An" would be found in "ăn".
    """
    words = WORD.findall(normalise(name))
    if len(words) == 1 and words[0] in WORD.findall(normalise(text)):
        yield Finding("name", name)
    folded = " ".join(WORD.findall(fold(text)))
    for wanted in {" ".join(words), " ".join(words[-2:])} if len(words) > 1 else ():
        if re.search(rf"\b{re.escape(fold(wanted))}\b", folded):
            yield Finding("name", wanted)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _local(phone: str) -> str:
    """Return the digits of *phone* without the country's or the trunk prefix."""
    return re.sub(r"^(84|0)", "", _digits(phone))


def _bare(text: str) -> str:
    return _local(text) if "@" not in text else text.lower()
