"""The receipt code with which a sender follows a question, without any account.

Only a keyed hash of the code is stored: neither staff nor someone who reads a copy of the database
can open a case as its sender.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit."""
LENGTH = 12
GROUP = 4
SALT = "govportal.citizens.receipt"
CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "–": None})


def new_code() -> str:
    """Return a fresh code of 60 random bits, grouped as ``XXXX-XXXX-XXXX``."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def fingerprint(code: str, secret: str | None = None) -> str:
    """Return what is stored of *code*, however it was typed: case, blanks, O for 0, I for 1."""
    typed = code.upper().translate(CONFUSED)
    return salted_hmac(SALT, typed, secret=secret, algorithm="sha256").hexdigest()


def fingerprints(code: str) -> list[str]:
    """Return the fingerprints of *code* under the present secret key and the former ones."""
    secrets_in_use = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [fingerprint(code, secret) for secret in secrets_in_use]
