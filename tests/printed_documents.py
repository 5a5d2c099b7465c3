"""Legal documents made up for tests, and a PDF file of them as a word processor prints it."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fpdf import FPDF
from hypothesis import strategies as st

from govportal.publishing.documents.files.printed import Printed, printed
from govportal.publishing.regulations import (
    Annex,
    Article,
    Clause,
    Division,
    Paragraph,
    ParsedRegulation,
    Point,
)
from govportal.publishing.regulations.effect import effective_date, relations

FONTS = Path(__file__).resolve().parents[1] / "govportal" / "static" / "govportal" / "fonts"
WORDS = (
    "cơ quan người dân hồ sơ phòng đọc sách báo thư viện ngày làm việc kết quả ưỡn ngoằn ngoèo "
    "quyền được hưởng dịch vụ công trực tuyến xử lý nghĩa vụ đặt ở mỗi huyện đảo"
).split()
AWKWARD = (
    "theo Điều 5. Trường hợp khác", "tại khoản 2. Điều này", "tại điểm a) khoản 1",
    "gồm: sách, báo", "“Điều 3. Tên điều”", "(sau đây gọi là Kho)", "số 12/2031/QĐ-UBND",
    "ngày 01/02/2030", "https://anh.minhhoa.gov.vn/gui", "50% kinh phí; phần còn lại",
    "Chương II", "1.000.000 đồng", "Quyết định số 7", "đ) khác", "Mẫu số 02", "Nơi nhận",
    "thay thế Quyết định số 8/2019/QĐ-UBND", "có hiệu lực từ ngày 05 tháng 6 năm 2031",
)  # fmt: skip
OPENINGS = ("Việc", "Khi", "30 ngày", "“Kho”", "Mỗi", "Điều 7 của Luật", "Chương trình")
LETTERS = "abcdđeghiklmnopq"
SIGNATURES = {
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"): "CHỦ TỊCH",
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"): "PHÓ CHỦ TỊCH",
    ("GIÁM ĐỐC",): "GIÁM ĐỐC",
}
ISSUERS = ("Ủy ban nhân dân tỉnh Minh Hòa", "Hội đồng nhân dân xã Phú Sơn", "Sở Tư pháp")
RULING = {"quyet_dinh": "QĐ-UBND", "nghi_quyet": "NQ-HĐND", "thong_tu": "TT-BTTTT"}
PLAIN = {"ke_hoach": "KH-UBND", "thong_bao": "TB-UBND", "cong_van": "UBND-VX"}


# Words. A line without a full stop that ends in a word such as “của” reads like a broken one, and
# so does one that goes on with a small letter: paragraphs start with capitals and end plainly.


@st.composite
def sentences(draw, end=".", most=25):
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=most))
    for phrase in draw(st.lists(st.sampled_from(AWKWARD), max_size=2)):
        words.insert(draw(st.integers(1, len(words))), phrase)
    return f"{draw(st.sampled_from(OPENINGS))} {' '.join(words)} kho{end}"


@st.composite
def names(draw, most=12):
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=most))
    return f"Việc {' '.join(words)} kho"


# The text. Labels follow each other as they are printed, with those that amendments inserted.


@st.composite
def labels(draw, plain, inserted):
    chosen = [(label, f"{label}{inserted}") for label in plain]
    return [label for pair in chosen for label in pair[: draw(st.sampled_from((1, 1, 1, 2)))]]


@st.composite
def points(draw):
    letters = draw(labels(LETTERS[: draw(st.integers(0, 6))], "1"))
    ends = st.sampled_from(";.")
    return tuple(Point(x, x, draw(sentences(draw(ends), most=12)), "") for x in letters)


@st.composite
def clauses(draw, number):
    below = draw(points())
    dashes = [f"- {draw(sentences(';', most=8))}" for _ in range(draw(st.integers(0, 2)))]
    text = "\n".join([draw(sentences(":" if below or dashes else ".")), *dashes])
    return Clause(number, text, "", below)


@st.composite
def articles(draw, number, suffix):
    title = draw(st.one_of(st.just(""), names()))
    intro = tuple(draw(st.lists(sentences(), min_size=0 if title else 1, max_size=2)))
    if intro and draw(st.booleans()):
        return Article(number, title, "", intro, (), draw(points()), suffix)
    plain = [str(n + 1) for n in range(draw(st.integers(0 if intro else 1, 3)))]
    found = tuple(draw(clauses(label)) for label in draw(labels(plain, "a")))
    return Article(number, title, "", intro, found, (), suffix)


@st.composite
def runs(draw, first, last, suffixes=True):
    plain = [str(number) for number in range(first, last + 1)]
    chosen = draw(labels(plain, "a")) if suffixes else plain
    return tuple(draw(articles(int(x.rstrip("a")), "a" if x[-1] == "a" else "")) for x in chosen)


@st.composite
def divided(draw):
    """Chapters, some below a part, some parted in sections and subsections."""
    chapters, last = [], 0
    for roman in ("I", "II", "III")[: draw(st.integers(1, 3))]:
        first, last = last + 1, last + draw(st.integers(1, 2))
        children = draw(runs(first, last))
        for level in draw(st.sampled_from(((), ("section",), ("subsection", "section")))):
            children = (Division(level, "1", draw(names(6)), "", children),)
        chapters.append(Division("chapter", roman, draw(names(8)).upper(), "", children))
    if draw(st.booleans()):
        return (Division("part", "thứ nhất", draw(names(6)).upper(), "", tuple(chapters)),)
    return tuple(chapters)


@st.composite
def annexes(draw):
    found = []
    for label in ("Phụ lục I", "Phụ lục II", "Mẫu số 01")[: draw(st.integers(0, 3))]:
        texts = st.one_of(sentences(most=8), names(8))
        lines = tuple(draw(st.lists(texts, min_size=1, max_size=4)))
        kind = "form" if label.startswith("Mẫu") else "annex"
        found.append(Annex(lines[0], lines, "", kind, label))
    return tuple(found)


# The facts. A document without a kind or a symbol prints nothing that would tell it: the kinds
# here have their words, except for the letter. A body whose printed capitals do not tell its own
# spelling (Sở Tư pháp) has it in the text.


@st.composite
def facts(draw, kinds):
    kind = draw(st.sampled_from(sorted(kinds)))
    issuer = draw(st.sampled_from(ISSUERS))
    authority = draw(st.sampled_from(sorted(SIGNATURES)))
    return ParsedRegulation(
        number=draw(st.sampled_from((None, "05", "1287"))),
        year=draw(st.sampled_from((None, 2031))),
        symbol=kinds[kind],
        document_type=kind,
        issuer=issuer,
        place="Minh Hòa",
        issued_on=draw(st.dates(date(2000, 1, 1), date(2040, 12, 31))),
        abstract=draw(names()),
        signer="Lê Thị Hoài An",
        signer_title=SIGNATURES[authority],
        signing_authority=authority,
        recipients=("Như trên", f"Giám đốc {issuer}", "Lưu: VT"),
    )


@st.composite
def rulings(draw):
    """A decision by itself, or one with the regulation that it issues."""
    found = replace(
        draw(facts(RULING)),
        preamble=tuple(f"Căn cứ {draw(names())};" for _ in range(draw(st.integers(1, 3)))),
        body=draw(st.one_of(divided(), runs(1, draw(st.integers(1, 3))))),
        annexes=draw(annexes()),
    )
    if draw(st.booleans()):
        first = "Ban hành kèm theo Quyết định này Quy chế quản lý kho."
        rest = tuple(replace(x, title="") for x in draw(runs(2, 3, suffixes=False)) if x.intro)
        rest = tuple(replace(x, number=n) for n, x in enumerate(rest, start=2))
        decision = (Article(1, "", "", (first,)), *rest)
        found = replace(found, decision=decision, regulation_title=f"Quy chế {draw(names())}")
    return with_effect(found)


@st.composite
def plain_documents(draw):
    """A notice, a plan or a letter: paragraphs without articles."""
    found = draw(facts(PLAIN))
    addressed = [f"Kính gửi: {found.issuer}."] if found.document_type == "cong_van" else []
    texts = addressed + draw(st.lists(sentences(), min_size=1, max_size=5))
    return replace(found, year=None, body=tuple(map(Paragraph, texts)))


def with_effect(parsed):
    """The document with the days and relations that its own words tell."""
    ruling = parsed.decision or parsed.articles[-3:]
    effective = effective_date(ruling, parsed.issued_on)
    day = effective.day if effective else None
    return replace(parsed, effective_on=day, replaces=relations(ruling))


# The page: A4, indented first lines, 13 points, ragged on the right.

LEFT, RIGHT, BOTTOM, INDENT, PITCH, SIZE = 30, 190, 275, 10, 6.5, 13


@cache
def font_file():
    """The portal's typeface in one TrueType file: its Latin and its Vietnamese letters."""
    folder = TemporaryDirectory()
    paths = []
    for part in ("latin", "vietnamese"):
        font = TTFont(FONTS / f"be-vietnam-pro-{part}-400-normal.woff2")
        font.flavor = None
        for table in {"GSUB", "GPOS", "GDEF"} & set(font.keys()):
            del font[table]
        paths.append(f"{folder.name}/{part}.ttf")
        font.save(paths[-1])
    whole = Path(folder.name) / "whole.ttf"
    Merger().merge(paths).save(whole)
    return whole, folder


