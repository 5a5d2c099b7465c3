"""Regulations are read from plain text as they are printed."""

import json
import random
import re
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govportal.publishing.regulations import (
    Article,
    Clause,
    Division,
    Paragraph,
    Point,
    ReadingWarning,
    UnreadableText,
    read_regulation,
    read_text_file,
)
from govportal.publishing.regulations.lines import clean_lines
from govportal.publishing.regulations.warnings import _TEMPLATES

pytestmark = pytest.mark.pure

FIXTURES = Path(__file__).parent / "fixtures" / "regulations"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five regulations are not here")


def read_fixture(name):
    return read_regulation(read_text_file(FIXTURES / name))


def codes(parsed):
    return {warning.code for warning in parsed.warnings}


def article(parsed, number):
    return next(found for found in parsed.articles if found.number == number)


@pytest.fixture(scope="module")
def whole():
    return read_fixture("whole.txt")


# The header


def test_header_in_two_columns(whole):
    assert (whole.number, whole.year, whole.symbol) == ("12", 2031, "QĐ-UBND")
    assert whole.citation == "12/2031/QĐ-UBND"
    assert whole.document_type == "quyet_dinh"
    assert whole.issuer == "Ủy ban nhân dân tỉnh Minh Hòa"
    assert (whole.place, whole.issued_on) == ("Minh Hòa", date(2031, 3, 5))
    assert whole.abstract == "Ban hành Quy chế quản lý kho tư liệu ảnh của tỉnh Minh Hòa"


def test_preamble_has_one_ground_per_item_and_closes_broken_hyphens(whole):
    assert len(whole.preamble) == 3
    assert whole.preamble[1].startswith("Căn cứ Nghị định số 113/2025/NĐ-CP của Chính phủ")


def test_blank_number_and_day_stay_blank_with_a_warning():
    parsed = read_fixture("decision_only.txt")
    assert (parsed.number, parsed.citation) == (None, None)
    assert parsed.issued_on is None
    assert parsed.issued_printed == "ngày … tháng 6 năm 2032"
    assert {"number_missing", "issued_incomplete"} <= codes(parsed)


def test_number_and_date_stand_on_one_flattened_line():
    parsed = read_regulation(
        "Số:        /2031/NQ-HĐND Minh Hòa, ngày     tháng  9   năm 2031\n\n"
        "NGHỊ QUYẾT\nVề việc đặt tên đường\n"
    )
    assert (parsed.year, parsed.symbol, parsed.place) == (2031, "NQ-HĐND", "Minh Hòa")
    assert parsed.issued_printed == "ngày tháng 9 năm 2031"
    assert parsed.document_type == "nghi_quyet"


def test_regulation_alone_takes_its_number_from_the_line_below_its_title():
    parsed = read_fixture("regulation_only.txt")
    assert parsed.citation == "03/2030/QĐ-UBND"
    assert parsed.issued_on == date(2030, 1, 11)
    assert parsed.regulation_title == "Quy định Chăm sóc cây xanh nơi công sở"
    assert parsed.decision == ()
    assert "decision_missing" in codes(parsed)


# The signature, the effect and the relations


def test_signature_and_recipients_beside_each_other(whole):
    assert whole.signer == "Lê Thị Hoài An"
    assert whole.signer_title == "PHÓ CHỦ TỊCH"
    assert "KT. CHỦ TỊCH" in whole.signing_authority
    assert whole.recipients[0] == "Như Điều 3"
    assert whole.recipients[-1] == "Lưu: VT"


def test_signature_after_the_last_article():
    parsed = read_fixture("regulation_only.txt")
    assert (parsed.signer, parsed.signer_title) == ("Đỗ Văn Khánh", "CHỦ TỊCH")
    assert "Khánh" not in " ".join(parsed.articles[-1].texts())


def test_effect_and_relations(whole):
    assert whole.effective_on == date(2031, 3, 20)
    found = [(relation.kind, relation.citation) for relation in whole.replaces]
    assert found == [("replaces", "08/2019/QĐ-UBND"), ("abolishes", "90/2022/QĐ-UBND")]
    assert whole.replaces[0].issuer == "Ủy ban nhân dân tỉnh Minh Hòa"
    assert whole.replaces[0].abstract == "ban hành Quy định lưu giữ ảnh"
    assert whole.replaces[1].abstract == "chụp ảnh lễ hội"


