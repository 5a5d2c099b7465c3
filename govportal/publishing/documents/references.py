"""Finds where a text cites legal documents and their provisions.

Texts are expected in composed letters, as they are stored. No Django: what a citation leads to is
settled by ``reference_links``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from govportal.folding import fold
from govportal.publishing.documents.named_provisions import RUN, Provision, provisions
from govportal.publishing.regulations.anchors import DECISION_PREFIX
from govportal.publishing.regulations.dates import first_date

_TYPES = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị"
    r"|Kế hoạch|Chương trình|Thông báo|Công văn|Công điện|Báo cáo|Hướng dẫn|Tờ trình"
    r"|Văn bản hợp nhất|Văn bản)(?:\s+liên\s+tịch)?(?!\w)"
)
_ATTACHED = r"(?:Quy chế|Quy định|Quy trình|Điều lệ|Nội quy|Quy ước|Đề án|Phương án)(?!\w)"
_SYMBOL = (
    r"[A-ZĐ][A-ZĐ0-9]{0,15}"
    r"(?:\s?[-–][A-ZĐ0-9]{1,15}|[-–]\s(?-i:[A-ZĐ][A-Zg0-9Đ]{0,14})|&[A-ZĐ0-9]{1,15}){0,4}"
)
_NUMBER = rf"(?<![\w/.])\d{{1,5}}\s?/\s?(?:\d{{4}}\s?/\s?)?{_SYMBOL}(?!\w)"
_BARE = r"(?<![\w/.])(?-i:\d{1,5}/(?:\d{4}/)?[A-ZĐ]{1,10}[-–][A-ZĐ][A-ZĐg0-9]{1,12})(?!\w)"
_NAME = rf"(?:(?!(?-i:{_TYPES}))[^.;:()/\n]){{1,160}}?"
_CITED = rf"{_TYPES}(?:\s+(?:số\s?:?\s*)?|\s{_NAME}\ssố\s?:?\s*)(?P<number>{_NUMBER})"
_ISSUED_WITH = r"(?:kèm\s+theo|ban\s+hành\s+theo|ban\s+hành\s+tại)\s+"

CITED = re.compile(rf"(?<!\w)(?:{_CITED}|(?P<bare>{_BARE}))", re.IGNORECASE)
_ATTACHED_TO = re.compile(rf"{_ATTACHED}\s{_NAME}{_ISSUED_WITH}{_CITED}", re.IGNORECASE)
_THIS = re.compile(rf"(?:(?P<act>{_TYPES})|{_ATTACHED})\s+này(?!\w)", re.IGNORECASE)
_UNNUMBERED = re.compile(rf"(?-i:{_TYPES}|{_ATTACHED})|luật\s", re.IGNORECASE)
_OF = re.compile(r",?\s+(?:(?:của|tại|trong)\s+)?", re.IGNORECASE)
_DAY = re.compile(r",?\s*ngày\s", re.IGNORECASE)
_ISSUER = re.compile(r"[^.,;:()\n]{0,60}?\scủa\s+(?P<issuer>[^.,;:()\n“”\"]{3,150})")
_DASH = re.compile(r"[-–]")


@dataclass(frozen=True)
class Reference:
    """A citation from `start` to `end` of a text.

    `citation` is None where the text means its own document. `anchors` are the places meant, the
    likeliest first, none for a document as a whole. `issuer` begins with the issuer's name as
    printed after the citation; what follows the name may still hang on it.
    """

    start: int
    end: int
    citation: str | None
    anchors: tuple[str, ...] = ()
    issuer: str = ""
    issued_on: date | None = None

    @property
    def anchor(self) -> str:
        """The likeliest place, empty for a document as a whole."""
        return self.anchors[0] if self.anchors else ""


def citation_key(citation: str) -> str:
    """Return *citation* in the form in which citations are compared: ``42/2022/nd-cp``.

    Spaces, case, marks, kinds of hyphen, zeros before the number and “số” make no difference.
    """
    return _DASH.sub("-", "".join(fold(citation).split())).removeprefix("so").lstrip("0")


def references(text: str, here: str = "") -> list[Reference]:
    """Return what *text* cites, in its order; *here* is the anchor of the provision it stands in.

    A provision of this document is a reference only where it is said of which article; one of a
    document that is named without a number is none.
    """
    found = [reference for run in RUN.finditer(text) for reference in _of_run(text, run, here)]
    taken = [(reference.start, reference.end) for reference in found]
    for cited in CITED.finditer(text):
        if not any(start < cited.end() and cited.start() < end for start, end in taken):
            found.append(_of_document(text, cited))
    return sorted(found, key=lambda reference: reference.start)


def _of_document(text: str, cited: re.Match[str]) -> Reference:
    citation = _citation(cited)
    return Reference(cited.start(), cited.end(), citation, (), *_printed_after(text, cited.end()))


def _of_run(text: str, run: re.Match[str], here: str) -> Iterator[Reference]:
    places = list(provisions(run, here))
    between = _OF.match(text, run.end())
    start = between.end() if between else run.end()
    cited = _ATTACHED_TO.match(text, start) or CITED.match(text, start)
    if cited:
        issued_with = cited.re is _ATTACHED_TO
        yield from _of_other(text, places, cited, issued_with=issued_with)
    elif this := _THIS.match(text, start):
        yield from _of_this(places, here, end=this.end(), is_act=bool(this["act"]))
    elif not _UNNUMBERED.match(text, start):
        yield from _of_this(places, here)


def _of_other(
    text: str, places: list[Provision], cited: re.Match[str], *, issued_with: bool
) -> Iterator[Reference]:
    after = _printed_after(text, cited.end())
    for place in places:
        if place.is_own:
            yield Reference(place.start, place.end, None, (place.anchor,))
            continue
        anchors = (place.anchor,) if issued_with else (DECISION_PREFIX + place.anchor, place.anchor)
        end = cited.end() if place is places[-1] else place.end
        yield Reference(place.start, end, _citation(cited), anchors, *after)


def _of_this(
    places: list[Provision], here: str, end: int = 0, *, is_act: bool = False
) -> Iterator[Reference]:
    in_decision = is_act or here.startswith(DECISION_PREFIX)
    for place in places:
        both = (DECISION_PREFIX + place.anchor, place.anchor)
        anchors = both if in_decision else both[::-1] if not here else (place.anchor,)
        stop = end if end and place is places[-1] else place.end
        yield Reference(place.start, stop, None, (place.anchor,) if place.is_own else anchors)


def _citation(cited: re.Match[str]) -> str:
    groups = cited.groupdict()
    return "".join((groups["number"] or groups["bare"]).split())


def _printed_after(text: str, end: int) -> tuple[str, date | None]:
    after = text[end : end + 260]
    issuer = _ISSUER.match(after)
    day = first_date(after[:60]) if _DAY.match(after) else None
    return " ".join(issuer["issuer"].split()) if issuer else "", day.day if day else None
