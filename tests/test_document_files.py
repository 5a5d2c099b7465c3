"""A document is read the same from text, Word and PDF; Word's own means are understood."""

import re
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from govportal.publishing.documents.files import LegacyEncoding, read_file, write_docx
from govportal.publishing.documents.files.encodings import TCVN3, to_unicode
from govportal.publishing.documents.files.word_numbering import formatted
from govportal.publishing.documents.importing import _document_class
from govportal.publishing.regulations import Paragraph, read_regulation
from tests import services

pytestmark = pytest.mark.pure

FIXTURES = Path(__file__).parent / "fixtures" / "regulations"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
# Of our own, those of which each paragraph is a line: the others are told as a printer breaks them.
NAMES = [path.stem for path in sorted(SEEDS.glob("*.txt"))] or ["decision_only", "regulation_only"]


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The regulations as text, and as LibreOffice converts them to Word and PDF."""
    program = services.require(services.SOFFICE)
    folder = tmp_path_factory.mktemp("converted")
    source = SEEDS if SEEDS.is_dir() else FIXTURES
    files = [str(source / f"{name}.txt") for name in NAMES]
    for kind in ("docx", "pdf"):
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        options = ["--infilter=Text (encoded):UTF8", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*command, *options, *files], check=True, capture_output=True, timeout=300)
    return lambda name, kind: (source if kind == "txt" else folder) / f"{name}.{kind}"


def plain(value):
    """A structure with single spaces and without warnings."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if name != "warnings"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def bare(value):
    """Words without accents and links.

    Of decomposed text a PDF may draw an accent on the letter before its own. A link at the foot
    of a page is furniture, and no longer stands there when LibreOffice has set new pages.
    """
    letters = unicodedata.normalize("NFD", str(value))
    plain_letters = "".join(x for x in letters if not unicodedata.combining(x))
    return " ".join(re.sub(r"https?://\S+", "", plain_letters).split())


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_word_and_pdf_give_the_structure_of_the_text(converted, name, kind):
    text, found = read_file(converted(name, "txt"), name), read_file(converted(name, kind), name)
    assert (text.kind, found.kind) == ("text", kind)
    assert plain(found.parsed.as_dict()) == plain(text.parsed.as_dict())
    for part in ("preamble", "recipients", "signing_authority", "regulation_title"):
        assert bare(getattr(found.parsed, part)) == bare(getattr(text.parsed, part)), part


# Word's own means


def word(*parts, styles=None):
    """The bytes of a Word file: text paragraphs, or functions that add to the document."""
    document = docx.Document()
    for part in parts:
        if callable(part):
            part(document)
        else:
            document.add_paragraph(part)
    return saved(document)


def saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def numbered(text, list_number, level):
    def add(document):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                f'<w:numId w:val="{list_number}"/></w:numPr>'
            )
        )

    return add