def test_amending_decision_in_force_from_its_unknown_day_of_signing():
    parsed = read_fixture("decision_only.txt")
    assert [(r.kind, r.citation) for r in parsed.replaces] == [("amends", "15/2028/QĐ-UBND")]
    assert parsed.effective_on is None
    assert parsed.effective_printed == "ngày ký"
    assert {"effective_incomplete", "regulation_missing"} <= codes(parsed)


# The articles


def test_decision_and_regulation_are_apart(whole):
    assert [found.anchor for found in whole.decision] == ["qd-dieu-1", "qd-dieu-2", "qd-dieu-3"]
    assert [found.number for found in whole.articles] == [1, 2, 3, 4, 5]
    assert whole.regulation_title == "Quy chế Quản lý kho tư liệu ảnh của tỉnh Minh Hòa"


def test_decision_articles_without_title_keep_their_text(whole):
    first, second, third = whole.decision
    assert [found.title for found in whole.decision] == ["", "Hiệu lực thi hành", ""]
    assert first.intro[0].endswith("ảnh của tỉnh Minh Hòa.")
    assert [clause.anchor for clause in second.clauses] == [
        "qd-dieu-2-khoan-1",
        "qd-dieu-2-khoan-2",
    ]
    assert third.intro[0].startswith("Giám đốc Sở Văn hóa")


def test_title_breaks_over_lines_and_ends_before_the_first_paragraph(whole):
    second = article(whole, 2)
    assert second.title == "Nguyên tắc chọn ảnh, sắp xếp ảnh và giữ gìn ảnh của kho"
    assert second.intro == ("Ảnh được chọn theo các nguyên tắc sau:",)
    assert article(whole, 1).title == "Phạm vi điều chỉnh"


def test_references_at_line_start_are_not_headings(whole):
    first, second = article(whole, 2).clauses
    assert "Điều 3. Trường hợp không rõ người chụp" in first.text
    assert "khoản 1. Điều này và ghi vào sổ." in second.text


def test_second_d_is_read_as_dd(whole):
    points = article(whole, 2).clauses[1].points
    assert [point.label for point in points] == ["a", "b", "c", "d", "đ", "e"]
    assert [point.printed_label for point in points] == ["a", "b", "c", "d", "d", "e"]
    assert points[4].anchor == "dieu-2-khoan-2-diem-dd"
    assert "point_relabelled" in codes(whole)


def test_dashes_stay_paragraphs_of_their_point(whole):
    point = article(whole, 2).clauses[1].points[2]
    assert point.text.split("\n")[1:] == ["- Ảnh cưới;", "- Ảnh ngày mùa."]


def test_points_without_a_clause_stand_under_the_article(whole):
    last = article(whole, 5)
    assert [point.anchor for point in last.points] == ["dieu-5-diem-a", "dieu-5-diem-b"]
    assert last.clauses == ()


def test_page_number_and_page_foot_link_go_but_a_link_of_the_text_stays(whole):
    text = json.dumps(whole.as_dict(), ensure_ascii=False)
    assert "kho-anh" not in text
    assert "https://anh.minhhoa.gov.vn/gui" in " ".join(article(whole, 3).texts())
    assert article(whole, 2).clauses[1].points[-1].text == "Ảnh khác."


def test_article_without_title_is_told(whole):
    assert article(whole, 4).title == ""
    assert ReadingWarning("article_untitled", {"article": 4}) in whole.warnings


def test_divisions_nest(whole):
    first, second = whole.body
    assert (first.kind, first.number, first.title) == ("chapter", "I", "QUY ĐỊNH CHUNG")
    sections = [child for child in second.children if isinstance(child, Division)]
    assert [section.anchor for section in sections] == ["chuong-ii-muc-1", "chuong-ii-muc-2"]
    assert sections[0].title == "TRÁCH NHIỆM CỦA CÁC CƠ QUAN"
    assert sections[1].title == "Điều khoản cuối"


def test_annexes_and_forms_are_apart_from_the_last_article(whole):
    annex, form = whole.annexes
    assert (annex.kind, annex.label, annex.anchor) == ("annex", "Phụ lục I", "phu-luc-i")
    assert annex.title.startswith("DANH MỤC ẢNH CỦA KHO")
    assert "1" in annex.lines, "a cell of a table is no page number"
    assert (form.kind, form.label, form.anchor) == ("form", "Mẫu số 01", "mau-so-01")
    assert form.title.startswith("ĐƠN MƯỢN ẢNH")
    assert "Điều 1. Tôi cam kết trả ảnh đúng hạn." in form.lines


