"""What stops a report from being drawn up, said in both languages."""

from __future__ import annotations

from govportal.facts import Text


class ReportError(Exception):
    """A report cannot be drawn up as asked. ``text`` says why and what to do."""

    def __init__(self, vi: str, en: str) -> None:
        self.text = Text(vi=vi, en=en)
        super().__init__(f"{vi} / {en}")
