"""Read the annexes and forms after the last article."""

from collections.abc import Sequence
from itertools import pairwise

from .anchors import Anchors, slug
from .layout import joined
from .lines import Line
from .markers import AnnexHeading, annex_heading, is_capitals
from .model import Annex

_FORM_TITLES = (
    "BÁO CÁO", "ĐƠN", "TỜ KHAI", "TỜ TRÌNH", "GIẤY", "BIÊN BẢN", "DANH SÁCH", "DANH MỤC",
    "BẢNG", "PHIẾU", "HỢP ĐỒNG", "THÔNG BÁO", "QUYẾT ĐỊNH", "KẾ HOẠCH", "MẪU", "SỔ", "QUY",
)  # fmt: skip
_SEARCHED = 30


def read_annexes(lines: Sequence[Line]) -> tuple[Annex, ...]:
    """The annexes of a document, a form inside an annex standing on its own."""
    anchors = Anchors()
    starts = [0, *(i for i, line in enumerate(lines) if i and annex_heading(line.text))]
    parts = (lines[start:end] for start, end in pairwise([*starts, len(lines)]) if start < end)
    return tuple(_annex(part, anchors) for part in parts)


def _annex(lines: Sequence[Line], anchors: Anchors) -> Annex:
    heading = annex_heading(lines[0].text)
    if heading is None:
        heading = AnnexHeading("annex", "", lines[0].text)
    printed = [heading.rest, *(line.text for line in lines[1:])]
    texts = tuple(text for text in printed if text)
    anchor = anchors.unique(slug(heading.label or "Phụ lục"))
    return Annex(_title(heading, texts), texts, anchor, heading.kind, heading.label)


def _title(heading: AnnexHeading, texts: Sequence[str]) -> str:
    if heading.rest and heading.label:
        return heading.rest
    searched = texts[:_SEARCHED]
    named = (i for i, text in enumerate(searched) if _names_form(text))
    place = next(named, None)
    if place is None:
        return heading.label or (texts[0] if texts else "")
    below = texts[place + 1 : place + 2]
    return joined([texts[place], *(text for text in below if _completes_title(text))])


def _names_form(text: str) -> bool:
    return is_capitals(text) and text.startswith(_FORM_TITLES)


def _completes_title(text: str) -> bool:
    return text[:1].isupper() and not text.endswith((".", ":", ";")) and len(text) < 200