def test_missing_article_and_clause_are_told():
    parsed = read_fixture("regulation_only.txt")
    assert [found.number for found in parsed.articles] == [1, 2, 4]
    assert {"article_gap", "clause_gap"} <= codes(parsed)


def test_form_feeds_running_heads_and_page_numbers_go():
    parsed = read_fixture("pages.txt")
    assert parsed.articles[0].intro == (
        "Phòng đọc mở cửa từ bảy giờ và đóng cửa lúc năm giờ chiều.",
    )
    assert parsed.articles[1].intro == ("Phòng đọc nghỉ ngày lễ.",)


def test_markdown_leftovers_go():
    parsed = read_regulation(
        "### **Chương I**\n\n## QUY ĐỊNH CHUNG\n\n#### **Điều 1. Tên miền**\n\n"
        "1\\. Tên miền có dạng <tên đơn vị>.minhhoa.gov.vn, xem <https://minhhoa.gov.vn>.\n\n"
        "*Căn cứ ghi bên trên;*\n"
    )
    assert parsed.body[0].title == "QUY ĐỊNH CHUNG"
    assert parsed.articles[0].title == "Tên miền"
    clause = parsed.articles[0].clauses[0].text
    assert "<tên đơn vị>.minhhoa.gov.vn, xem https://minhhoa.gov.vn." in clause
    assert "*" not in clause


def test_words_are_kept_as_printed():
    parsed = read_regulation("Điều 1. Tên\nCông thông tin dùng cho cán nhân.")
    assert parsed.articles[0].intro == ("Công thông tin dùng cho cán nhân.",)


def test_blank_lines_inside_a_sentence_do_not_end_it():
    parsed = read_regulation("Điều 1. Tên\n\nMọi người giữ gìn sách\n\nvà báo của thư viện.\n")
    assert parsed.articles[0].intro == ("Mọi người giữ gìn sách và báo của thư viện.",)


def test_a_document_of_its_own_is_no_decision_with_an_attachment():
    parsed = read_regulation(
        "QUYẾT ĐỊNH\nQuy định giờ mở cửa\nCăn cứ Luật Thư viện;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Giờ mở cửa\nGiờ mở cửa theo Phụ lục kèm theo Quyết định này.\n"
        "Điều 2. Hiệu lực\nQuyết định này có hiệu lực từ ngày 01/02/2030.\n"
    )
    assert parsed.decision == ()
    assert [found.anchor for found in parsed.articles] == ["dieu-1", "dieu-2"]
    assert parsed.effective_on == date(2030, 2, 1)


def test_bodies_are_named_as_the_text_names_them():
    parsed = read_regulation(
        "ỦY BAN NHÂN DÂN TỈNH MINH HÒA\nSỞ TƯ PHÁP\nSố: 9/QĐ-STP\n"
        "Minh Hòa, ngày 02 tháng 02 năm 2030\nQUYẾT ĐỊNH\nVề nội quy\n"
        "Điều 1. Nội quy của Sở Tư pháp có hiệu lực kể từ ngày ký.\n"
    )
    assert (parsed.issuer, parsed.citation) == ("Sở Tư pháp", "9/QĐ-STP")
    assert parsed.effective_on == date(2030, 2, 2)


def test_a_document_losing_effect_is_abolished():
    parsed = read_regulation(
        "Điều 1. Việc bãi bỏ\nNghị quyết số 4/2020/NQ-HĐND ngày 10/7/2020 của Hội đồng nhân dân "
        "tỉnh về phí hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực.\n"
    )
    assert [(r.kind, r.citation) for r in parsed.replaces] == [("abolishes", "4/2020/NQ-HĐND")]


# Warnings, files, JSON


@pytest.mark.parametrize("code", sorted(_TEMPLATES))
def test_every_warning_speaks_both_languages(code):
    params = dict.fromkeys(
        (
            "printed", "expected", "found", "previous", "article", "meant", "clause",
            "count", "encoding", "pages",
        ),
        "1",
    )  # fmt: skip
    warning = ReadingWarning(code, params)
    assert warning.message("vi") != warning.message("en")
    assert "{" not in warning.message("vi") + warning.message("en")


def test_blank_number_tells_the_editor_what_to_do():
    assert ReadingWarning("number_missing").message() == (
        "Không tìm thấy số văn bản: bản gốc để trống. Nhập số trước khi trình duyệt."
    )


