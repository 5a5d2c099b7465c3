"""Where a provision stands: read from words or an anchor, and told in words again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .anchors import DECISION_PREFIX
from .provisions import UnclearProvisionError, read_provisions, steps_of


class NotAProvision(ValueError):
    """The words name no article, clause or point."""


@dataclass(frozen=True)
class Provision:
    """An article, a clause of it, or a point; labels as anchors write them: ``dd`` for đ."""

    article: str
    clause: str = ""
    point: str = ""
    prefix: str = ""

    @property
    def anchor(self) -> str:
        """The address of the provision in its document: ``dieu-5-khoan-2-diem-a``."""
        clause = f"-khoan-{self.clause}" if self.clause else ""
        point = f"-diem-{self.point}" if self.point else ""
        return f"{self.prefix}dieu-{self.article}{clause}{point}"

    @property
    def above(self) -> Provision | None:
        """The provision that holds this one; None for an article."""
        if self.point:
            return replace(self, point="")
        return replace(self, clause="") if self.clause else None

    def named(self, language: str = "vi") -> str:
        """Return the provision as it is quoted: ``điểm đ khoản 2 Điều 5``."""
        clause, point, article = map(_printed, (self.clause, self.point, self.article))
        if language.startswith("en"):
            steps = (f"point {point}" * bool(point), f"clause {clause}" * bool(clause))
            return " of ".join([*filter(None, steps), f"Article {article}"])
        steps = (f"điểm {point}" * bool(point), f"khoản {clause}" * bool(clause))
        return " ".join([*filter(None, steps), f"Điều {article}"])


def read_provision(words: str) -> Provision:
    """Return the provision that *words* name, in Vietnamese, in English or as an anchor.

    Raises:
        NotAProvision: they name none, or something besides.
    """
    try:
        anchors = read_provisions(words)
    except UnclearProvisionError as error:
        raise NotAProvision(words) from error
    steps = dict(steps_of(anchors[0])) if len(anchors) == 1 else {}
    if not steps.get("dieu") or not steps.keys() <= {"dieu", "khoan", "diem"}:
        raise NotAProvision(words)
    prefix = DECISION_PREFIX if anchors[0].startswith(DECISION_PREFIX) else ""
    return Provision(steps["dieu"], steps.get("khoan", ""), steps.get("diem", ""), prefix)


def named(anchor: str, language: str = "vi") -> str:
    """Return in words what *anchor* stands for; an anchor of another kind as it is."""
    try:
        return read_provision(anchor).named(language)
    except NotAProvision:
        return anchor


def letters(label: str) -> str:
    """Return a label as anchors write it, ``dd`` for ``đ``."""
    return label.strip().lower().replace("đ", "dd")


def _printed(label: str) -> str:
    return label.replace("dd", "đ")
