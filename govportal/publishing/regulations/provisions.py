"""Read which articles, clauses and points somebody names, as the anchors that a text gives them.

Vietnamese names a provision from within: “điểm a khoản 2 Điều 5”. The anchor goes from without:
``dieu-5-khoan-2-diem-a``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .anchors import DECISION_PREFIX

_WORDS = {
    "điểm": "diem", "khoản": "khoan", "điều": "dieu",
    "mục": "muc", "chương": "chuong", "phần": "phan",
    "phụ lục": "phu-luc", "mẫu": "mau",
    "point": "diem", "clause": "khoan", "article": "dieu",
    "section": "muc", "chapter": "chuong", "part": "phan",
    "annex": "phu-luc", "form": "mau",
    "dieu": "dieu", "khoan": "khoan", "diem": "diem",
}  # fmt: skip
_CHAINS = (("diem", "khoan", "dieu"), ("muc", "chuong", "phan"), ("phu-luc",), ("mau",))
_LABEL = r"(?:[0-9]{1,4}[a-zđ]{0,2}|[ivxlc]{1,7}|[a-zđ]{1,2})(?!\w)"
_TOKEN = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)})(?!\w)"
    rf"(?:\s+(?:số\s+)?(?P<labels>{_LABEL}(?:\s*(?:,|và\s|and\s)\s*{_LABEL})*))?",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"(?:qd-)?(?P<step>dieu|phu-luc|mau|chuong|muc|phan)(?:-[a-z0-9]{1,9}){0,9}(?![\w-])"
)
_BETWEEN = re.compile(
    r"(?:[\s,.;]|(?:và|and|của|of|tại|các|the|này|this|issuing)(?!\w))*", re.IGNORECASE
)
_DECISION = re.compile(r"(?:quyết định|decision)(?!\w)", re.IGNORECASE)
_STEP = re.compile(
    r"(?P<step>phu-luc|dieu|khoan|diem|chuong|muc|phan|mau)"
    r"(?:-(?P<label>[a-z0-9-]+?))?(?:-(?=(?:khoan|diem|chuong|muc)-)|$)"
)
_ENCLOSED = re.compile(r"(?:của\s+)?(?:Quy (?:chế|định)|Nội quy|Điều lệ)\b.{0,200}kèm theo\s*$")
_WIDEST = 400


class UnclearProvisionError(ValueError):
    """The words do not name provisions; the argument is the part that is not understood."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A provision as far as it is named: its anchor, and how far out its naming has come."""

    chain: tuple[str, ...]
    level: int
    anchor: str

    @property
    def is_whole(self) -> bool:
        """Whether the naming has reached what stands for itself, as a clause alone does not."""
        return self.chain[0] != "diem" or self.level == len(self.chain) - 1


def read_provisions(text: str) -> tuple[str, ...]:
    """Return the anchors of the provisions that *text* names, each once, in its order.

    Anchors themselves are read, too. An empty text names none.

    Raises:
        UnclearProvisionError: a part of the text is not understood.
    """
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return tuple(dict.fromkeys(anchor for part in parts if part for anchor in _read(part)))


def last_provisions(text: str) -> tuple[str, ...]:
    """Return the anchors of the provisions named at the very end of *text*, if any are."""
    near = _ENCLOSED.sub("", text[-_WIDEST:])
    for found in _TOKEN.finditer(near):
        try:
            return read_provisions(near[found.start() :])
        except UnclearProvisionError:
            continue
    return ()


def steps_of(anchor: str) -> list[tuple[str, str]]:
    """Return the steps of *anchor* from without, with their labels: ``("dieu", "5")``."""
    found = _STEP.finditer(anchor.removeprefix(DECISION_PREFIX))
    return [(step["step"], step["label"] or "") for step in found]


def holds(outer: str, inner: str) -> bool:
    """Whether the provision *outer* is *inner* or holds it; an empty anchor is the whole text."""
    return not outer or inner == outer or inner.startswith(f"{outer}-")


def located(anchor: str, anchors: Iterable[str]) -> str | None:
    """Return which of the *anchors* of a text *anchor* means, None where the text lacks it."""
    there = {known.replace("-so-", "-"): known for known in anchors}
    wanted = anchor.replace("-so-", "-")
    return there.get(wanted) or there.get(DECISION_PREFIX + wanted)


def _read(part: str) -> Iterator[str]:
    named: list[_Named] = []
    place = _after(part, 0)
    while place < len(part):
        anchor, token = _ANCHOR.match(part, place), _TOKEN.match(part, place)
        decision = _DECISION.match(part, place) if named else None
        if anchor:
            named.append(_Named(("anchor",), 0, anchor[0]))
        elif token:
            named = _with(named, token, part)
        elif decision:
            named = [replace(item, anchor=DECISION_PREFIX + item.anchor) for item in named]
        else:
            raise UnclearProvisionError(part[place:])
        place = _after(part, (anchor or token or decision).end())  # type: ignore[union-attr]
    if not all(item.is_whole for item in named):
        raise UnclearProvisionError(part)
    yield from (item.anchor for item in named)


def _with(named: list[_Named], token: re.Match[str], part: str) -> list[_Named]:
    """Return *named* with what *token* names: what holds the provisions before it, or new ones."""
    step = _WORDS[token["word"].lower()]
    chain = next(chain for chain in _CHAINS if step in chain)
    level, owns = chain.index(step), _own(step, token["labels"] or "")
    waiting = [item for item in named if item.chain == chain and item.level < level]
    if (not token["labels"] and step != "phu-luc") or (waiting and len(owns) > 1):
        raise UnclearProvisionError(part)
    if not waiting:
        return named + [_Named(chain, level, own) for own in owns]
    return [
        replace(item, level=level, anchor=f"{owns[0]}-{item.anchor}") if item in waiting else item
        for item in named
    ]


def _own(step: str, labels: str) -> list[str]:
    found = re.findall(_LABEL, re.sub(r"\b(?:và|and)\b", ",", labels.lower()))
    if step in ("dieu", "khoan"):
        found = [label.lstrip("0") for label in found]
    return [f"{step}-{label.replace('đ', 'dd')}" for label in found] or [step]


def _after(part: str, place: int) -> int:
    found = _BETWEEN.match(part, place)
    return found.end() if found else place
