"""Read what stands above the first article: number, date, kind, issuer, abstract, grounds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from .dates import WORDED, PrintedDate, first_date, printed_date
from .issuers import normal_case
from .layout import Layout, joined
from .lines import Line
from .markers import GROUND, MOTTO, ends_sentence, is_capitals, is_left_hanging, starts_lower

NUMBER = re.compile(
    r"S[ốỐ]\s?:?[\s.…_]{0,40}(?P<number>[0-9]{0,5}[a-z]?)[\s.…_]{0,40}/\s?"
    r"(?:(?P<year>[0-9]{4})\s?/\s?)?"
    r"(?P<symbol>[A-ZĐ]{1,8}[a-z]?[0-9]{0,2}(?:\s?-\s?[A-ZĐ&0-9]{1,12}[a-z]?){0,3})(?!\w)"
)
_ENCLOSED = re.compile(
    r"[Kk]èm theo Quyết định (?:số )?(?P<number>[0-9]{1,5})/(?:(?P<year>[0-9]{4})/)?"
    r"(?P<symbol>[A-ZĐ]{1,8}(?:-[A-ZĐ0-9]{1,12}){0,3})"
)
SUBJECT = re.compile(r"(?:V/v|Về việc)\s?:?\s")
_PLACE = re.compile(r"([^,:;/0-9]{2,40}),$")
_TYPES = {
    "QUYẾT ĐỊNH": "quyet_dinh",
    "NGHỊ QUYẾT": "nghi_quyet",
    "NGHỊ ĐỊNH": "nghi_dinh",
    "THÔNG TƯ": "thong_tu",
    "THÔNG TƯ LIÊN TỊCH": "thong_tu_lien_tich",
    "CHỈ THỊ": "chi_thi",
    "LUẬT": "luat",
    "PHÁP LỆNH": "phap_lenh",
    "QUY CHẾ": "quy_che",
    "QUY ĐỊNH": "quy_dinh",
    "KẾ HOẠCH": "ke_hoach",
    "THÔNG BÁO": "thong_bao",
    "HƯỚNG DẪN": "huong_dan",
    "CÔNG ĐIỆN": "cong_dien",
    "CHƯƠNG TRÌNH": "chuong_trinh",
    "BÁO CÁO": "bao_cao",
}
KINDS = {kind: words for words, kind in _TYPES.items()}
"""The words printed for each kind of document; a letter has none."""
_ORDERS = {"QUYẾT ĐỊNH", "QUYẾT NGHỊ", "NGHỊ ĐỊNH", "QUY ĐỊNH", "THÔNG TƯ"}
_AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|[ỦU][YỶ] BAN|HỘI ĐỒNG|GIÁM ĐỐC|BỘ |THỦ TƯỚNG|CHÍNH PHỦ|SỞ |UBND|HĐND)"
)
_LOCALITY = re.compile(r"(?:TỈNH|THÀNH PHỐ|TP|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN)\b")
_ENACTING = re.compile(r"(?:[ỦU][yỷ] ban|Hội đồng|Chủ tịch|Bộ trưởng|Giám đốc)\b")


@dataclass(frozen=True, slots=True)
class Header:
    """What a header prints; None or empty where it prints nothing."""

    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    place: str | None = None
    issued: PrintedDate | None = None
    document_type: str | None = None
    issuer: str | None = None
    abstract: str | None = None
    preamble: tuple[str, ...] = ()

    def completed_by(self, other: "Header") -> "Header":
        """This header, with what only the other one prints."""
        missing = (field.name for field in fields(self) if not getattr(self, field.name))
        return replace(self, **{name: getattr(other, name) for name in missing})


def read_header(lines: Sequence[Line], layout: Layout, document: Sequence[Line]) -> Header:
    """The header of a document."""
    grounds = _first_ground(lines)
    above = [without_motto(line.text) for line in lines[:grounds]]
    texts = [text for text in above if text]
    title = title_of_kind(texts)
    number, year, symbol = _number(texts)
    place, issued = _place_and_date(texts)
    return Header(
        number=number,
        year=year,
        symbol=symbol,
        place=place,
        issued=issued,
        document_type=_kind(texts, title),
        issuer=_issuer(texts, title, [line.text for line in document]),
        abstract=_abstract(texts[title + 1 :]) or _subject(lines),
        preamble=_preamble(lines[grounds:], layout),
    )


def read_enclosure(lines: Sequence[Line]) -> Header:
    """What the line “(Kèm theo Quyết định số …)” below a regulation's title tells."""
    text = joined([line.text for line in lines])
    found = _ENCLOSED.search(text)
    if not found:
        return Header()
    issued = first_date(text[found.end() :][:80])
    return Header(
        number=found["number"],
        year=int(found["year"]) if found["year"] else None,
        symbol=found["symbol"],
        issued=issued if issued and issued.day else None,
        document_type="quyet_dinh",
    )


