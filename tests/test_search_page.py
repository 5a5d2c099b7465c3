"""The public search page: what a reader types, gets, and where the links lead."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govportal.publishing.models import ArticlePage
from govportal.search import finding
from govportal.search import searched as searches
from govportal.search.excerpts import any_word
from govportal.search.marking import marked
from govportal.search.query import SearchQuery
from govportal.search.searched import SearchedWords, forget_old

PROVINCE, ENGLISH, FINANCE = "minhhoa.gov.vn", "en.minhhoa.gov.vn", "stc.minhhoa.gov.vn"
PATH = "/tim-kiem/"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Page(HTMLParser):
    """The elements and the text of an answer."""

    def __init__(self, html):
        super().__init__()
        self.html, self.elements, self.words = html, [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def all(self, tag, **wanted):
        return [a for name, a in self.elements if name == tag and wanted.items() <= a.items()]

    @property
    def hrefs(self):
        return {a["href"] for a in self.all("a")}


@pytest.fixture
def search(provisioned, client):
    """Return a function: the page of results at a host, in a prefix, for a query."""

    def ask(query=None, host=PROVINCE, prefix="", status=200, reader=BROWSER):
        address = f"{prefix}{PATH}?{urlencode(query or {})}"
        response = client.get(address, headers={"host": host, "user-agent": reader})
        assert response.status_code == status
        return Page(response.content.decode())

    return ask


@pytest.fixture
def suggested(provisioned, client):
    def ask(query, host=PROVINCE, prefix=""):
        address = f"{prefix}{PATH}goi-y/?{urlencode(query)}"
        response = client.get(address, headers={"host": host})
        assert response.status_code == 200
        return json.loads(response.content)

    return ask


@pytest.fixture
def publish(section_of, django_capture_on_commit_callbacks):
    """Return a function that publishes an article, with all that follows a publication."""

    def make(title="Khánh thành cầu Bờ Sông", code="ubnd", language="vi", **values):
        section = section_of(code, "news", language)
        page = ArticlePage(
            title=title, author="Trần Thị Bình", source="Báo Minh Họa", locale=section.locale,
            first_published_at=timezone.now(), summary="Tin trong ngày.", **values,
        )  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            section.add_child(instance=page)
            page.save_revision().publish()
        return page

    return make


def path_of(page):
    return page.get_url_parts()[2]


# --- finding ------------------------------------------------------------------------------------


def test_words_without_marks_find_the_page_and_mark_its_words(search, publish):
    article = publish()
    page = search({"q": "khanh thanh CẦU"})
    assert path_of(article) in page.hrefs
    assert "<mark>Khánh thành cầu</mark> Bờ Sông" in page.html
    assert page.all("meta", name="robots", content="noindex,follow")


def test_english_reader_finds_english_pages_below_the_prefix(search, publish):
    english = publish("Bridge opened", code="stc", language="en")
    publish("Bridge, bản tiếng Việt", code="stc")
    page = search({"q": "bridge"}, host=FINANCE, prefix="/en")
    assert path_of(english) in page.hrefs
    assert page.text.count("Bridge") == 1
    assert page.all("form", action="/en/tim-kiem/")
    assert "Results for “bridge”" in page.text


def test_one_portal_finds_its_own_pages_and_the_province_those_of_all(search, publish):
    own, other = publish("Cầu Bờ Sông", code="stc"), publish("Cầu Bờ Bãi", code="ubnd")
    here = search({"q": "cau bo"}, host=FINANCE)
    assert path_of(own) in here.hrefs
    assert other.full_url not in here.hrefs
    everywhere = search({"q": "cau bo", "pham-vi": "tinh"}, host=FINANCE)
    assert {path_of(own), other.full_url} <= everywhere.hrefs
    assert "http://minhhoa.gov.vn.localhost/" in everywhere.hrefs


def test_results_name_their_portals_only_where_they_may_differ(search, publish):
    publish("Cầu Bờ Sông", code="stc")
    portal = "http://stc.minhhoa.gov.vn.localhost/"
    province = {"q": "cau bo", "pham-vi": "tinh"}
    assert portal in search(province).hrefs
    assert portal not in search({**province, "cong": "stc"}).hrefs


def test_results_of_the_province_are_narrowed_to_a_portal_and_widened_again(search, publish):
    own, other = publish("Cầu Bờ Sông", code="stc"), publish("Cầu Bờ Bãi", code="ubnd")
    wide = f"{PATH}?q=cau+bo&pham-vi=tinh"
    page = search({"q": "cau bo", "pham-vi": "tinh"})
    assert f"{wide}&cong=stc" in page.hrefs
    narrow = search({"q": "cau bo", "pham-vi": "tinh", "cong": "stc"})
    assert own.full_url in narrow.hrefs
    assert path_of(other) not in narrow.hrefs
    assert wide in narrow.hrefs


def test_chosen_kind_can_be_taken_away_even_where_nothing_is_left(search, publish):
    publish()
    page = search({"q": "cau", "loai": "khong-co", "nam": "1999"})
    assert {f"{PATH}?q=cau&nam=1999", f"{PATH}?q=cau&loai=khong-co"} <= page.hrefs
    assert f"{PATH}?q=cau" in page.hrefs


def test_results_are_paged(search, publish):
    for number in range(11):
        publish(f"Tin cầu số {number}")
    first, second = search({"q": "tin cau"}), search({"q": "tin cau", "trang": 2})
    assert len(first.all("a", rel="next", href=f"{PATH}?q=tin+cau&trang=2")) == 1
    assert len(second.all("a", rel="prev", href=f"{PATH}?q=tin+cau")) == 1
    assert not second.all("a", rel="next")
    found = [{h for h in page.hrefs if "tin-cau" in h} for page in (first, second)]
    assert [len(paths) for paths in found] == [10, 1]
    assert found[0].isdisjoint(found[1])


# --- help ---------------------------------------------------------------------------------------


def test_search_without_words_helps(search):
    for page in (search(), search({"q": "  "})):
        assert "/tin-tuc/" in page.hrefs
        assert not page.all("ol", **{"class": "ls rs card mt"})


def test_nothing_found_offers_the_whole_province(search):
    query = {"q": "zzkhongco"}
    assert f"{PATH}?q=zzkhongco&pham-vi=tinh" in search(query, host=FINANCE).hrefs
    wide = search({**query, "pham-vi": "tinh"}, host=FINANCE)
    assert f"{PATH}?q=zzkhongco&pham-vi=tinh" not in wide.hrefs


def test_the_form_is_whole_without_script_and_keeps_what_was_asked(search):
    page = search({"q": 'cầu "Bờ Sông"', "pham-vi": "tinh"})
    [form] = page.all("form", role="search")
    assert (form["method"], form["action"]) == ("get", PATH)
    [field] = page.all("input", name="q")
    assert field["value"] == 'cầu "Bờ Sông"'
    assert page.all("label", **{"for": field["id"]})
    assert "checked" in page.all("input", name="pham-vi", value="tinh")[0]
    scripts = page.all("script")
    assert all(s["src"].startswith("/static/") for s in scripts)


# --- suggestions --------------------------------------------------------------------------------


def test_suggestions_name_title_and_address(suggested, publish):
    article = publish()
    assert suggested({"q": "khanh th"}) == [{"title": article.title, "url": path_of(article)}]
    assert suggested({"q": "khanh th"}, host=FINANCE) == []
    wide = suggested({"q": "khanh th", "pham-vi": "tinh"}, host=FINANCE)
    assert [item["url"] for item in wide] == [article.full_url]


def test_suggestions_are_few_and_none_for_a_letter(suggested, publish):
    for number in range(10):
        publish(f"Tin cầu số {number}")
    assert len(suggested({"q": "tin cau"})) == 8
    assert suggested({"q": "t"}) == suggested({}) == []


# --- marks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Lệ phí khai sinh", "le phi", "<mark>Lệ phí</mark> khai sinh"),
        ("Đường đi", "duong", "<mark>Đường</mark> đi"),
        ("hoà bình", "hòa", "<mark>hoà</mark> bình"),
        ("Số 42/2022/NĐ-CP", "nd 42 2022", "Số <mark>42/2022/NĐ</mark>-CP"),
        ("Quyết định số 05/2023", "qd 5 2023", "Quyết định số <mark>05/2023</mark>"),
        ("a <b> & c", "b", "a &lt;<mark>b</mark>&gt; &amp; c"),
        ("khaisinh", "khai", "khaisinh"),
        ("chữ", "", "chữ"),
    ],
)
def test_words_are_marked_in_any_typing_and_all_else_escaped(text, query, expected):
    assert marked(text, any_word(SearchQuery(query))) == expected


def test_what_was_typed_never_becomes_html(search):
    page = search({"q": "<script>alert(1)</script><b onclick=x>", "loai": '"><i>'})
    assert "<script>alert" not in page.html
    assert not page.all("i")
    assert not page.all("b", onclick="x")


@pytest.mark.parametrize("words", ["Cầu Bờ", "zzz"])
def test_what_was_found_is_told_as_it_comes_and_stays_a_heading(search, publish, words):
    publish()
    page = search({"q": words})
    assert page.all("div", role="status")
    assert page.all("h2") and not any("role" in heading for heading in page.all("h2"))


def test_thousands_are_grouped(search, monkeypatch):
    monkeypatch.setattr(finding, "find", lambda _query: finding.Results(count=1000, is_more=True))
    assert "Hơn 1.000 kết quả" in search({"q": "cầu"}).text
    assert "More than 1,000 results" in search({"q": "bridge"}, host=ENGLISH).text


# --- what is looked for ---------------------------------------------------------------------------


@pytest.fixture
def counting(settings):
    """Count what is looked for, as in production."""
    settings.GOVPORTAL_COUNT_VIEWS = True


def counted():
    searches.tally.flush()
    rows = SearchedWords.objects.order_by("words", "portal__agency__code")
    return list(rows.values_list("portal__agency__code", "language", "words", "count", "found"))


def test_words_are_counted_by_day_and_nothing_of_the_reader_is_kept(search, publish, counting):
    publish()
    for text in ("Cầu Bờ", " cau  bo "):
        search({"q": text})
    search({"q": "cau bo", "trang": "2"})
    search({"q": "cau bo", "nam": "2020"})
    search({"q": "zzz"}, host=FINANCE, prefix="/en")
    assert counted() == [("ubnd", "vi", "cau bo", 2, 1), ("stc", "en", "zzz", 1, 0)]
    kept = {field.name for field in SearchedWords._meta.get_fields()}
    assert kept == {"id", "portal", "language", "words", "day", "count", "found"}


@pytest.mark.parametrize(
    "text",
    ["an@example.vn", "0912345678", "0912 345 678", "0912.345.678", "Nguyễn An 001099012345",
     "cầu " * 40],
)  # fmt: skip
def test_what_looks_like_personal_data_is_not_kept(search, text, counting):
    search({"q": text})
    assert counted() == []


def test_searches_of_programs_are_not_counted(search, counting):
    search({"q": "qd 35 2023"}, reader="Googlebot/2.1")
    assert counted() == []


def test_numbers_of_documents_are_kept(search, counting):
    search({"q": "42/2022/NĐ-CP"})
    search({"q": "qd 35 2023"})
    assert [row[2] for row in counted()] == ["42/2022/nd-cp", "qd 35 2023"]


def test_words_are_forgotten_once_no_report_shows_them(provisioned):
    for words, days in (("da lau", 90), ("moi day", 89)):
        searched(provisioned["stc"], words, 3, days)
    assert forget_old() == 1
    assert [row[2] for row in counted()] == ["moi day"]


def searched(portal, words, count, days=0):
    day = timezone.localdate() - timedelta(days=days)
    SearchedWords.objects.create(
        portal=portal, language="vi", words=words, day=day, count=count, found=1
    )


def test_staff_see_what_is_often_looked_for_on_their_own_portal_only(provisioned, person, sign_in):
    own, other = provisioned["stc"], provisioned["ubnd"]
    searched(own, "hoc phi", 2)
    searched(own, "hoc phi", 1, days=3)
    searched(own, "ten mot nguoi", 2)
    searched(own, "da lau", 9, days=200)
    searched(other, "cua cong khac", 9)
    page = sign_in(person("stc", "reporter")).get("/cms/searched-words/").content.decode()
    assert "hoc phi" in page
    assert "Tiếng Việt</td>" in page
    assert "Cổng thông tin</th>" not in page  # there is only one
    for hidden in ("ten mot nguoi", "da lau", "cua cong khac"):
        assert hidden not in page


def test_others_do_not_see_what_is_looked_for(provisioned, sign_in, django_user_model):
    user = django_user_model.objects.create_user("khach", "khach@example.vn", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    answer = sign_in(user).get("/cms/searched-words/")
    assert answer.status_code in (302, 403)
    assert "searched-words" not in answer.content.decode()


# --- bad input ----------------------------------------------------------------------------------

ODD = [
    {"q": "cầu " * 2500},
    {"q": "\0\x01\x1f\x7f cầu \ud800".encode("utf-8", "surrogatepass")},
    {"q": "' OR 1=1 --"},
    {"q": 'NEAR("a" b, 5) * AND OR NOT ^x {y}:z "'},
    {"q": "!&|():*<->"},
    {"q": "%_\\"},
    {"q": "cau", "trang": "-1"},
    {"q": "cau", "trang": "abc"},
    {"q": "cau", "trang": "99999999999999999999"},
    {"q": "cau", "trang": "100"},
    {"q": "cau", "trang": "²"},
    {"q": "cau", "nam": "0"},
    {"q": "cau", "nam": "９９９９"},
    {"q": "cau", "pham-vi": "tinh", "cong": "khong-co"},
    {"q": "cau", "cong": "stc"},
    {"q": "cau", "loai": "\0", "linh-vuc": "x" * 5000, "co-quan": "'"},
]


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_odd_questions_get_a_proper_page(search, suggested, query):
    for host in (PROVINCE, ENGLISH):
        assert len(search(query, host=host).all("h1")) == 1
        assert isinstance(suggested(query, host=host), list)


@pytest.mark.parametrize("query", ["q=%", "q=%ZZ", "q=%ff%fe", "q", "&&&=", "q=a&q=b", "trang=%00"])
def test_broken_encodings_get_a_proper_page(provisioned, client, query):
    for path in (PATH, f"{PATH}goi-y/"):
        response = client.get(path, query_string=query, headers={"host": PROVINCE})
        assert response.status_code == 200


def test_search_is_only_read(provisioned, client):
    assert client.post(PATH, headers={"host": PROVINCE}).status_code == 405


def test_search_needs_a_portal(provisioned, client):
    assert client.get(PATH, headers={"host": "khong-co.example.vn"}).status_code == 404


# --- languages and cost -------------------------------------------------------------------------


def test_english_page_shows_no_vietnamese_but_names(search):
    for query in ({}, {"q": "zzz"}):
        text = search(query, host=ENGLISH).text
        assert not re.search("Tìm kiếm|Kết quả|Không tìm thấy", text)
        assert "Search" in text


def test_a_page_of_results_costs_few_queries(search, publish):
    for number in range(10):
        publish(f"Tin cầu số {number}", code="stc" if number % 2 else "ubnd")
    search({"q": "cau", "pham-vi": "tinh"})
    with CaptureQueriesContext(connection) as queries:
        assert len(search({"q": "cau", "pham-vi": "tinh"}).all("h3")) == 10
    assert len(queries) <= 12
