"""Read what an amending document orders, and propose each order as an amendment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .addressing import Provision
from .changes import Action, Change, Source
from .listed import Context, provisions_in
from .model import Clause
from .statements import CITED, Statement, statements_of
from .tree import Part, printed
from .wording import read_wording, unquoted

_VERB = re.compile(
    r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Hủy bỏ|Huỷ bỏ|Thay thế|Thay|Bỏ|Đổi|Chuyển|Đính chính)\b",
    re.IGNORECASE,
)
_AMENDS = re.compile(r"sửa đổi|bổ sung|bãi bỏ|thay thế", re.IGNORECASE)
_SOME = re.compile(r"một số (?:điều|khoản|điểm|nội dung|quy định)", re.IGNORECASE)
_WHOLE = re.compile(
    r"\S+ \S+ (?:toàn bộ |các )?(?:Quyết định|Nghị quyết|Chỉ thị|Thông tư|Quy chế|Quy định)"
)
_PAIR = re.compile(
    r"[“\"](?P<old>[^”\"]+)[”\"]\s*(?:bằng|thành)\s+(?:các\s+)?(?:cụm\s+)?(?:từ\s+)?"
    r"[“\"](?P<new>[^”\"]*)[”\"]"
)
_DROPPED = re.compile(r"(?:Bỏ|Bãi bỏ)\s+(?:cụm\s+)?từ\s+[“\"](?P<old>[^”\"]+)[”\"]", re.IGNORECASE)
_WORDS = re.compile(r"(?:Thay thế|Thay|Sửa)\s+(?:các\s+)?(?:cụm\s+)?từ\b", re.IGNORECASE)
_EVERYWHERE = re.compile(r"toàn (?:bộ )?văn|toàn bộ|tại các điều|trong văn bản", re.IGNORECASE)
_AFTER = re.compile(r"\s+(?:vào\s+)?(?:liền\s+|ngay\s+)?sau\s+")
_ENDS = re.compile(
    r"\s(?:của\s(?!Điều|khoản)|Quy chế|Quy định|Quyết định|Nghị quyết|ban hành)|\s*như sau|:"
)
_REPLACES = re.compile(r"Sửa đổi(?:, bổ sung)?\s", re.IGNORECASE)
_ADDS = re.compile(r"Bổ sung\s", re.IGNORECASE)
_REPEALS = re.compile(r"(?:Bãi bỏ|Hủy bỏ|Huỷ bỏ)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """An amendment as the clause *statement* orders it; `citation` is that of the amended text."""

    change: Change
    statement: str
    citation: str = ""


@dataclass(frozen=True)
class Unread:
    """A clause that orders something that could not be read; `reason` is a code."""

    anchor: str
    statement: str
    reason: str = "not_understood"


Found = Proposal | Unread


def instructions_in(parts: Iterable[Part], citation: str = "") -> list[Found]:
    """Return what *parts* order, in printed order: proposals, and what is left to the reader.

    *citation* is the number of the amended document, where the text itself does not name it.
    """
    return list(_Reader(citation).read(statements_of(parts)))


class _Reader:
    """Reads statement after statement; headings tell what the ones below them are about."""

    def __init__(self, citation: str) -> None:
        self._default = citation
        self._citations: dict[str, str] = {}
        self._contexts: dict[str, Context] = {}

    def read(self, statements: list[Statement]) -> Iterator[Found]:
        for place, statement in enumerate(statements):
            following = statements[place + 1].anchor if place + 1 < len(statements) else ""
            cited = CITED.search(statement.text)
            if cited and _AMENDS.search(statement.text):
                self._citations[statement.anchor] = cited["citation"]
            if _is_order(statement):
                yield from self._ordered(statement, _is_below(following, statement.anchor))

    def _ordered(self, statement: Statement, has_parts: bool) -> Iterator[Found]:
        if _SOME.search(statement.text) and has_parts:
            return
        context = self._inherited(self._contexts, statement.anchor) or Context()
        amendments = _amendments(statement, context)
        heading = provisions_in(_place(statement.text), context)
        if not amendments and has_parts and len(heading) == 1:
            self._contexts[statement.anchor] = Context(heading[0].article, heading[0].clause)
            return
        citation = self._inherited(self._citations, statement.anchor) or self._default
        for change in amendments:
            source = Source(clause=statement.anchor)
            yield Proposal(replace(change, source=source), _printed(statement), citation)
        if not amendments:
            yield Unread(statement.anchor, _printed(statement), _reason(statement))

    def _inherited(self, known: dict[str, Any], anchor: str) -> Any:
        while anchor:
            if anchor in known:
                return known[anchor]
            anchor = anchor.rpartition("-")[0]
        return None


def _is_order(statement: Statement) -> bool:
    quotes = bool(statement.quoted) and "như sau" in statement.text
    return quotes or bool(_VERB.match(statement.text)) or statement.text[:1] in ("“", '"')


def _is_below(anchor: str, above: str) -> bool:
    return bool(above) and (anchor.startswith(above + "-") or anchor == above)


def _printed(statement: Statement) -> str:
    return f"{statement.text}\n{statement.wording}".strip()


def _reason(statement: Statement) -> str:
    if _WHOLE.match(statement.text) and not statement.quoted:
        return "whole_document"
    names_place = bool(provisions_in(_place(statement.text), Context()))
    changes = _REPLACES.match(statement.text) or _ADDS.match(statement.text)
    return "no_wording" if changes and names_place and not statement.quoted else "not_understood"


def _place(text: str) -> str:
    """Return *text* without its verb and without the name of the amended document."""
    verb = re.match(r"(?:Sửa đổi, bổ sung|Bổ sung|Sửa đổi|Bãi bỏ|H[ủu][yỷ] bỏ|\S+)\s+", text)
    rest = text[verb.end() :] if verb else text
    return _ENDS.split(rest)[0]


def _amendments(statement: Statement, context: Context) -> list[Change]:
    """Return the amendments that *statement* orders; none where it is not understood."""
    text = statement.text
    if _WORDS.match(text) or _DROPPED.match(text):
        return _words(text, context)
    if _REPEALS.match(text):
        return [_of(Action.REPEAL, place) for place in provisions_in(_place(text), context)]
    if not statement.quoted:
        return []
    if _ADDS.match(text):
        return _insertion(statement, context)
    return _replacements(statement, context) if _REPLACES.match(text) else []


def _of(action: Action, place: Provision, text: str = "") -> Change:
    return Change(action, place.anchor, text=text)


def _words(text: str, context: Context) -> list[Change]:
    pairs = [(found["old"], found["new"]) for found in _PAIR.finditer(text)]
    if not pairs and (dropped := _DROPPED.match(text)):
        pairs = [(dropped["old"], "")]
    end = max((found.end() for found in re.finditer(r"[”\"]", text)), default=0)
    rest = _place("tại " + text[end:])
    places = [place.anchor for place in provisions_in(rest, context)]
    is_everywhere = rest.strip(" .;,") in ("", "tại") or _EVERYWHERE.search(text[end:])
    if not places and not is_everywhere:
        return []
    return [
        Change(Action.REPLACE_WORDS, place, words_from=old, words_to=new)
        for old, new in pairs
        for place in places or [""]
    ]


def _insertion(statement: Statement, context: Context) -> list[Change]:
    wording = unquoted(statement.wording)
    items = read_wording(wording).items
    text = _place(statement.text)
    parts = _AFTER.split(text, maxsplit=1)
    if len(parts) == 2:
        places = provisions_in(parts[1], context)
    else:
        places = [_holder(place) for place in provisions_in(text, context)[:1]]
    return [_of(Action.INSERT_AFTER, places[0], wording)] if len(places) == 1 and items else []


def _holder(place: Provision) -> Provision:
    """Return what a new provision is put into; for an article, the one that it follows."""
    if place.above is not None:
        return place.above
    number = int(re.match("[0-9]+", place.article)[0])  # type: ignore[index]
    has_letter = place.article != str(number)
    return replace(place, article=str(number if has_letter else number - 1))


def _replacements(statement: Statement, context: Context) -> list[Change]:
    places = provisions_in(_place(statement.text), context)
    wording = unquoted(statement.wording)
    if len(places) == 1:
        return [_of(Action.REPLACE, places[0], wording)]
    items = read_wording(wording).items
    labels = [item.number if isinstance(item, Clause) else item.label for item in items]
    wanted = [place.point or place.clause or place.article for place in places]
    if not places or labels != [label.replace("dd", "đ") for label in wanted]:
        return []
    texts = map(printed, items)
    return [_of(Action.REPLACE, place, text) for place, text in zip(places, texts, strict=True)]
