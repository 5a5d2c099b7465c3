"""The list of a portal's documents is searched over all their fields (DOC-05)."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone, translation

from govportal.portals import routing
from govportal.publishing.documents.finding import DocumentSearch
from govportal.publishing.documents.kinds import Effect
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.words import DocumentWords, keep_words_of_all
from govportal.publishing.section_pages import LegalDocumentIndexPage

TODAY = date(2026, 6, 1)
FACTS = {
    "document_type": "quyet_dinh", "symbol": "QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Minh Họa",
    "signer": "Nguyễn Văn An", "issued_on": date(2026, 2, 5), "effective_on": date(2026, 3, 1),
}  # fmt: skip


@pytest.fixture
def documents(section_of):
    """Return a function that publishes a document of the province's portal."""
    index = section_of("ubnd", "legal_documents")

    def publish(number, title, **facts):
        page = LegalDocumentPage(
            title=title, slug=f"van-ban-{number}", number=str(number), abstract=title,
            first_published_at=timezone.now(), **{**FACTS, **facts},
        )  # fmt: skip
        return index.add_child(instance=page)

    return publish


def found(query, day=TODAY):
    """Return the numbers of the documents that *query* finds, in order."""
    everything = LegalDocumentPage.objects.live().order_by("pk")
    page = LegalDocumentIndexPage.objects.parent_of(everything[0]).get()
    search = DocumentSearch(page, everything, QueryDict(query), day)
    return [document.number for document in search.documents]


def relate(document, kind, target):
    LegalDocumentRelation.objects.create(
        document=document, kind=kind, citation=target.citation, target=target
    )


def body(title, text):
    clauses = [{"number": "1", "text": text, "points": []}]
    return [{"type": "article", "value": {"number": 1, "title": title, "clauses": clauses}}]


@pytest.mark.parametrize(
    "typed",
    ["42/2026/QĐ-UBND", "qd 42 2026", "42/2026", "QĐ-UBND 42", "QUYẾT ĐỊNH 42", "42 qđ ubnd"],
)
def test_number_is_found_in_any_typing(documents, typed):
    documents(42, "Về phí", document_class="normative")
    documents(43, "Về lệ phí", document_class="normative")
    query = QueryDict(mutable=True)
    query["q"] = typed
    assert found(query.urlencode()) == ["42"]


@pytest.mark.parametrize(
    "typed",
    ["hoà giải", "hòa giải", "HOA GIAI", "ho\u0300a gia\u0309i", "nghĩa trang", "bi thu", "van an"],
)
def test_words_are_found_with_and_without_marks_in_every_text(documents, typed):
    documents(
        1, "Quy chế hòa giải", signer="Lê Văn An", recipients="Bí thư Tỉnh ủy",
        body=body("Phạm vi", "Áp dụng cho nghĩa trang."),
    )  # fmt: skip
    documents(2, "Quy chế khác", signer="Trần Bình")
    query = QueryDict(mutable=True)
    query["q"] = typed
    assert found(query.urlencode()) == ["1"]


def test_every_word_must_occur_and_the_beginning_of_one_is_enough(documents):
    documents(1, "Quản lý đất đai")
    documents(2, "Quản lý nước")
    assert found("q=quan+dat") == ["1"]
    assert found("q=uan+ly") == []


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("loai=chi_thi", ["2"]),
        ("nhom=normative", ["3"]),
        ("co-quan=Sở Tài chính", ["4"]),
        ("linh-vuc=Đất đai", ["5"]),
        ("nam=2025", ["6"]),
        ("nguoi-ky=Lê Thị Bình", ["7"]),
        ("nam=2026&loai=chi_thi", ["2"]),
        ("nam=2025&loai=chi_thi", []),
    ],
)
def test_list_is_narrowed_by_each_field(documents, query, numbers):
    documents(1, "Quyết định")
    documents(2, "Chỉ thị", document_type="chi_thi")
    documents(3, "Quy phạm", document_class="normative")
    documents(4, "Của sở", issuer="Sở Tài chính")
    documents(5, "Về đất", field="Đất đai")
    documents(6, "Năm ngoái", issued_on=date(2025, 2, 5))
    documents(7, "Người khác ký", signer="Lê Thị Bình")
    assert found(query) == numbers


