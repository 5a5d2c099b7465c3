"""Recognise the shapes a line of a regulation can have."""

import re
from dataclasses import dataclass

from .model import AnnexKind, DivisionKind

ARTICLE = re.compile(r"Điều\s+([0-9]{1,4})([a-zđ]{0,2})\s*(?:[.:]\s*|[-–]\s+|$)", re.IGNORECASE)
CLAUSE = re.compile(r"([0-9]{1,3})([a-zđ]{0,2})\.(?:\s+(?=\S)|(?=[^0-9\s]))")
POINT = re.compile(r"([a-zđ])([0-9]{0,2})\)\s*(?=\S)")
ITEM = re.compile(r"(?:[-–—+•●▪*]\s+|[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}\.?\s)(?=\S)")
SIGNING = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.\s?(?=\w)")
RECIPIENTS = re.compile(r"Nơi nhận\s?(?::|$)", re.IGNORECASE)
GROUND = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét|Sau khi|Thực hiện|Trên cơ sở|Để )")
MOTTO = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s?[-–]\s?Tự do\s?[-–]\s?Hạnh phúc"
)

_ORDINAL = r"(?:[IVXLC]{1,7}|[0-9]{1,3}|thứ \w{2,5}|THỨ \w{2,5})"
_DIVISION = re.compile(
    rf"(phần|chương|tiểu mục|mục)\s+({_ORDINAL})\s*([.:–-]?)(?=\s|$)\s*", re.IGNORECASE
)
_ANNEX = re.compile(
    r"(phụ lục|biểu mẫu|mẫu|biểu)(?:\s+(?:số\s*)?(?:[IVXLC]{1,7}|[0-9]{1,3}|[A-Z])"
    r"(?:[-./]?[A-Za-z0-9]{1,4}){0,3})?\s{0,2}([.:–-]?)(?=\s|$)\s*",
    re.IGNORECASE,
)
_DIVISION_KINDS: dict[str, DivisionKind] = {
    "phần": "part",
    "chương": "chapter",
    "mục": "section",
    "tiểu mục": "subsection",
}
ATTACHED = {
    "QUY CHẾ", "QUY ĐỊNH", "QUY TẮC", "QUY TRÌNH", "NỘI QUY", "ĐIỀU LỆ", "ĐỀ ÁN",
    "KẾ HOẠCH", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "DANH MỤC",
}  # fmt: skip
_OFFICES = {
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "BỘ TRƯỞNG", "THỨ TRƯỞNG",
    "THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG",
}  # fmt: skip
_CONNECTIVES = set(
    "và hoặc của tại theo với cho về các những từ đến trên trong do bởi là thuộc khoản điểm "
    "điều Điều mục Mục chương Chương số bằng bởi giữa".split()
)
_NAME_OPENERS = set("Cổng Trang Sở Bộ Ủy Uỷ Ban Luật Nghị Quyết Thông Hội Văn Trung Hệ Chủ".split())
_ISSUER = re.compile(r"(?:[ỦU][YỶ] BAN|HỘI ĐỒNG) NHÂN DÂN")
_CITING = re.compile(
    r"(?:khoản|điểm|điều|mục|chương)\s+(?:[0-9]{1,3}|[a-zđ]|[ivxlc]{1,5})$", re.IGNORECASE
)
_CLOSERS = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class DivisionHeading:
    """The heading of a division, with the words printed after its number."""

    kind: DivisionKind
    word: str
    number: str
    rest: str


@dataclass(frozen=True, slots=True)
class AnnexHeading:
    """The heading of an annex or form, with the words printed after its label."""

    kind: AnnexKind
    label: str
    rest: str


def ends_sentence(text: str) -> bool:
    """Whether a sentence or list item ends with this line."""
    return text.rstrip(_CLOSERS)[-1:] in tuple(".;:!?…") and text != ""


def is_capitals(text: str) -> bool:
    """Whether a line is printed in capitals only."""
    return text == text.upper() and sum(map(str.isalpha, text[:80])) > 1


def starts_lower(text: str) -> bool:
    """Whether the first letter or mark of a line can only go on with a sentence."""
    return text[:1].islower() or text[:1] in tuple(",;.)%/")


def is_left_hanging(text: str) -> bool:
    """Whether a line breaks off before the words it announces."""
    last = text.rsplit(" ", 1)[-1]
    return last in _CONNECTIVES or text.endswith(",") or bool(_CITING.search(text[-20:]))


def breaks_a_name(text: str) -> bool:
    """Whether a line breaks off after the first word of a body's or law's name."""
    return text.rsplit(" ", 1)[-1] in _NAME_OPENERS


def division_heading(text: str) -> DivisionHeading | None:
    """Phần, Chương, Mục or Tiểu mục standing alone or before a title."""
    found = _DIVISION.match(text)
    if not found or not text[:1].isupper():
        return None
    rest = text[found.end() :]
    if rest and not found[3] and not is_capitals(rest):
        return None
    word = found[1].lower()
    return DivisionHeading(_DIVISION_KINDS[word], word, found[2], rest)


def annex_heading(text: str) -> AnnexHeading | None:
    """Phụ lục, Mẫu or Biểu standing alone or before a title."""
    found = _ANNEX.match(text) if len(text) < 300 else None
    if not found or not text[:1].isupper():
        return None
    rest, label = text[found.end() :], found[0].strip(" .:–-")
    if rest and (starts_lower(rest) or not (found[2] or is_capitals(rest))):
        return None
    word = found[1].lower()
    if word != "phụ lục" and label.lower() == word:
        return None
    return AnnexHeading("annex" if word == "phụ lục" else "form", label, rest)


def is_attached_title(text: str) -> bool:
    """The line naming what a decision issues, such as QUY CHẾ."""
    return text in ATTACHED


def opens_signature(text: str) -> bool:
    """The first line of a signature or of the list of recipients."""
    signing = SIGNING.match(text) and is_capitals(text[:20])
    return bool(signing or RECIPIENTS.match(text)) or text in _OFFICES


def names_issuer(text: str) -> bool:
    """The name of a people's committee or council at the head of a page."""
    return bool(_ISSUER.match(text)) and is_capitals(text)