def test_dictionary_has_the_agreed_keys_and_fits_json(whole):
    plain = json.loads(json.dumps(whole.as_dict()))
    assert sorted(plain) == sorted(
        "number year symbol citation type issuer place issued_on signer signer_title abstract "
        "effective_on replaces articles decision_articles annexes warnings".split()
    )
    assert plain["issued_on"] == "2031-03-05"
    assert plain["articles"][1]["clauses"][1]["points"][4]["label"] == "đ"
    assert plain["articles"][0]["divisions"][0]["number"] == "I"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_files_are_read_in_unicode(tmp_path, encoding):
    path = tmp_path / "van-ban.txt"
    path.write_bytes(unicodedata.normalize("NFD", "Điều 1.\r\nTỉnh\x07\u200b").encode(encoding))
    assert read_text_file(path) == "Điều 1.\nTỉnh"


@pytest.mark.parametrize(
    ("data", "code"),
    [("§iÒu 1".encode("cp1252"), "encoding_unknown"), (b"PK\x03\x04\x00\x00", "not_text")],
)
def test_other_files_are_refused_with_advice(tmp_path, data, code):
    path = tmp_path / "van-ban.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableText) as refused:
        read_text_file(path)
    assert refused.value.code == code
    assert all("UTF-8" in refused.value.message(language) for language in ("vi", "en"))


# Anything at all


@given(st.text())
def test_no_text_raises(text):
    json.dumps(read_regulation(text).as_dict())


PIECES = [
    "Điều 1.", "Điều 2. Tên", "ĐIỀU 3", "Điều 9999.", "Chương I", "Mục 1", "Phần thứ nhất", "1.",
    "2. Một", "a)", "d) Hai", "d) Ba", "- Gạch", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "QUY CHẾ",
    "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "Căn cứ Luật;", "Phụ lục", "Mẫu 01", "Số: /2023/QĐ-UBND",
    "ngày tháng năm", "thay thế Quyết định số 1/2020/QĐ-UBND", "có hiệu lực từ ngày 31/02/2020",
    "\f", "", "7", "https://a.vn", "kèm theo", "ỦY BAN NHÂN DÂN", "**", "(", "chữ thường,",
    "\udc80",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["\n", "\n\n", " "]))
def test_no_heap_of_markers_raises_and_anchors_stay_unique(pieces, separator):
    parsed = read_regulation(separator.join(pieces))
    json.dumps(parsed.as_dict())
    for warning in parsed.warnings:
        assert all(warning.message(language) for language in ("vi", "en"))
    assert_anchors_are_unique(parsed)


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "Điều 1. Tên\n1. Việc đó;\na) Một\n",
        "- https://a.vn\n",
        "https://a.vn",
        "ngày......",
        "1. a) ",
        "Chương I\n",
        "Phụ lục\n",
        "thay thế Quyết định số 1/2020/QĐ-UBND của A ",
        "\n\f1\n",
    ],
)
def test_a_megabyte_of_markers_takes_no_more_than_linear_time(line):
    assert seconds_to_read(line * (1_000_000 // len(line.encode()))) < 10


@pytest.mark.slow
def test_five_megabytes_are_read_in_seconds():
    clauses = "1. Hồ sơ được giữ tại phòng đọc của cơ quan\ntheo quy định:\na) Sách;\nb) Báo.\n" * 9
    text = "".join(f"Điều {number}. Hồ sơ\n\n{clauses}" for number in range(1, 6500))
    assert len(text.encode()) > 5_000_000
    assert seconds_to_read(text) < 15


def seconds_to_read(text):
    """Return the processor's seconds: what else the machine does is not measured."""
    start = time.process_time()
    read_regulation(text)
    return time.process_time() - start


# A structure printed with broken lines reads back


WORDS = "cơ quan người dân hồ sơ phòng đọc sách báo thư viện ngày làm việc kết quả".split()


@st.composite
def sentences(draw, end):
    words = draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=25))
    return " ".join(words).capitalize() + end


@st.composite
def clauses(draw, article_anchor, number):
    anchor = f"{article_anchor}-khoan-{number}"
    labels = "abcdđeghiklmnopq"[: draw(st.integers(0, 12))]
    points = tuple(
        Point(label, label, draw(sentences(";")), f"{anchor}-diem-{label.replace('đ', 'dd')}")
        for label in labels
    )
    dashes = ["- " + draw(sentences(";")) for _ in range(draw(st.integers(0, 2)))]
    text = "\n".join([draw(sentences(":" if points or dashes else ".")), *dashes])
    return Clause(str(number), text, anchor, points)


