"""Where a provision stands: read from words or an anchor, and told in words again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_ARTICLE = re.compile(r"\b(?:điều|dieu|article)[\s-]+([0-9]{1,4})([a-zđ]{0,2})(?![\w])")
_CLAUSE = re.compile(r"\b(?:khoản|khoan|clause)[\s-]+([0-9]{1,3}[a-zđ]{0,2})(?![\w])")
_POINT = re.compile(r"\b(?:điểm|diem|point)[\s-]+([a-zđ]{1,2}[0-9]{0,2})(?![\w])")
_DECISION = re.compile(r"\b(?:quyết định|quyet dinh|decision|qd)\b")
_FILLING = re.compile(r"\b(?:của|cua|of|the|tại|tai|in|này)\b|[\s,;.-]+")
DECISION = "qd-"
"""What begins the anchors of the articles of an issuing decision."""


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
    text = words.strip().lower()
    article, clause, point = _ARTICLE.search(text), _CLAUSE.search(text), _POINT.search(text)
    rest = text
    for pattern in (_ARTICLE, _CLAUSE, _POINT):
        rest = pattern.sub(" ", rest, count=1)
    decision = _DECISION.search(rest)
    if not article or _FILLING.sub("", _DECISION.sub("", rest, count=1)):
        raise NotAProvision(words)
    return Provision(
        letters(f"{int(article[1])}{article[2]}"),
        letters(clause[1].lstrip("0")) if clause else "",
        letters(point[1]) if point else "",
        DECISION if decision else "",
    )


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