def test_list_is_narrowed_by_the_effect_of_the_day(documents):
    older = documents(1, "Bị thay thế")
    documents(2, "Chưa có hiệu lực", effective_on=TODAY + timedelta(days=1))
    documents(3, "Hết hạn", expires_on=TODAY)
    documents(4, "Không nêu", effective_on=None)
    newer = documents(5, "Thay thế", effective_on=TODAY)
    relate(newer, "replaces", older)
    assert found(f"hieu-luc={Effect.IN_FORCE}") == ["5"]
    assert found(f"hieu-luc={Effect.PENDING}") == ["2"]
    assert found(f"hieu-luc={Effect.EXPIRED}") == ["1", "3"]
    assert found(f"hieu-luc={Effect.UNKNOWN}") == ["4"]
    day_before = TODAY - timedelta(days=1)
    assert found(f"hieu-luc={Effect.IN_FORCE}", day_before) == ["1", "3"]


def test_each_document_is_found_under_the_effect_that_it_shows(documents):
    first, second = documents(1, "Một"), documents(2, "Hai", expires_on=TODAY)
    third = documents(3, "Ba", effective_on=TODAY)
    for kind, target in (("amends", first), ("suspends", first), ("abolishes", second)):
        relate(third, kind, target)
    for document in LegalDocumentPage.objects.live():
        for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=40)):
            assert document.number in found(f"hieu-luc={document.effect_on(day)}", day)


def test_translation_is_found_under_the_effect_of_its_original(documents, section_of):
    older, newer = documents(1, "Cũ"), documents(2, "Mới", effective_on=TODAY)
    relate(newer, "replaces", older)
    index = section_of("ubnd", "legal_documents", "en")
    facts = {**FACTS, "title": "Old", "abstract": "Old", "number": "1", "slug": "old"}
    english = index.add_child(
        instance=LegalDocumentPage(
            locale=index.locale, translation_key=older.translation_key, **facts
        )
    )
    assert english.effect_on(TODAY) == Effect.EXPIRED
    assert found(f"hieu-luc={Effect.EXPIRED}") == ["1", "1"]


def test_type_is_found_in_vietnamese_whoever_saved_the_document(documents):
    with translation.override("en"):
        documents(7, "Về phí")
    assert found("q=quyet+dinh+7") == ["7"]
    assert found("q=decision+7") == ["7"]


@pytest.mark.parametrize(
    "query",
    ["loai=khong-co", "nam=abc", "hieu-luc=x", "co-quan=", "q=%00", "q=" + "a" * 5000, "x=1"],
)
def test_what_makes_no_sense_is_left_out(documents, query):
    documents(1, "Quyết định")
    assert found(query) in (["1"], [])
    assert query.startswith("q=aaa") or found(query) == ["1"]


def test_words_follow_the_document_and_are_made_up_for_stored_ones(documents):
    page = documents(1, "Cũ")
    page.abstract = page.title = "Mới"
    page.save()
    assert found("q=cu") == []
    assert found("q=moi") == ["1"]
    DocumentWords.objects.all().delete()
    assert keep_words_of_all() == 1
    assert keep_words_of_all() == 0
    assert found("q=moi") == ["1"]


def test_page_offers_what_the_documents_say_and_finds(documents, client):
    documents(1, "Quyết định về đất", field="Đất đai")
    documents(2, "Chỉ thị về nước", field="Nước", document_type="chi_thi")
    host = {"host": "minhhoa.gov.vn"}
    shown = client.get("/van-ban/", headers=host).content.decode()
    assert '<option value="Nước">' in shown and '<option value="chi_thi">' in shown
    form = shown.partition('id="d-q"')[2].partition("</form>")[0]
    assert form.index("</details>") < form.index('<button class="btn">')
    narrowed = client.get("/van-ban/", {"linh-vuc": "Nước"}, headers=host).content.decode()
    assert "Chỉ thị về nước" in narrowed and "Quyết định về đất" not in narrowed
    assert 'content="noindex,follow"' in narrowed
    nothing = client.get("/van-ban/", {"q": "khong co chu nay"}, headers=host)
    assert "Không có văn bản phù hợp" in nothing.content.decode()


def test_queries_are_constant_in_the_number_of_documents(
    documents, client, django_assert_max_num_queries
):
    for number in range(1, 40):
        documents(number, f"Quyết định {number}", field=f"Lĩnh vực {number}")
    routing.table()  # read once in a while, whoever asks first
    with django_assert_max_num_queries(15):
        client.get(
            "/van-ban/?q=quyet&nam=2026&hieu-luc=in_force", headers={"host": "minhhoa.gov.vn"}
        )