@st.composite
def articles(draw, number):
    anchor = f"dieu-{number}"
    intro = draw(st.lists(sentences("."), max_size=1))
    count = draw(st.integers(0 if intro else 1, 4))
    found = tuple(draw(clauses(anchor, place + 1)) for place in range(count))
    return Article(number, draw(sentences("")), anchor, tuple(intro), found)


@st.composite
def bodies(draw):
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    number = 0
    chapters = []
    for roman, size in zip(("I", "II", "III", "IV"), sizes, strict=False):
        children = tuple(draw(articles(number + place + 1)) for place in range(size))
        number += size
        title = draw(sentences("")).upper()
        chapters.append(Division("chapter", roman, title, f"chuong-{roman.lower()}", children))
    return tuple(chapters)


def printed(body):
    for chapter in body:
        yield f"Chương {chapter.number}"
        yield chapter.title
        for found in chapter.children:
            yield f"Điều {found.number}. {found.title}"
            yield from found.intro
            yield from printed_clauses(found)


def printed_clauses(found):
    for clause in found.clauses:
        yield from f"{clause.number}. {clause.text}".split("\n")
        for point in clause.points:
            yield f"{point.printed_label}) {point.text}"


def broken(paragraph, chance):
    """A paragraph with lines broken, and blank lines left, at random places."""
    words = paragraph.split(" ")
    kept = 3 if words[0] in {"Điều", "-"} else 2
    gaps = (chance.choice([" ", " ", " ", " ", "\n", " \n\n"]) for _ in words[kept:])
    return " ".join(words[:kept]) + "".join(
        gap + word for gap, word in zip(gaps, words[kept:], strict=True)
    )


@settings(max_examples=150, deadline=None)
@given(bodies(), st.integers())
def test_a_printed_structure_reads_back(body, seed):
    chance = random.Random(seed)
    lines = [broken(paragraph, chance) for paragraph in printed(body)]
    text = "".join(line + chance.choice(["\n", "\n\n", " \n\n\n"]) for line in lines)
    assert read_regulation(text).body == body


# The five regulations


def read_seed(name):
    return read_regulation(read_text_file(next(SEEDS.glob(f"{name}-*.txt"))))


EXPECTED = {
    "000": (None, None, "Cao Văn Trọng", None, 23, 0, []),
    "001": ("35/2023/QĐ-UBND", date(2023, 8, 24), "Trần Ngọc Tam", date(2023, 9, 4), 18, 2, []),
    "002": (None, None, "Mai Sơn", date(2023, 5, 20), 19, 3, ["36/2019/QĐ-UBND"]),
    "003": (
        None, None, "Phạm Văn Nghiêm", date(2025, 10, 1), 24, 3,
        ["01/2011/QĐ-UBND", "04/2024/QĐ-UBND"],
    ),
    "004": (None, None, "Huỳnh Minh Tuấn", None, 26, 3, ["79/2024/QĐ-UBND"]),
}  # fmt: skip


@needs_seeds
@pytest.mark.parametrize("name", EXPECTED)
def test_seed_facts(name):
    parsed = read_seed(name)
    citation, issued, signer, effective, count, decided, replaced = EXPECTED[name]
    assert (parsed.citation, parsed.issued_on) == (citation, issued)
    assert (parsed.signer, parsed.effective_on) == (signer, effective)
    assert [found.number for found in parsed.articles] == list(range(1, count + 1))
    assert [found.number for found in parsed.decision] == list(range(1, decided + 1))
    assert [relation.citation for relation in parsed.replaces] == replaced


@needs_seeds
@pytest.mark.parametrize(
    ("name", "year", "issuer", "title"),
    [
        ("000", None, None, "CHỦ TỊCH"),
        ("001", 2023, "Ủy ban nhân dân tỉnh Bến Tre", "CHỦ TỊCH"),
        ("002", 2023, "Ủy ban nhân dân tỉnh Bắc Giang", "PHÓ CHỦ TỊCH"),
        ("003", 2025, "Ủy ban nhân dân tỉnh Hưng Yên", "PHÓ CHỦ TỊCH"),
        ("004", 2026, "Ủy ban nhân dân tỉnh Đồng Tháp", "PHÓ CHỦ TỊCH"),
    ],
)
def test_seed_headers(name, year, issuer, title):
    parsed = read_seed(name)
    assert (parsed.year, parsed.issuer, parsed.signer_title) == (year, issuer, title)
    assert bool(parsed.abstract) == bool(parsed.recipients) == (name != "000")


