"""Each article of a document has a page of its own, everywhere and at the cost of one page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from govportal.publishing.documents.pages import LegalDocumentPage
from tests.legal_documents import article, clause, path_of, publish

BODY = [
    ("division", {"kind": "chapter", "number": "I", "title": "Quy định chung"}),
    article(1, "Phạm vi", clause("Theo khoản 2 Điều 2 và khoản 2 Điều này."), clause("Hai", "2")),
    ("division", {"kind": "section", "number": "1", "title": "Ảnh"}),
    article(2, "Chọn ảnh", clause("Mở đầu"), clause("Khoản hai", "2", [("đ", "Điểm đ")])),
    article(2, "Chèn thêm", clause("Mới"), suffix="a"),
    ("division", {"kind": "chapter", "number": "II", "title": "Thi hành"}),
    article(3, "", clause("Cuối")),
]
TEXT = {
    "decision": [article(1, "Ban hành"), article(2, "Hiệu lực")],
    "regulation_title": "Quy chế quản lý kho ảnh",
    "body": BODY,
    "annexes": [
        ("annex", {"kind": "annex", "label": "Phụ lục I", "title": "Mẫu sổ", "text": "Cột"})
    ],
}
PORTALS = [
    ("ubnd", "vi", "minhhoa.gov.vn"),
    ("ubnd", "en", "en.minhhoa.gov.vn"),
    ("stc", "vi", "stc.minhhoa.gov.vn"),
    ("stc", "en", "stc.minhhoa.gov.vn"),
]


@pytest.fixture
def document(section_of):
    def make(code="ubnd", language="vi", **values):
        return publish(section_of(code, "legal_documents", language), **(TEXT | values))

    return make


@pytest.fixture
def read(client):
    def get(page, part, host="minhhoa.gov.vn", status=200):
        answer = client.get(f"{path_of(page)}{part}", headers={"host": host})
        assert answer.status_code == status
        return answer.content.decode()

    return get


@pytest.mark.parametrize(("code", "language", "host"), PORTALS)
def test_article_has_a_page_on_every_portal_in_every_language(document, read, code, language, host):
    page = document(code, language)
    html = read(page, "dieu-2/", host)
    assert f'<link rel="canonical" href="{page.full_url}dieu-2/">' in html
    assert html.count("<h1") == 1
    assert ("Điều 2. Chọn ảnh" if language == "vi" else "Article 2. Chọn ảnh") in html
    assert 'id="dieu-2-khoan-2-diem-dd"' in html and 'href="#dieu-2-khoan-2"' in html
    assert "Phạm vi</h" not in html and "Cuối" not in html
    assert "35/2026/QĐ-UBND –" in html.partition("</title>")[0]


def test_article_tells_where_it_stands_and_what_stands_beside_it(document, read):
    page = document()
    path = path_of(page)
    html = read(page, "dieu-2/")
    assert f'href="{path}#chuong-i"' in html and f'href="{path}#chuong-i-muc-1"' in html
    assert f'rel="prev" href="{path}dieu-1/"' in html
    assert f'rel="next" href="{path}dieu-2a/"' in html
    assert f'<a href="{path}">' in html
    last = read(page, "dieu-3/")
    assert f'href="{path}#chuong-ii"' in last and "chuong-i-muc-1" not in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("qd-dieu-2/", "Hiệu lực"),
        ("dieu-2a/", "Chèn thêm"),
        ("phu-luc-1/", "Mẫu sổ"),
        ("dieu-3/", "Cuối"),
    ],
)
def test_every_kind_of_part_has_its_page(document, read, part, words):
    assert words in read(document(), part)


def test_document_links_each_article_to_its_page(document, read):
    page = document()
    html = read(page, "")
    for part in ("qd-dieu-1", "qd-dieu-2", "dieu-1", "dieu-2", "dieu-2a", "dieu-3", "phu-luc-1"):
        assert f'href="{path_of(page)}{part}/"' in html
        read(page, f"{part}/")


def test_machines_learn_what_the_part_is_and_of_what(document, read):
    page = document()
    html = read(page, "dieu-2/")
    assert f'typeof="schema:Legislation" resource="{page.full_url}dieu-2/"' in html
    assert 'property="schema:name" content="Điều 2. Chọn ảnh"' in html
    assert 'property="schema:legislationIdentifier" content="Điều 2, 35/2026/QĐ-UBND"' in html
    assert f'property="schema:isPartOf" typeof="schema:Legislation" href="{page.full_url}"' in html
    assert 'name="DC.title" content="Điều 2. Chọn ảnh"' in html
    assert "isPartOf" not in read(page, "")


def test_part_is_quoted_with_its_document_and_address(document, read):
    page = document()
    html = read(page, "dieu-2/").partition('class="cite"')[2].partition("</p>")[0]
    for words in (
        "Điều 2",
        "35/2026/QĐ-UBND",
        "05/02/2026",
        page.issuer,
        f"{page.full_url}dieu-2/",
    ):
        assert words in html


def test_reference_to_another_article_leads_to_its_page(document, read):
    page = document()
    html = read(page, "dieu-1/")
    assert f'href="{path_of(page)}#dieu-2-khoan-2"' in html
    assert '<a href="#dieu-1-khoan-2">' in html


@pytest.mark.parametrize(
    "part", ["dieu-99/", "dieu-abc/", "qd-dieu-9/", "phu-luc-7/", "dieu-2-khoan-9/"]
)
def test_unknown_part_is_not_found_but_the_document_is_named(document, read, part):
    page = document()
    html = read(page, part, status=404)
    assert page.citation in html and f'href="{path_of(page)}"' in html
    assert 'rel="canonical"' not in html


@pytest.mark.parametrize("part", ["", "dieu-1/", "so-sanh/", "khac/"])
def test_draft_has_no_parts_and_is_not_named(document, read, part):
    page = document(live=False)
    assert page.citation not in read(page, part, status=404)


def test_private_document_hides_its_parts(document, client):
    page = document()
    page.view_restrictions.create(restriction_type="login")
    answer = client.get(f"{path_of(page)}dieu-1/", headers={"host": "minhhoa.gov.vn"})
    assert "Phạm vi" not in answer.content.decode()
    assert answer.status_code in (302, 403)


def test_other_paths_below_pages_answer_as_before(document, client, section_of):
    for path, status in [
        ("/hoi-dap/gui/", 200), ("/hoi-dap/khong-co/", 404), ("/khong-co/khong-co/", 404),
        ("/tin-tuc/", 200), ("/van-ban/khong-co/dieu-1/", 404),
    ]:  # fmt: skip
        assert client.get(path, headers={"host": "minhhoa.gov.vn"}).status_code == status, path


# --- cost -----------------------------------------------------------------------------------------


def many_documents(like, count):
    """Store *count* documents beside *like*, as rows alone."""
    page = Page.objects.get(pk=like.pk)
    step = int(page.path[-4:], 36)
    rows = [
        Page(
            **{
                field.attname: getattr(page, field.attname)
                for field in Page._meta.concrete_fields
                if field.attname not in ("id", "path", "slug", "url_path", "translation_key")
            },
            path=page.path[:-4] + Page._int2str(step + n).rjust(4, "0"),
            slug=f"so-{n}", url_path=page.url_path.replace(page.slug, f"so-{n}"),
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    made = Page.objects.bulk_create(rows, batch_size=500)
    field_names = [f.attname for f in LegalDocumentPage._meta.local_concrete_fields]
    columns = ", ".join(connection.ops.quote_name(name) for name in field_names)
    table = LegalDocumentPage._meta.db_table
    with connection.cursor() as cursor:
        others = ", ".join(connection.ops.quote_name(n) for n in field_names if n != "page_ptr_id")
        cursor.execute(
            f"INSERT INTO {table} (page_ptr_id, {others}) "
            f"SELECT p.id, {others} FROM wagtailcore_page p, {table} d "
            "WHERE d.page_ptr_id = %s AND p.slug LIKE %s AND p.id >= %s",
            [like.pk, "so-%", min(row.pk for row in made)],
        )
    assert columns


@pytest.mark.slow
def test_part_comparison_and_document_stay_in_budget_with_10000_documents(document, client):
    page = document(body=[*BODY, article(9, "", clause("Điều 2 Quyết định số 8/2020/QĐ-UBND"))])
    other = document(number="8", issued_on=date(2020, 1, 6), slug="van-ban-truoc")
    many_documents(other, 10_000)
    assert LegalDocumentPage.objects.live().count() > 10_000
    path = path_of(page)
    paths = [path, f"{path}dieu-9/", f"{path}phu-luc-1/", f"{path}so-sanh/?voi={other.pk}"]
    found = {}
    for address in paths:
        client.get(address, headers={"host": "minhhoa.gov.vn"})
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, headers={"host": "minhhoa.gov.vn"}).status_code == 200
        found[address] = len(queries)
    assert {address: count for address, count in found.items() if count > 12} == {}
