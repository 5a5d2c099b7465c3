"""Reads which provisions a text names: "điểm a, b khoản 1 và khoản 3 Điều 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govportal.publishing.outline import point_label

_LEVELS = {"điểm": 0, "khoản": 1, "điều": 2}
_NUMBER = r"\d{1,4}[a-zđ]{0,2}(?![\w/])"
_POINT = r"[a-zđ]{1,2}\d?(?!\w)"
_THIS = r"này(?!\w)"
_PLACE = rf"(?:điểm\s+{_POINT}|(?:khoản|điều)\s+(?:{_THIS}|{_NUMBER}))"
_LIST = r"(?:\s*[,;]\s*(?:và\s+|hoặc\s+)?|\s+(?:và|hoặc|đến)\s+)"
_JOIN = rf"(?:{_LIST}|\s+(?:của\s+|tại\s+)?)"
# A number alone after "Điều 5," is an article only where the sentence does not count with it.
_FOLLOWED = r"(?=\s*(?:[,;.:)”]|$)|\s+(?:và|hoặc|khoản|điều|của|này|(?-i:[A-ZĐ])))"
_ALONE = rf"{_LIST}(?:{_NUMBER}|{_POINT}){_FOLLOWED}"
_ITEM = re.compile(
    rf"(?<!\w)(?:(?P<kind>điểm|khoản|điều)\s+)?(?P<label>{_THIS}|{_NUMBER}|{_POINT})",
    re.IGNORECASE,
)
_AND = re.compile(r"và|hoặc|đến|;", re.IGNORECASE)

RUN = re.compile(
    rf"(?<!\w)(?:các\s+)?{_PLACE}(?:{_JOIN}(?:các\s+)?{_PLACE}|{_ALONE}){{0,60}}", re.IGNORECASE
)
"""Provisions named one after another; nobody names more than these in one breath."""


@dataclass(frozen=True)
class Provision:
    """A provision named from `start` to `end`; `is_own`: of the article that the text stands in."""

    start: int
    end: int
    anchor: str
    is_own: bool = False


@dataclass(frozen=True)
class _Item:
    level: int
    label: str
    start: int
    end: int
    is_above: bool = False
    """It tells where what is named before it stands, and is not meant itself."""


def provisions(run: re.Match[str], here: str = "") -> Iterator[Provision]:
    """Yield the provisions named in *run*; *here* is the anchor of the place of the text."""
    items = list(_items(run))
    for place, item in enumerate(items):
        if item.is_above or item.label == "này":  # "Điều này" alone: where the reader is
            continue
        above = _above(items, place)
        end = max((step.end for step in _following(items, place)), default=item.end)
        named = _anchor([item, *above], here)
        if named:
            yield Provision(item.start, end, *named)


def _items(run: re.Match[str]) -> Iterator[_Item]:
    before: _Item | None = None
    text = run.string
    for found in _ITEM.finditer(text, run.start(), run.end()):
        kind = (found["kind"] or "").lower()
        level = _LEVELS[kind] if kind else (before.level if before else 0)
        item = _Item(level, found["label"].lower(), found.start(), found.end())
        if before and before.level < level:
            is_above = not _AND.search(text, before.end, found.start())
            item = replace(item, is_above=is_above)
        yield item
        before = item


def _following(items: Sequence[_Item], place: int) -> Iterator[_Item]:
    """Yield what stands right after the item and only tells where it stands."""
    for item in items[place + 1 :]:
        if not item.is_above:
            return
        yield item


def _above(items: Sequence[_Item], place: int) -> list[_Item]:
    """Return the clause and article that hold the item: of each level the next one named."""
    found: list[_Item] = []
    level = items[place].level
    for item in items[place + 1 :]:
        if item.level > level:
            if not item.is_above:
                break
            found.append(item)
            level = item.level
    return found


def _anchor(steps: Sequence[_Item], here: str) -> tuple[str, bool] | None:
    """Return the anchor of what *steps* name from the smallest up, and whether it is of here."""
    words = {step.level: step.label for step in steps}
    inner = ""
    for level, word in ((0, "diem"), (1, "khoan")):
        label = words.get(level)
        if label == "này":
            return (_up_to("diem", here) + inner, True) if "-khoan-" in here else None
        if label:
            inner = f"-{word}-{point_label(label)}{inner}"
    article = words.get(2)
    if article == "này":
        return (_up_to("khoan", here) + inner, True) if here else None
    return (f"dieu-{_label(article)}{inner}", False) if article else None


def _up_to(word: str, here: str) -> str:
    """Return the anchor of the provision that holds the one at *here*."""
    found = here.partition(f"-{word}-")[0]
    return found if word == "diem" else found.partition("-diem-")[0]


def _label(article: str) -> str:
    number = article.rstrip("abcdefghijklmnopqrstuvwxyzđ")
    return f"{int(number)}{point_label(article[len(number) :])}"