def lists(document):
    """Add a list as Word makes it: “Điều 1.”, “1.”, “a)”."""
    levels = (("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
    xml = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{xml}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )


def test_automatic_numbers_are_counted_as_word_counts_them():
    data = word(
        lists,
        numbered("Phạm vi", 77, 0), numbered("Sách được cho mượn.", 77, 1),
        numbered("Báo gồm:", 77, 1), numbered("Báo ngày;", 77, 2), numbered("Báo tuần.", 77, 2),
        numbered("Hiệu lực", 77, 0), numbered("Quy định có hiệu lực ngay.", 77, 1),
    )  # fmt: skip
    first, second = read_file(data, "tep").parsed.articles
    assert [clause.number for clause in first.clauses] == ["1", "2"]
    assert [point.label for point in first.clauses[1].points] == ["a", "b"]
    assert (second.number, second.clauses[0].number) == (2, "1")


@pytest.mark.parametrize(
    ("count", "form", "label"),
    [
        (4, "decimal", "4"), (4, "decimalZero", "04"), (4, "lowerLetter", "d"),
        (28, "upperLetter", "BB"), (14, "upperRoman", "XIV"), (9, "lowerRoman", "ix"),
    ],
)  # fmt: skip
def test_number_formats_of_word(count, form, label):
    assert formatted(count, form) == label


def header_table(document):
    table = document.add_table(rows=2, cols=2)
    texts = (
        ("ỦY BAN NHÂN DÂN\nTỈNH MINH HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 12/2031/QĐ-UBND", "Minh Hòa, ngày 05 tháng 3 năm 2031"),
    )
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def test_header_and_signature_in_tables_are_read_by_columns():
    def signature(document):
        left, right = document.add_table(rows=1, cols=2).rows[0].cells
        left.text = "Nơi nhận:\n- Như Điều 1;\n- Lưu: VT"
        right.text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Thị Hoài An"

    parsed = read_file(
        word(header_table, "QUYẾT ĐỊNH", "Về mượn sách", "Điều 1. Sách được mượn.", signature),
        "tep",
    ).parsed
    assert (parsed.citation, parsed.issuer) == (
        "12/2031/QĐ-UBND",
        "Ủy ban nhân dân tỉnh Minh Hòa",
    )
    assert parsed.issued_on.isoformat() == "2031-03-05"
    assert parsed.recipients == ("Như Điều 1", "Lưu: VT")
    assert (parsed.signer, parsed.signer_title) == ("Lê Thị Hoài An", "CHỦ TỊCH")


def test_no_cell_of_an_annex_is_lost():
    def table(document):
        rows = document.add_table(rows=2, cols=3).rows
        for number, row in enumerate(rows):
            for cell, text in zip(row.cells, ("TT", "Tên ảnh", "7"), strict=True):
                cell.text = f"{text}{number}"

    parsed = read_file(word("Điều 1. Sách.", "Phụ lục I", "DANH MỤC ẢNH", table), "tep").parsed
    assert parsed.annexes[0].lines[-2:] == ("TT0 Tên ảnh0 70", "TT1 Tên ảnh1 71")


def test_a_whole_paragraph_starts_no_article_in_its_middle():
    data = word(
        "Điều 1. Phạm vi", "1. Việc theo quy định tại", "Điều 2. Hiệu lực", "Có hiệu lực ngay."
    )
    assert [article.number for article in read_file(data, "tep").parsed.articles] == [1, 2]


def test_text_boxes_capitals_and_line_breaks():
    def box(document):
        run = document.add_paragraph("Điều 1. Sách.").add_run()
        run._r.append(
            parse_xml(
                f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape>'
                "<v:textbox><w:txbxContent><w:p><w:r><w:t>2. Việc trong khung.</w:t></w:r></w:p>"
                "</w:txbxContent></v:textbox></v:shape></w:pict>"
            )
        )

    def capitals(document):
        run = document.add_paragraph().add_run("Quyết định")
        run.font.all_caps = True
        run.add_break()
        document.paragraphs[-1].add_run("Về mượn sách")

    parsed = read_file(word(header_table, capitals, box), "tep").parsed
    assert (parsed.document_type, parsed.abstract) == ("quyet_dinh", "Về mượn sách")
    assert "Việc trong khung." in str(parsed.body)


def test_comments_footnotes_and_hidden_text_are_told():
    def marks(document):
        run = document.add_paragraph("Điều 1. Sách.").add_run("Chữ ẩn")
        run.font.hidden = True
        for name in ("commentReference", "footnoteReference"):
            run._r.append(parse_xml(f'<w:{name} {nsdecls("w")} w:id="1"/>'))

    found = read_file(word(marks), "tep")
    assert [notice.code for notice in found.notices] == ["comments", "footnotes", "hidden_text"]
    assert "Chữ ẩn" not in str(found.parsed)


def test_a_word_file_has_headings_a_language_and_a_title():
    parsed = read_regulation(
        "Số: 5/QĐ-UBND\nQUYẾT ĐỊNH\nVề mượn sách\nChương I\nQUY ĐỊNH CHUNG\n"
        "Điều 1. Phạm vi\n1. Sách.\n"
    )
    document = docx.Document(BytesIO(write_docx(parsed)))
    headings = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["Heading 1", "Heading 2"]
    assert document.core_properties.title == "5/QĐ-UBND Về mượn sách"
    assert 'w:lang w:val="vi-VN"' in document.styles.element.xml


# Encodings


VNI_BACK = {}
for base in "aeiouyôöAEIOUYÔÖ":
    for mark in ("", *"øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË"):
        if not mark or mark.isupper() == base.isupper():
            VNI_BACK.setdefault(to_unicode(base + mark, "VNI"), base + mark)
VNI_BACK |= {to_unicode(code, "VNI"): code for code in "ñÑæÆóÓòÒîÎìÌíÍôÔöÖ"}
TCVN3_BACK = {chr(letter): chr(code) for code, letter in TCVN3.items()}
SMALL = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
PLAIN = "bcghklmnpqrstvx 0123456789.,;:()/-"


def encoded(text, back):
    return "".join(back.get(letter, letter) for letter in text)


@given(st.text(alphabet=SMALL + SMALL.upper() + PLAIN))
def test_vni_and_back_is_the_same(text):
    assert to_unicode(encoded(text, VNI_BACK), "VNI") == text


@given(st.text(alphabet=SMALL + "ĂÂÊÔƠƯĐ" + PLAIN))
def test_tcvn3_and_back_is_the_same(text):
    assert to_unicode(encoded(text, TCVN3_BACK), "TCVN3") == text


LAW = "Điều 1. Người dân được mượn sách của thư viện tỉnh.\nĐiều 2. Quyết định có hiệu lực.\n"


@pytest.mark.parametrize(("encoding", "back"), [("TCVN3", TCVN3_BACK), ("VNI", VNI_BACK)])
@pytest.mark.parametrize("kind", ["bytes", "unicode", "docx"])
def test_legacy_text_is_converted_only_when_asked(encoding, back, kind):
    legacy = encoded(LAW, back)
    data = {
        "bytes": lambda: legacy.encode("latin-1"),
        "unicode": legacy.encode,
        "docx": lambda: word(*legacy.splitlines()),
    }[kind]()
    with pytest.raises(LegacyEncoding) as asked:
        read_file(data, "tep")
    assert asked.value.encoding == encoding
    assert "Người dân được mượn" in asked.value.sample
    found = read_file(data, "tep", convert=True)
    assert found.parsed.body == read_regulation(LAW).body
    assert found.converted_from == encoding
    assert "converted" in {notice.code for notice in found.notices}


def test_the_capital_font_of_tcvn3_is_known_in_word_files():
    def heading(document):
        run = document.add_paragraph().add_run(encoded("quyết định", TCVN3_BACK))
        run.font.name = ".VnTimeH"

    found = read_file(word(heading, "Điều 1. Sách được mượn."), "tep", convert=True)
    assert found.parsed.document_type == "quyet_dinh"
    assert found.converted_from == "TCVN3"


def test_decomposed_letters_are_composed_with_a_notice():
    found = read_file(unicodedata.normalize("NFD", LAW).encode(), "tep")
    assert found.parsed.body == read_regulation(LAW).body
    assert [notice.code for notice in found.notices] == ["decomposed"]


# Documents without articles, insertions, numbers


def decision_of(number):
    return read_regulation(
        f"Số: {number}\nMinh Hòa, ngày 05 tháng 3 năm 2023\nQUYẾT ĐỊNH\nVề mượn sách\n"
    )


def test_a_notice_keeps_its_paragraphs():
    parsed = read_regulation(
        "UBND TỈNH MINH HÒA\nSố: 7/TB-UBND\nMinh Hòa, ngày 05 tháng 3 năm 2031\nTHÔNG BÁO\n"
        "Kết luận cuộc họp\nvề thư viện\n\nNgày 01 tháng 3, Ủy ban họp bàn.\n1. Giao Sở Văn hóa;\n"
        "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Thị Hoài An\n"
    )
    assert parsed.abstract == "Kết luận cuộc họp về thư viện"
    assert parsed.body == (
        Paragraph("Ngày 01 tháng 3, Ủy ban họp bàn."),
        Paragraph("1. Giao Sở Văn hóa;"),
    )
    assert parsed.signer == "Lê Thị Hoài An"
    assert "articles_missing" not in {warning.code for warning in parsed.warnings}


def test_a_letter_has_its_subject_and_its_text():
    parsed = read_regulation(
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH MINH HÒA            Độc lập - Tự do - Hạnh phúc\n"
        "Số: 15/UBND-VX           Minh Hòa, ngày 05 tháng 3 năm 2031\n"
        "V/v mở cửa thư viện\n\nKính gửi: Sở Văn hóa.\n\nĐề nghị Sở mở cửa thư viện.\n"
    )
    assert (parsed.document_type, parsed.citation) == ("cong_van", "15/UBND-VX")
    assert parsed.abstract == "mở cửa thư viện"
    assert [part.text for part in parsed.body] == [
        "Kính gửi: Sở Văn hóa.",
        "Đề nghị Sở mở cửa thư viện.",
    ]


def test_what_an_amendment_inserted_stands_in_its_place():
    parsed = read_regulation(
        "Chương I\nCHUNG\nMục 1\nMƯỢN\nTiểu mục 1\nSÁCH\nĐiều 5. Sách\n1. Một:\na) A;\na1) A một;\n"
        "b) B.\n1a. Một a.\n2. Hai.\nĐiều 5a. Báo\n1. Báo.\nĐiều 6. Ảnh\n1. Ảnh.\n"
    )
    assert [article.label for article in parsed.articles] == ["5", "5a", "6"]
    assert parsed.articles[1].anchor == "dieu-5a"
    clauses = parsed.articles[0].clauses
    assert [clause.number for clause in clauses] == ["1", "1a", "2"]
    assert [point.label for point in clauses[0].points] == ["a", "a1", "b"]
    subsection = parsed.body[0].children[0].children[0]
    assert (subsection.kind, subsection.anchor) == (
        "subsection",
        "chuong-i-muc-1-tieu-muc-1",
    )


@pytest.mark.parametrize(
    ("printed", "year", "symbol"),
    [
        ("1287/QĐ-UBND", None, "QĐ-UBND"), ("/2023/QĐ-UBND", 2023, "QĐ-UBND"),
        ("13/2022/QĐ-TTg", 2022, "QĐ-TTg"), ("42/2022/NĐ-CP", 2022, "NĐ-CP"),
        ("33/2024/QH15", 2024, "QH15"),
    ],
)  # fmt: skip
def test_the_year_is_the_one_printed_in_the_number(printed, year, symbol):
    parsed = read_regulation(
        f"Số: {printed}\nMinh Hòa, ngày 05 tháng 3 năm 2023\nQUYẾT ĐỊNH\nVề sách\n"
    )
    assert (parsed.year, parsed.symbol) == (year, symbol)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1287/QĐ-UBND", "administrative"), ("35/2023/QĐ-UBND", "normative"),
        ("42/2022/NĐ-CP", "normative"), ("39/2017/TT-BTTTT", "normative"),
        ("12/2025/UBTVQH15", "normative"), ("12/2025/KH-UBND", "administrative"),
    ],
)  # fmt: skip
def test_only_a_year_in_the_number_makes_a_document_normative(number, expected):
    parsed = read_regulation(
        f"Số: {number}\nMinh Hòa, ngày 05 tháng 3 năm 2023\nQUYẾT ĐỊNH\nVề sách\n"
    )
    assert _document_class(parsed) == expected