class Printer:
    """Prints paragraphs and columns on pages."""

    def __init__(self):
        self.pdf = FPDF(format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font("law", fname=font_file()[0])
        self.new_page()

    def new_page(self):
        self.pdf.add_page()
        self.pdf.set_font("law", size=SIZE)
        self.y = 20
        if self.pdf.page > 1:
            self.pdf.text(108, 15, str(self.pdf.page))
            self.y = 28

    def print(self, part):
        if isinstance(part, Printed):
            for line in part.lines:
                is_indented = part.style == "text" or (part.style == "heading" and line[0] == "Đ")
                self.paragraph(line, is_indented)
        else:
            for line in (*part.left, *part.right):
                self.paragraph(line, is_indented=False)
        self.y += 2

    def paragraph(self, text, is_indented):
        for place, line in enumerate(self.broken(text, INDENT if is_indented else 0)):
            if self.y > BOTTOM:
                self.new_page()
            indent = INDENT if is_indented and not place else 0
            width = self.pdf.get_string_width(line)
            centre = 0 if is_indented else (RIGHT - LEFT - width) / 2
            self.pdf.text(LEFT + indent + centre, self.y, line)
            self.y += PITCH

    def broken(self, text, indent):
        lines, width = [[]], indent
        for word in text.split(" "):
            needed = self.pdf.get_string_width(f"{word} ")
            if lines[-1] and width + needed - self.pdf.get_string_width(" ") > RIGHT - LEFT:
                lines.append([])
                width = 0
            lines[-1].append(word)
            width += needed
        return [" ".join(line) for line in lines]


def write_pdf(parsed):
    """The bytes of a PDF file of the document."""
    printer = Printer()
    for part in printed(parsed):
        printer.print(part)
    return bytes(printer.pdf.output())
