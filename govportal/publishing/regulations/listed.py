"""Read a list of provisions as an amending clause names them: ``khoản 2, 3 Điều 5 và Điều 7``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .addressing import Provision, letters

_LABEL = r"[0-9]{1,4}[a-zđ]{0,2}|[a-zđ]{1,2}[0-9]{0,2}"
_NEXT = r"\s*(?:,|;|và)\s*"
_GROUP = re.compile(
    rf"\b(?P<level>điểm|khoản|điều)\s+(?P<labels>(?:{_LABEL})\b(?:{_NEXT}(?:{_LABEL})\b(?!\)))*)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:tên|chương|mục|tiểu mục|phần|phụ lục|mẫu|biểu|đoạn|câu|gạch đầu dòng|tiết|bảng)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Context:
    """The article and the clause that a heading above has named."""

    article: str = ""
    clause: str = ""


def provisions_in(text: str, context: Context) -> list[Provision]:
    """Return the provisions that *text* lists; none where it names anything else as well."""
    if _OTHER.search(text):
        return []
    reader = _List()
    for group in _GROUP.finditer(text):
        labels = [letters(label) for label in re.split(_NEXT, group["labels"])]
        reader.add(group["level"].lower(), labels)
    return reader.closed(context)


class _List:
    """Points wait for their clause, clauses for their article."""

    def __init__(self) -> None:
        self._found: list[Provision] = []
        self._clauses: list[tuple[str, str]] = []
        self._points: list[str] = []

    def add(self, level: str, labels: list[str]) -> None:
        if level == "điểm":
            self._points += labels
        elif level == "khoản":
            self._add_clauses(labels)
        else:
            self._add_articles(labels)

    def _add_clauses(self, labels: list[str]) -> None:
        points = self._points or [""]
        self._clauses += [(labels[0], point) for point in points]
        self._clauses += [(label, "") for label in labels[1:]]
        self._points = []

    def _add_articles(self, labels: list[str]) -> None:
        if self._points:
            self._clauses += [("", point) for point in self._points]
            self._points = []
        within = self._clauses or [("", "")]
        self._found += [Provision(labels[0], clause, point) for clause, point in within]
        self._found += [Provision(label) for label in labels[1:]]
        self._clauses = []

    def closed(self, context: Context) -> list[Provision]:
        """Return all, those that wait put into what the heading named."""
        if self._points and context.clause:
            self._add_clauses([context.clause])
        if (self._points or self._clauses) and context.article:
            self._add_articles([context.article])
        return self._found if not (self._points or self._clauses) else []
