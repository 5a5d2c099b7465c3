"""Addresses of portals as text: how one is read, and whether it has the shape of a host."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govportal.folding import normalise

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
HOST_LENGTH = 253
PUNYCODE = "xn--"


@dataclass(frozen=True)
class Address:
    """A host and, where a language or portal lives under a path, that path without slashes."""

    host: str
    path: str = ""

    def __str__(self) -> str:
        return f"{self.host}/{self.path}" if self.path else self.host

    @property
    def label(self) -> str:
        """The first part of the host."""
        return self.host.partition(".")[0]

    @property
    def level(self) -> int:
        """The level of the host: 3 for ``hungyen.gov.vn``."""
        return level(self.host)


def level(host: str) -> int:
    """Return how many labels *host* has, a template such as ``{label}.gov.vn`` too."""
    return host.count(".") + 1


def parse_address(text: str) -> Address:
    """Return the address in *text*: with or without scheme, ``www.``, port, path or query."""
    bare = re.sub(r"^[a-z]+://", "", text.strip(), flags=re.IGNORECASE)
    host, _, path = re.split(r"[?#]", bare, maxsplit=1)[0].partition("/")
    host = normalise(host.partition(":")[0].lower()).removesuffix(".").removeprefix("www.")
    return Address(host, path.strip("/").partition("/")[0])


def shape_problem(host: str) -> str:
    """Return the code of what is wrong with the shape of *host*, empty where it is right."""
    labels = host.split(".")
    if not host:
        return "empty"
    if not host.isascii() or any(label.startswith(PUNYCODE) for label in labels):
        return "diacritics"
    if len(host) > HOST_LENGTH or not all(map(LABEL.fullmatch, labels)):
        return "label_shape"
    if not host.endswith(".gov.vn"):
        return "not_gov_vn"
    return ""
