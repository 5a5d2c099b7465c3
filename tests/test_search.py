"""The citizens' search finds public pages in any typing, the same on every database (FUNC-05)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from govportal.portals import routing
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import stream_of
from govportal.publishing.records.models import RecordPage
from govportal.search import postgres, postgres_statistics, sqlite
from govportal.search.entries import public_pages
from govportal.search.finding import Hit, closest, excerpt, find, suggest
from govportal.search.index import database, index_all
from govportal.search.models import SearchEntry
from govportal.search.postgres_statistics import Statistics
from govportal.search.query import SearchQuery
from govportal.search.rows import row_of
from govportal.search.words import words_of

LAW = {
    "document_type": "quyet_dinh", "document_class": "normative", "number": "42",
    "symbol": "QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Minh Họa", "signer": "Nguyễn Văn An",
    "issued_on": date(2022, 2, 5), "field": "Đất đai",
}  # fmt: skip


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return what makes that which follows a transaction happen."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def publish(section_of, committed):
    """Return a function that publishes an article, the later called the newer."""
    days = iter(range(1, 29))

    def make(title, code="ubnd", language="vi", **facts):
        section = section_of(code, "news", language)
        day = next(days)
        page = ArticlePage(
            title=title, slug=f"bai-{day}", author="A", source="B", locale=section.locale,
            first_published_at=datetime(2026, 3, day, 12, tzinfo=UTC), **facts,
        )  # fmt: skip
        with committed():
            return section.add_child(instance=page)

    return make


@pytest.fixture
def document(section_of, committed):
    """Return a function that publishes a legal document."""
    index = section_of("ubnd", "legal_documents")

    def make(title, slug="van-ban-42", **facts):
        page = LegalDocumentPage(title=title, slug=slug, abstract=title, **{**LAW, **facts})
        with committed():
            return index.add_child(instance=page)

    return make


def titles(text, **facets):
    return [hit.title for hit in find(SearchQuery(text, **facets)).hits]


def body(*paragraphs):
    return [{"type": "paragraph", "value": f"<p>{text}</p>"} for text in paragraphs]


def facet(results, name):
    return dict(next(facet.values for facet in results.facets if facet.name == name))


# ---------------------------------------------------------------------- words


def test_exact_marks_come_first_and_the_title_before_the_text(publish):
    publish("Chuyện khác", body=body("Nhắc tới lễ hội trăng rằm"))
    publish("Lễ hội trăng rằm")
    publish("Le hoi trang ram")
    assert titles("lễ hội trăng rằm") == ["Lễ hội trăng rằm", "Chuyện khác", "Le hoi trang ram"]


@pytest.mark.parametrize(
    "typed",
    [
        "đường bờ đê", "duong bo de", "DUONG BO DE", "Đường BỜ đê", "duong bờ de",
        "đu\u031bo\u031b\u0300ng bơ\u0300 đê", "đường, bờ; đê!",
    ],
)  # fmt: skip
def test_words_are_found_in_any_typing(publish, typed):
    publish("Sửa đường bờ đê")
    publish("Việc khác")
    assert titles(typed) == ["Sửa đường bờ đê"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Hoà giải", "hòa giải"), ("Hòa giải", "hoà giải"), ("Sức khoẻ", "sức khỏe"),
        ("Uỷ thác", "ủy thác"), ("Thủy lợi nhỏ", "thuỷ lợi nhỏ"),
    ],
)  # fmt: skip
def test_old_and_new_places_of_tone_marks_are_the_same(publish, written, typed):
    publish("Hoạ giai, suc khoe, uy thac, thuy loi nho")
    publish(written)
    publish("Hoa giai; suc khoe; uy thac; thuy loi nho")
    assert titles(typed)[0] == written


def test_quy_and_toan_keep_their_marks(publish):
    publish("Quý toàn")
    assert titles("quý toàn") == ["Quý toàn"]


@pytest.mark.parametrize(
    "typed",
    [
        "42/2022/QĐ-UBND", "42/2022/qd-ubnd", "qd 42 2022", "qd42", "quyet dinh 42 2022",
        "QĐ-UBND 42", "042/2022", "Quyết định số 42/2022/QĐ-UBND",
    ],
)  # fmt: skip
def test_document_number_is_found_in_any_typing(document, typed):
    document("Quy định số đất ở")
    document("Quy định số nước", slug="van-ban-43", number="43")
    assert titles(typed) == ["Quy định số đất ở"]


def test_whole_number_comes_before_newer_pages_that_cite_it(document, publish):
    document("Quy định số đất ở")
    publish("Triển khai 42/2022/QĐ-UBND hôm nay")
    assert titles("42/2022/QĐ-UBND")[0] == "Quy định số đất ở"


def test_quoted_words_stand_together(publish):
    publish("Trăng soi bến cũ", body=body("Bến cũ có trăng, soi rất sáng"))
    publish("Soi trăng", body=body("Xa bến rồi mà cũ"))
    assert len(titles("trăng soi bến cũ")) == 2
    assert titles('"trăng soi"') == ["Trăng soi bến cũ"]
    assert titles('"bến cũ" soi') == ["Trăng soi bến cũ"]
    assert titles('"ben cu') == ["Trăng soi bến cũ"]
    assert titles("“soi rất sáng”") == ["Trăng soi bến cũ"]


# --------------------------------------------------------------------- facets


def test_facets_count_the_answers_and_narrow_them(publish, document, portal_of_code):
    document("Trăng sáng vằng vặc")
    publish("Trăng sáng vằng vặc trên sông")
    publish("Trăng sáng vằng vặc ở sở", "skhcn")
    everything = find(SearchQuery("trang sang vang vac"))
    assert everything.count == 3 and not everything.is_more and not everything.has_next
    assert facet(everything, "kind") == {"article": 2, "document": 1}
    assert facet(everything, "year") == {"2026": 2, "2022": 1}
    assert list(facet(everything, "year")) == ["2026", "2022"]
    assert facet(everything, "field") == {"Đất đai": 1}
    assert facet(everything, "issuer") == {LAW["issuer"]: 1}
    province, department = (portal_of_code(code).pk for code in ("ubnd", "skhcn"))
    assert facet(everything, "portal") == {str(province): 2, str(department): 1}
    assert titles("trang sang vang vac", kind="document") == ["Trăng sáng vằng vặc"]
    assert titles("trang sang vang vac", year=2022) == ["Trăng sáng vằng vặc"]
    assert titles("trang sang vang vac", field="đất đai") == ["Trăng sáng vằng vặc"]
    assert titles("trang sang vang vac", issuer=LAW["issuer"]) == ["Trăng sáng vằng vặc"]
    assert titles("trang sang vang vac", portal_id=department) == ["Trăng sáng vằng vặc ở sở"]
    assert titles("", kind="document", year=2022) == ["Trăng sáng vằng vặc"]
    assert titles("trang sang", kind="gi-do") == titles("trang sang", year=1) == []


def test_each_language_has_its_own_pages(publish):
    publish("Vietnamese moonlight")
    publish("English moonlight", language="en")
    assert titles("moonlight") == ["Vietnamese moonlight"]
    assert titles("moonlight", language="en") == ["English moonlight"]


def test_pages_of_answers_follow_each_other(publish):
    made = [publish(f"Chuỗi ngọc {number}").title for number in range(13)]
    first, second = (find(SearchQuery("chuỗi ngọc", page=page)) for page in (1, 2))
    assert first.has_next and not second.has_next and first.count == second.count == 13
    assert [hit.title for hit in (*first.hits, *second.hits)] == made[::-1]
    assert find(SearchQuery("chuỗi ngọc", page=-1)) == first
    assert find(SearchQuery("chuỗi ngọc", page=10**30)).hits == ()


# -------------------------------------------------------------- what is public


def test_withdrawn_and_deleted_pages_vanish(publish, committed):
    withdrawn, deleted = publish("Khói lam chiều một"), publish("Khói lam chiều hai")
    assert len(titles("khói lam chiều")) == 2
    with committed():
        withdrawn.unpublish()
    assert titles("khói lam chiều") == ["Khói lam chiều hai"]
    with committed():
        Page.objects.get(pk=deleted.pk).delete()
    assert titles("khói lam chiều") == []
    assert find(SearchQuery("khói lam chiều")).count == 0


def test_title_and_text_follow_the_page(publish, committed):
    page = publish("Sương mai", body=body("Giọt nước long lanh"))
    page.title, page.body = "Nắng sớm", body("Hạt bụi vàng")
    with committed():
        page.save()
    assert titles("sương mai") == titles("giọt long lanh") == titles('"nước long lanh"') == []
    assert titles("nắng sớm") == titles("hạt bụi vàng") == ["Nắng sớm"]


def test_draft_of_a_public_page_is_not_found(publish, committed):
    page = publish("Sương mai")
    page.title = "Nắng sớm"
    with CaptureQueriesContext(connection) as queries, committed():
        page.save_revision()
    assert not [query for query in queries if "searchentry" in query["sql"]]
    assert titles("nắng sớm") == []
    assert titles("sương mai") == ["Sương mai"]


def test_restricted_pages_are_not_found(publish, committed):
    page = publish("Sương mai")
    with committed():
        restriction = PageViewRestriction.objects.create(
            page=page.get_parent(), restriction_type="login"
        )
    assert titles("sương mai") == []
    with committed():
        restriction.delete()
    assert titles("sương mai") == ["Sương mai"]


def test_moved_page_is_found_in_its_new_portal(publish, committed, section_of, portal_of_code):
    page = publish("Sương mai")
    with committed():
        page.move(section_of("skhcn", "news"), pos="last-child")
    assert titles("sương mai", portal_id=portal_of_code("ubnd").pk) == []
    hit = find(SearchQuery("sương mai", portal_id=portal_of_code("skhcn").pk)).hits[0]
    stored = Page.objects.get(pk=page.pk)
    assert (hit.path, hit.tree_path) == (stored.url_path, stored.path)


def test_what_was_made_in_bulk_is_made_up_for_and_nothing_twice(publish):
    page = publish("Sương mai")
    ArticlePage.objects.filter(pk=page.pk).update(live=False)
    index_all()
    assert titles("sương mai") == []
    ArticlePage.objects.filter(pk=page.pk).update(live=True)
    assert index_all() == 1
    assert index_all() == 0
    assert titles("sương mai") == ["Sương mai"]
    assert index_all(anew=True) == SearchEntry.objects.count()
    assert titles("sương mai") == ["Sương mai"]


def test_every_public_page_is_found_by_its_title_without_marks(provisioned, django_db_blocker):
    from govportal.folding import fold

    index_all()
    table = routing.table()
    checked = 0
    for page in public_pages():
        home = table.home_of(page.path)
        if home is None:
            continue
        query = SearchQuery(fold(page.title), home.language, home.portal.pk)
        assert page.pk in {hit.page_id for hit in find(query).hits}, page.title
        checked += 1
    assert checked > 20


# ----------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    "typed",
    [
        "'", '"', '""', "a OR", "NEAR(a b)", "a* -b", "{title} : x", "a:b", "'; DROP TABLE x; --",
        "(((", "a & b | !c", "\x00", "a\x00b", "\x01\x1f", "a" * 10_000, "chữ " * 2500, "\ud800",
        "%s %(x)s", "\\", "\\'", "<b>", "…", "^a", "0", "000", "İ ß ﬁ ², Ⅷ", "𝒳 한국 漢字",
        "\u0301\u0301", "a'b''c",
    ],
    ids=repr,
)  # fmt: skip
def test_no_typing_is_too_strange(publish, typed):
    publish("Một bài")
    for query in (SearchQuery(typed), SearchQuery(typed, typed[:20], -5, typed, typed, typed, -1)):
        results = find(query)
        assert results.count >= len(results.hits)
        assert isinstance(closest(query), str)
        assert suggest(typed, query.language) is not None
        assert all(isinstance(excerpt(hit, query), str) for hit in results.hits)


def test_what_holds_no_word_finds_nothing(publish):
    publish("Một bài")
    assert titles("?!…") == titles('""') == []


# -------------------------------------------------- suggestions and excerpts


def test_titles_are_suggested_as_they_are_typed(publish, portal_of_code):
    publish("Chuỗi ngọc xanh")
    publish("Chuỗi ngọc đỏ", "skhcn")
    assert {hit.title for hit in suggest("chuoi ng", "vi")} == {"Chuỗi ngọc xanh", "Chuỗi ngọc đỏ"}
    assert [hit.title for hit in suggest("Chuỗi ngọc đ", "vi")] == ["Chuỗi ngọc đỏ"]
    department = portal_of_code("skhcn").pk
    assert [hit.title for hit in suggest("chuoi", "vi", department)] == ["Chuỗi ngọc đỏ"]
    assert len(suggest("chuoi", "vi", limit=1)) == 1
    assert suggest("", "vi") == ()


def test_excerpt_shows_the_text_around_the_match(publish):
    publish("Bài", body=body("Mở đầu " * 60, "Tới đoạn HOÀ bình thế giới ở đây", "rồi hết " * 60))
    query = SearchQuery("hòa bình")
    shown = excerpt(find(query).hits[0], query)
    assert "HOÀ bình thế giới" in shown
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 260


def test_fields_of_a_record_stand_apart_in_its_excerpt_and_are_found_as_before(
    section_of, committed
):
    section, block = section_of("ubnd", "projects"), block_of("project")
    fields = {"objective": "Nối hai bờ", "specialism": "Giao thông", "period": "2026–2028"}
    record = RecordPage(title="Cầu", kind="project", author="A", source="B", locale=section.locale)
    record.details = stream_of(block.normalize(fields), block)
    with committed():
        section.add_child(instance=record)
    for text in ("giao thông", '"giao thông"', '"bờ giao thông"'):
        (hit,) = find(SearchQuery(text)).hits
        assert "Nối hai bờ · Giao thông" in excerpt(hit, SearchQuery(text))
    assert titles('"bờ thông"') == []
    assert words_of(hit.text) == words_of(hit.text.replace(" · ", " "))


@pytest.mark.pure
def test_excerpt_neither_begins_nor_ends_with_what_parts_fields():
    text = " · ".join(f"truong{'x' * number}" for number in range(60))
    for word in ("truongxxxxxx", "truong" + "x" * 30):
        shown = excerpt(Hit(1, 1, "", "", "", "", "", None, "", text), SearchQuery(word))
        assert word in shown
        assert not shown.removeprefix("… ").startswith("·")
        assert not shown.removesuffix(" …").endswith("·")


def test_misspelt_word_is_corrected_to_one_that_finds_something(publish):
    publish("Nghiêng nghiêng triền sông")
    assert titles("nghiengg") == []
    assert closest(SearchQuery("nghiengg song")) == "nghieng song"
    assert closest(SearchQuery("nghiêngg")) == "nghiêng"
    assert closest(SearchQuery("zzzzzzzz")) == ""


def test_queries_do_not_grow_with_answers_nor_portals(publish, django_assert_max_num_queries):
    for number in range(15):
        publish(f"Chuỗi ngọc {number}", ("ubnd", "skhcn")[number % 2])
    query = SearchQuery("chuỗi ngọc")
    routing.table()
    with django_assert_max_num_queries(11):
        for hit in find(query).hits:
            excerpt(hit, query)


def test_phrase_is_looked_for_in_the_newest_pages_with_its_words(publish, monkeypatch):
    for module in (postgres, sqlite):
        monkeypatch.setattr(module, "PHRASES", 2)
    publish("Đê biển Tây")
    publish("Biển và đê")
    publish("Đê sông, đê biển")
    assert titles('"đê biển"') == ["Đê sông, đê biển"]
    assert len(titles("đê biển")) == 3


def test_file_with_more_different_words_than_a_database_takes_is_found_by_the_first(publish):
    letters = "ắễộựỹịấểổử"
    unlike = ["".join(letters[int(digit)] for digit in f"{n:020}") for n in range(19_000)]
    entry = SearchEntry.objects.select_related("text").get(page=publish("Đê biển"))
    database().remove([row_of(entry, [])])
    database().add([row_of(entry, [" ".join(unlike)])])
    assert titles("đê biển") == titles(unlike[0]) == ["Đê biển"]
    assert not titles(unlike[-1])


ASKED = (
    SearchQuery("biển"), SearchQuery("đê biển"), SearchQuery('"đê biển"'), SearchQuery("de bien"),
    SearchQuery("biển", kind="article"), SearchQuery("", kind="document"), SearchQuery(""),
    SearchQuery("biển", page=2),
    SearchQuery("quyết định", effect="in_force", on=date(2026, 1, 1)),
)  # fmt: skip


@pytest.mark.parametrize("query", ASKED)
def test_frequent_and_rare_words_are_found_alike(query, publish, document, monkeypatch):
    """PostgreSQL goes two ways; which of them is only a matter of time."""
    for number in range(7):
        publish(f"Đê biển {number}", ("ubnd", "skhcn")[number % 2], body=body("Biển và đê"))
        publish(f"Đê sông {number}", body=body("Ra biển"))
    document("Quyết định về đê biển", effective_on=date(2022, 3, 1))
    of_portal = replace(query, portal_id=routing.table().by_code["ubnd"].pk)
    ways = []
    for is_frequent in (True, False):
        monkeypatch.setattr(postgres, "is_frequent", lambda *_, way=is_frequent: way)
        ways.append((find(query), find(of_portal)))
    assert ways[0] == ways[1]
    assert ways[0][0].count and ways[0][1].count


def test_statistics_tell_which_words_are_met_soon():
    """Of 50,000 entries, 1,000 with a word of every second are among the newest 2,000."""
    known = Statistics({"và": 0.5, "của": 0.5, "đê": 0.1, "=p1": 0.2, "=p2": 0.001}, 50_000)
    assert known.is_frequent(["và"], [], 1001) and known.is_frequent(["và", "của"], [], 11)
    assert not known.is_frequent(["và", "của", "đê"], [], 1001)
    assert known.is_frequent(["của"], ["=p1"], 300) and not known.is_frequent(["của"], ["=p2"], 300)
    assert not known.is_frequent(["không ai viết"], [], 1)
    assert not Statistics().is_frequent(["và"], [], 1)
    assert known.is_frequent([], [], 8, "v") and not known.is_frequent([], [], 8, "x")


@pytest.mark.parametrize("is_frequent", [True, False])
def test_suggestions_are_the_same_on_both_ways(publish, monkeypatch, is_frequent):
    monkeypatch.setattr(postgres, "is_frequent", lambda *_: is_frequent)
    for number in range(3):
        publish(f"Đê biển {number}")
    assert [hit.title for hit in suggest("de bi", "vi")] == [f"Đê biển {n}" for n in (2, 1, 0)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no such statistics")
def test_words_are_counted_once_everything_is_indexed(publish):
    publish("Đê biển")
    index_all(anew=True)
    assert postgres_statistics._read().shares["^biển"] > 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no such statistics")
def test_the_statistics_of_the_database_are_read(publish):
    for number in range(20):
        publish(f"Đê biển {number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE govportal_searchentry")
    known = postgres_statistics._read()
    assert known.entries == SearchEntry.objects.count()
    assert known.shares["^biển"] == pytest.approx(20 / known.entries, rel=0.01)