@needs_seeds
def test_seed_relations_and_blanks():
    kinds = {name: [r.kind for r in read_seed(name).replaces] for name in ("002", "003", "004")}
    assert kinds == {"002": ["replaces"], "003": ["replaces"] * 2, "004": ["abolishes"]}
    assert read_seed("003").replaces[1].issuer == "Ủy ban nhân dân tỉnh Thái Bình"
    assert read_seed("004").effective_printed == "ngày tháng 02 năm 2026"


@needs_seeds
def test_seed_annexes():
    assert [annex.label for annex in read_seed("002").annexes] == ["Phụ lục", "Mẫu 01", "Mẫu 02"]
    assert not any(read_seed(name).annexes for name in ("000", "001", "003", "004"))


@needs_seeds
def test_seed_structure():
    third = read_seed("003")
    assert [point.anchor for point in article(third, 4).points] == [
        "dieu-4-diem-a",
        "dieu-4-diem-b",
    ]
    assert article(third, 7).title.endswith("khai thác Cổng TTĐT tỉnh và Cổng TTĐT thành phần")
    assert article(third, 23).title.endswith("Cổng TTĐT tỉnh và Cổng TTĐT thành phần")
    points = article(read_seed("001"), 8).clauses[2].points
    assert [(point.label, point.printed_label) for point in points][3:] == [("d", "d"), ("đ", "d")]
    untitled = [found.number for found in read_seed("000").articles if not found.title]
    assert untitled == [11]


@needs_seeds
@pytest.mark.parametrize("name", EXPECTED)
def test_seed_anchors_are_unique(name):
    assert_anchors_are_unique(read_seed(name))


@needs_seeds
@pytest.mark.parametrize(
    ("name", "after"), [("000", "TM."), ("001", ""), ("002", "Phụlục"), ("003", ""), ("004", "")]
)
def test_no_word_of_a_seed_is_lost(name, after):
    text = read_text_file(next(SEEDS.glob(f"{name}-*.txt")))
    source = "".join("".join(line.text.split()) for line in clean_lines(text))
    body = "".join("".join(structured_words(read_regulation(text).body)).split())
    assert body in source
    rest = source.split(body)[1]
    assert rest.startswith(after) if after else rest == ""


@needs_seeds
@pytest.mark.parametrize("name", EXPECTED)
def test_cleaning_drops_nothing_but_furniture(name):
    text = read_text_file(next(SEEDS.glob(f"{name}-*.txt")))
    kept = " ".join(line.text for line in clean_lines(text)).split()
    lines = [
        line for line in text.split("\n") if not re.fullmatch(r"\s*(https?://\S+|\d)\s*", line)
    ]
    unmarked = re.sub(r"^#+ |\*+|(?<=<)(?=https)", "", "\n".join(lines), flags=re.MULTILINE)
    assert kept == re.sub(r"<(https?://[^>]*)>", r"\1", unmarked).split()


def structured_words(children):
    for child in children:
        if isinstance(child, Division):
            word = {"chapter": "Chương", "section": "Mục", "part": "Phần"}[child.kind]
            yield from (word, child.number, child.title)
            yield from structured_words(child.children)
        else:
            yield from (f"Điều {child.number}.", child.title, *child.intro)
            yield from point_words(child.points)
            for clause in child.clauses:
                yield from (f"{clause.number}.", clause.text, *point_words(clause.points))


def point_words(points):
    for point in points:
        yield from (f"{point.printed_label})", point.text)


def assert_anchors_are_unique(parsed):
    anchors = [*all_anchors(parsed.body), *all_anchors(parsed.decision)]
    anchors += [annex.anchor for annex in parsed.annexes]
    assert len(anchors) == len(set(anchors))
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)


def all_anchors(children):
    for child in children:
        if isinstance(child, Paragraph):
            continue
        yield child.anchor
        if isinstance(child, Division):
            yield from all_anchors(child.children)
            continue
        yield from (point.anchor for point in child.points)
        for clause in child.clauses:
            yield from (clause.anchor, *(point.anchor for point in clause.points))
