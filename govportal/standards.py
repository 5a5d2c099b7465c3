"""What a technical standard in use on the portals is described by."""

from __future__ import annotations

from typing import Literal

from govportal.facts import Confidence, Dated, Source, Text


class Standard(Dated):
    """A technical standard or format in use on every portal (FUNC-20)."""

    group: Literal["pages", "documents", "data", "exchange", "security", "access"]
    name: Text
    use: Text
    """What it is used for."""
    reference: str
    """The standard's own number, as its publisher gives it."""
    source: Source
    """The article that asks for it, or for standards of its kind."""
    confidence: Confidence
