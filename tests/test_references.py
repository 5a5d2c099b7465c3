"""What a text cites is found however it is typed, and linked only where the link is right."""

import re
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from govportal.portals import routing
from govportal.publishing.documents.importing import import_document, parse_file
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.parts import texts_of_page
from govportal.publishing.documents.reference_links import Links, is_named
from govportal.publishing.documents.references import citation_key, references
from tests.legal_documents import article, clause, path_of, publish

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
HERE = "dieu-9-khoan-2-diem-a"
COMMUNE = "Ủy ban nhân dân phường Bờ Sông"


def cited(text, here=HERE):
    """Return words, number and likeliest place of each citation in *text*."""
    found = references(text, here)
    return [
        (text[ref.start : ref.end], ref.citation, ref.anchor.removeprefix("qd-")) for ref in found
    ]


# --- finding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number", "anchor"),
    [
        ("khoản 2 Điều 7 Nghị định số 42/2022/NĐ-CP", "42/2022/NĐ-CP", "dieu-7-khoan-2"),
        ("điểm đ khoản 1 Điều 5a Luật số 35/2018/QH14", "35/2018/QH14", "dieu-5a-khoan-1-diem-dd"),
        ("khoản 2, Điều 28 Luật Báo chí số 103/2016/QH13", "103/2016/QH13", "dieu-28-khoan-2"),
        ("Luật Tiếp cận thông tin số 104/2016/QH13", "104/2016/QH13", ""),
        ("Luật Phổ biến, giáo dục pháp luật số 14/2012/QH13", "14/2012/QH13", ""),
        ("Thông tư số 20/2017/TT- BTTTT", "20/2017/TT-BTTTT", ""),
        ("Chỉ thị 05/CT-TTg", "05/CT-TTg", ""),
        ("35/2023/QĐ-UBND", "35/2023/QĐ-UBND", ""),
        ("nghị định\u00a0số  42 /2022/ nđ-cp", "42/2022/nđ-cp", ""),
        ("Điều 4 Quy chế này", None, "dieu-4"),
        ("ĐIỀU\u00a04  QUY CHẾ NÀY", None, "dieu-4"),
        ("khoản 1 Điều này", None, "dieu-9-khoan-1"),
        ("điểm b khoản này", None, "dieu-9-khoan-2-diem-b"),
        ("Điều 6", None, "dieu-6"),
        (
            "khoản 1 Điều 40 Quy chế làm việc ban hành kèm theo Quyết định 58/2016/QĐ-UBND",
            "58/2016/QĐ-UBND", "dieu-40-khoan-1",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["theo {} thì", "“{}”", "{}.", "({};"])
def test_citation_is_found_in_its_whole_length(text, number, anchor, around):
    assert cited(around.format(text)) == [(text, number, anchor)]


def test_each_of_several_provisions_is_its_own_reference():
    text = "điểm a, b khoản 1 và khoản 3 Điều 5 Quyết định số 35/2023/QĐ-UBND"
    number = "35/2023/QĐ-UBND"
    assert cited(text) == [
        ("điểm a", number, "dieu-5-khoan-1-diem-a"),
        ("b khoản 1", number, "dieu-5-khoan-1-diem-b"),
        ("khoản 3 Điều 5 Quyết định số 35/2023/QĐ-UBND", number, "dieu-5-khoan-3"),
    ]
    assert cited("Điều 3, Điều 5 và Điều 7 của Quy định này") == [
        ("Điều 3", None, "dieu-3"),
        ("Điều 5", None, "dieu-5"),
        ("Điều 7 của Quy định này", None, "dieu-7"),
    ]
    listed = cited("Điều 21, 22 và 23 Luật số 1/2020/QH14")
    assert [anchor for _words, _number, anchor in listed] == [
        "dieu-21", "dieu-22", "dieu-23",
    ]  # fmt: skip


def test_two_documents_in_one_sentence_keep_their_own_provisions():
    text = "tại Điều 9 Nghị định số 42/2022/NĐ-CP và Điều 4 Quyết định số 47/2022/QĐ-UBND"
    assert [(number, anchor) for _words, number, anchor in cited(text)] == [
        ("42/2022/NĐ-CP", "dieu-9"), ("47/2022/QĐ-UBND", "dieu-4"),
    ]  # fmt: skip


def test_provision_of_this_article_within_a_foreign_list_stays_here():
    found = references("khoản 1 Điều này, Điều 5 Luật số 1/2020/QH14", HERE)
    assert [(ref.citation, ref.anchor) for ref in found] == [
        (None, "dieu-9-khoan-1"), ("1/2020/QH14", "qd-dieu-5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Điều 21, 22 của Luật Công nghệ thông tin và các văn bản",  # no number: not to be found
        "khoản 2, Điều 28 Luật Công nghệ thông tin",
        "trong thời điểm này, tài khoản 5 ngân hàng",
        "khoản 3",  # of which article?
        "ngày 24/6/2022, tỷ lệ 1/2",
        "Điều này",  # where the reader is
        "điều hành, điều kiện 5",
    ],
)
def test_what_is_no_citation_or_names_no_number_is_left(text):
    assert cited(text) == []


def test_number_of_days_after_an_article_is_no_article():
    assert cited("tại Điều 5, 10 ngày làm việc") == [("Điều 5", None, "dieu-5")]


def test_issuer_and_day_are_read_where_they_are_printed():
    text = "Quyết định số 12/QĐ-UBND ngày 05/3/2024 của UBND xã An Bình về việc"
    (found,) = references(text)
    assert found.issued_on == date(2024, 3, 5)
    assert is_named("Ủy ban nhân dân xã An Bình", found.issuer)
    assert not is_named("Ủy ban nhân dân xã An", found.issuer)
    assert not is_named("Ủy ban nhân dân tỉnh An Bình", found.issuer)


@pytest.mark.parametrize(
    "written", ["42 /2022/ NĐ-CP", "42/2022/nđ–cp", "042/2022/NĐ-CP", "42/2022/ND-CP"]
)
def test_a_number_is_the_same_however_it_is_written(written):
    assert citation_key(written) == citation_key("42/2022/NĐ-CP")


@given(st.text(alphabet="Điều khoảnm 123ađ,/-QCPvàsốLuậtnày“”\n\u00a0", max_size=120))
def test_any_text_has_references_in_order_that_do_not_overlap(text):
    found = references(text, HERE)
    assert all(0 <= ref.start < ref.end <= len(text) for ref in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("piece", ["Điều 1, ", "điểm a ", "Luật a số ", "1/2022/", "Quy chế a "])
def test_a_text_made_to_be_slow_is_not(piece):
    with_time(lambda: references(piece * 4000, HERE), seconds=5)


def with_time(work, seconds):
    import time

    start = time.process_time()
    work()
    assert time.process_time() - start < seconds


# --- links ----------------------------------------------------------------------------------------


@pytest.fixture
def save(section_of):
    """Return a function that makes a document on a portal."""

    def make(code="ubnd", language="vi", **values):
        return publish(section_of(code, "legal_documents", language), **values)

    return make


def citing(save, text, **values):
    return save(number="99", body=[article(1, "Dẫn chiếu", clause(text))], **values)


def addresses(page, request=None):
    """Return the address of each link in the text of *page*."""
    texts = list(texts_of_page(page))
    links = Links(page, texts, request)
    html = "".join(links.render(*text) for text in texts)
    return re.findall(r'<a href="([^"]*)"', html)


TARGET = [article(7, "Có", clause("Một", "1"), clause("Hai", "2", [("a", "A")]))]


def test_citation_links_to_the_provision_of_the_document_cited(save):
    target = save(body=TARGET)
    page = citing(save, "khoản 2 Điều 7 và điểm a khoản 2 Điều 7 Quyết định số 35 /2026/ QĐ-UBND")
    url = target.get_url()
    assert addresses(page) == [f"{url}#dieu-7-khoan-2", f"{url}#dieu-7-khoan-2-diem-a"]


def test_provision_that_the_target_lacks_leads_to_the_document(save):
    target = save(body=TARGET)
    page = citing(save, "khoản 8 Điều 7 Quyết định số 35/2026/QĐ-UBND")
    assert addresses(page) == [target.get_url()]


def test_article_of_the_issuing_decision_is_told_from_that_of_the_regulation(save):
    target = save(body=TARGET, decision=[article(2, "Hiệu lực")])
    page = citing(
        save, "Điều 2 Quyết định số 35/2026/QĐ-UBND, Điều 7 Quyết định số 35/2026/QĐ-UBND"
    )
    assert addresses(page) == [f"{target.get_url()}#qd-dieu-2", f"{target.get_url()}#dieu-7"]


def test_reference_within_the_document_stays_on_the_page(save):
    body = [
        article(1, "A", clause("theo Điều 2 Quy chế này, khoản 9 Điều 2 và Điều 5")),
        article(2, "B"),
    ]
    assert addresses(save(body=body)) == ["#dieu-2"]


@pytest.mark.parametrize("hidden", ["draft", "private", "below private"])
def test_nobody_learns_of_a_document_that_is_not_public(save, section_of, hidden):
    target = save(body=TARGET, live=hidden != "draft", code="stc")
    if hidden != "draft":
        above = target if hidden == "private" else section_of("stc", "legal_documents")
        above.view_restrictions.create(restriction_type="login")
    assert addresses(citing(save, "Điều 7 Quyết định số 35/2026/QĐ-UBND")) == []


def numbered_alike(save):
    """Return the documents of a commune and of the province that have the same number."""
    return (
        save("phuong-bo-song", issuer=COMMUNE, slug="cua-phuong"),
        save("ubnd", slug="cua-tinh"),
    )


def test_same_number_is_told_apart_by_the_issuer_printed(save):
    commune, province = numbered_alike(save)
    text = "Quyết định số 35/2026/QĐ-UBND ngày 05/02/2026 của {}"
    assert addresses(citing(save, text.format("UBND phường Bờ Sông về kho ảnh"))) == [
        commune.full_url
    ]
    page = citing(
        save, text.format("Ủy ban nhân dân tỉnh Minh Họa"), code="stc", issuer="Sở Tài chính"
    )
    assert addresses(page) == [province.full_url]


def test_same_number_without_issuer_means_the_portal_s_own_or_nothing(save):
    commune, _province = numbered_alike(save)
    text = "Quyết định số 35/2026/QĐ-UBND"
    assert addresses(citing(save, text, code="phuong-bo-song")) == [commune.full_url]
    assert addresses(citing(save, text, code="stc", issuer="Sở Tài chính")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 35/2026/QĐ-UBND của Ủy ban nhân dân tỉnh Thái Bình",
        "Quyết định số 35/2026/QĐ-UBND ngày 06/02/2026",
    ],
)
def test_document_of_another_issuer_or_day_is_not_taken_for_the_one_cited(save, text):
    save()
    assert addresses(citing(save, text)) == []


def test_reader_stays_in_the_language(save):
    original = save()
    translated = save(language="en", translation_key=original.translation_key, title="Rules")
    assert addresses(citing(save, "Quyết định số 35/2026/QĐ-UBND", language="en")) == [
        translated.full_url
    ]
    assert addresses(citing(save, "Quyết định số 35/2026/QĐ-UBND")) == [original.full_url]


def test_text_is_escaped_in_and_around_links(save):
    save()
    evil = '<script>alert(1)</script> Quyết định số 35/2026/QĐ-UBND & "<b>'
    page = citing(save, evil)
    text = "{% load legal_tags %}{% linked text 'dieu-1' %}"
    links = Links(page, texts_of_page(page))
    html = Template(text).render(Context({"links": links, "text": evil}))
    assert "<script" not in html and "<b>" not in html
    assert "&lt;script&gt;" in html and "&amp; &quot;&lt;b&gt;" in html
    assert html.count("<a ") == 1
    assert "<script" not in Template(text).render(Context({"text": evil}))


def test_any_number_of_citations_costs_one_query(save):
    for number in range(1, 9):
        save(number=str(number), slug=f"so-{number}", body=TARGET)
    text = "; ".join(f"Điều 7 Quyết định số {number}/2026/QĐ-UBND" for number in range(1, 9))
    page = citing(save, text)
    routing.table()
    with CaptureQueriesContext(connection) as queries:
        assert len(addresses(page)) == 8
    assert len(queries) == 1


def test_documents_stored_before_get_their_key(save):
    page = save()
    LegalDocumentPage.objects.update(citation_key="")
    migration = import_module(migration_of("keep_citation_keys"))
    migration.keep_citation_keys(apps, None)
    page.refresh_from_db()
    assert page.citation_key == "35/2026/qd-ubnd"


def migration_of(function):
    """Return the module of the migration that holds *function*."""
    folder = Path(apps.get_app_config("govportal").path) / "migrations"
    (path,) = [path for path in folder.glob("0*.py") if f"def {function}" in path.read_text()]
    return f"govportal.migrations.{path.stem}"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five regulations are not here")
def test_what_the_five_regulations_cite_leads_to_it(save, portal_of_code):
    facts = {
        "symbol": "NĐ-CP", "number": "42", "issued_on": date(2022, 6, 24), "issuer": "Chính phủ",
        "body": [article(number, "", clause("", "2")) for number in range(1, 30)],
    }  # fmt: skip
    decree = save(**facts)
    pages = {}
    for path in sorted(SEEDS.glob("*.txt")):
        page = import_document(parse_file(path), portal_of_code("ubnd"), path).page
        page.live = True
        LegalDocumentPage.objects.filter(pk=page.pk).update(live=True)
        pages[path.stem[:3]] = page
    replaced = pages["003"].relations.get(citation="01/2011/QĐ-UBND")
    former = save(
        number="01", issued_on=date(2011, 1, 5), issuer=replaced.issuer, slug="van-ban-bi-thay-the"
    )
    found = {key: addresses(page) for key, page in pages.items()}
    assert f"{decree.get_url()}#dieu-7-khoan-2" in found["002"]
    assert f"{decree.get_url()}#dieu-4" in found["004"]
    assert former.get_url() in found["003"]
    assert {"#dieu-10", "#dieu-15-khoan-16"} <= set(found["000"])
    assert all(any(address.startswith("#") for address in found[key]) for key in pages)
    assert path_of(decree)