def title_of_kind(texts: Sequence[str]) -> int:
    """The line that names the kind of document, else the end."""
    return next((i for i, text in enumerate(texts) if text.rstrip(":") in _TYPES), len(texts))


def without_motto(text: str) -> str:
    """A line without the national motto beside it."""
    return " ".join(MOTTO.sub(" ", text).split()).strip(" -–_")


def _first_ground(lines: Sequence[Line]) -> int:
    return next((i for i, line in enumerate(lines) if GROUND.match(line.text)), len(lines))


def _number(texts: Sequence[str]) -> tuple[str | None, int | None, str | None]:
    for text in texts:
        found = NUMBER.match(text)
        if found:
            year = int(found["year"]) if found["year"] else None
            return found["number"] or None, year, found["symbol"].replace(" ", "")
    return None, None, None


def _place_and_date(texts: Sequence[str]) -> tuple[str | None, PrintedDate | None]:
    for text in texts:
        found = WORDED.search(text)
        if found:
            return _place(text[: found.start()].strip()), printed_date(found)
    return None, None


def _place(text: str) -> str | None:
    number = NUMBER.match(text)
    found = _PLACE.search(text[number.end() :] if number else text)
    return found[1].strip() if found else None


def _kind(texts: Sequence[str], title: int) -> str | None:
    if title < len(texts):
        return _TYPES[texts[title].rstrip(":")]
    return "cong_van" if any(SUBJECT.search(text) for text in texts) else None


def _subject(lines: Sequence[Line]) -> str | None:
    """What a letter is about: printed small below its number, beside or above the date."""
    cells = [cell for line in lines for cell in line.cells]
    start = next((i for i, cell in enumerate(cells) if SUBJECT.match(cell)), len(cells))
    kept = [SUBJECT.sub("", cell) for cell in cells[start : start + 1]]
    for cell in cells[start + 1 :]:
        if WORDED.search(cell) or MOTTO.search(cell):
            continue
        if not (starts_lower(cell) or is_left_hanging(kept[-1])):
            break
        kept.append(cell)
    return joined(kept) or None


def _issuer(texts: Sequence[str], title: int, everything: Sequence[str]) -> str | None:
    top = _capitals_before(texts, title) or _signing_body(texts[title + 1 :])
    return normal_case(top, everything) if top else None


def _capitals_before(texts: Sequence[str], title: int) -> str:
    number = next((i for i, text in enumerate(texts[:title]) if NUMBER.match(text)), title)
    names = [text for text in texts[:number] if is_capitals(text)][:3]
    parts: list[str] = []
    for name in names:
        parts = [*parts, name] if parts and _continues_name(name) else [name]
    return " ".join(parts)


def _continues_name(name: str) -> bool:
    return bool(_LOCALITY.match(name)) or not _AUTHORITY.match(name)


def _signing_body(texts: Sequence[str]) -> str:
    return next((text for text in texts if names_authority(text)), "")


def names_authority(text: str) -> bool:
    """Whether a line names, in capitals, a body that issues documents."""
    return is_capitals(text) and bool(_AUTHORITY.match(text))


def _abstract(texts: Sequence[str]) -> str | None:
    kept: list[str] = []
    for text in texts:
        if names_authority(text) or is_order(text) or WORDED.match(text):
            break
        kept.append(text)
    return joined(kept) or None


def is_order(text: str) -> bool:
    """Whether a line is the word that orders what follows, such as QUYẾT ĐỊNH:."""
    return text.rstrip(" :") in _ORDERS


def _preamble(lines: Sequence[Line], layout: Layout) -> tuple[str, ...]:
    groups: list[list[str]] = []
    before = ";"
    for line in lines:
        if is_order(line.text):
            break
        if _opens_ground(before, line.text):
            groups.append([])
        groups[-1].append(line.text)
        before = line.text
    return tuple(joined(group) for group in groups)


def _opens_ground(before: str, text: str) -> bool:
    if not (ends_sentence(before) or before.endswith(",")) or starts_lower(text):
        return False
    return bool(GROUND.match(text) or _ENACTING.match(text))
