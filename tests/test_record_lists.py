"""Lists of records: narrowed, ordered and exported alike on every database, at a fixed cost."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from govportal import DataPlugin, plugins
from govportal.defaults import national
from govportal.dictionary_order import collation_key
from govportal.publishing import exports
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.records import filters, list_page, tables
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.displays import units_tree
from govportal.publishing.records.fields import stream_of
from govportal.publishing.records.models import RecordPage
from govportal.testing import province_plugin
from tests.many_records import add_records
from tests.province_app import govportal_hooks

pytestmark = pytest.mark.django_db
HOST = "minhhoa.gov.vn"
RECORD_BUDGET = 14
LIST_BUDGET = 15
PLACE = datetime(2026, 1, 5, tzinfo=UTC)


class Found(HTMLParser):
    """Collects the rows of the tables, the links and the head of a page."""

    def __init__(self, html):
        super().__init__()
        self.html, self.rows, self.tags, self._cell = html, [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append(" ".join(self._cell.split()))
            self._cell = None

    def handle_data(self, data):
        if self._cell is not None:
            self._cell += data

    def all(self, tag, **wanted):
        return [
            attrs for found, attrs in self.tags if found == tag and wanted.items() <= attrs.items()
        ]

    @property
    def titles(self):
        return [row[0] for row in self.rows if row and not row[0].startswith("Tên dự án")]


@pytest.fixture
def publish(section_of):
    """Return a function that publishes a record in a section."""

    def make(key, title, code="ubnd", language="vi", is_live=True, author="A", **fields):
        section = section_of(code, key, language)
        kind = KINDS[key]
        values = block_of(kind).normalize(fields)
        record = RecordPage(
            title=title, kind=kind, details=stream_of(values, block_of(kind)), author=author,
            source="Sở Tài chính", locale=section.locale, live=is_live,
            source_changed_on=date(2026, 1, 2),
            first_published_at=PLACE if is_live else None,
            last_published_at=PLACE if is_live else None,
        )  # fmt: skip
        return section.add_child(instance=record)

    return make


KINDS = {
    "projects": "project", "work_calendar": "work_week", "leaders": "leader",
    "administrative_units": "administrative_unit", "agency_profile": "agency_profile",
    "statistics": "statistical_release", "gazette": "gazette_issue", "channels": "channel",
    "consultations": "consultation", "contact": "contact", "plans": "plan",
    "financial_statements": "financial_statement", "procedures": "procedure",
    "epidemics": "epidemic_report",
}  # fmt: skip


@pytest.fixture
def file(provisioned):
    """Return a function that keeps a file of the province's portal."""

    def keep(content=b"a,b\r\n1,2\r\n", name="bang.csv"):
        collection = provisioned["ubnd"].collection
        content = ContentFile(content, name)
        return get_document_model().objects.create(
            title="Bảng", file=content, collection=collection
        )

    return keep


@pytest.fixture
def document(section_of):
    """Return a published legal document of the province's portal."""
    index = section_of("ubnd", "legal_documents")
    return index.add_child(
        instance=LegalDocumentPage(
            title="Quyết định", number="1", symbol="QĐ-UBND", document_type="quyet_dinh",
            issuer="Ủy ban nhân dân tỉnh", abstract="Về việc", signer="Nguyễn Văn An",
            issued_on=date(2026, 1, 2), locale=index.locale,
        )
    )  # fmt: skip


def path_of(page):
    return page.get_url_parts()[2]


def root_of(page):
    return page.get_url_parts()[1]


@pytest.fixture
def read(client, section_of):
    """Return a function that reads a section's page with a query."""

    def get(key="projects", query="", language="vi"):
        host = HOST if language == "vi" else f"en.{HOST}"
        address = path_of(section_of("ubnd", key, language)) + query
        response = client.get(address, headers={"host": host})
        assert response.status_code == 200, address
        return Found(response.content.decode())

    return get


@pytest.fixture
def download(client, section_of):
    """Return a function that reads a section as a file."""

    def get(key="projects", query="?format=json", language="vi", code="ubnd"):
        section = section_of(code, key, language)
        host = section.get_url_parts()[1].removeprefix("http://")
        response = client.get(path_of(section) + query, headers={"host": host})
        assert response.status_code == 200
        return response, b"".join(response).decode()

    return get


def titles_of(text):
    return [record["title"] for record in json.loads(text)["records"]]


PROJECT = {
    "objective": "Nối hai bờ", "specialism": "Giao thông", "project_type": "Xây dựng",
    "period": "2026–2028", "budget": 1500, "funding_type": "Ngân sách", "funder": "Tỉnh",
    "state": "preparing",
}  # fmt: skip


@pytest.fixture
def projects(publish):
    """Publish projects whose titles and figures tell orders apart."""
    rows = [
        ("Đường Bờ Sông", 900, "completed", "Giao thông"),
        ("Ấp Đông", 1500.5, "preparing", "Thủy lợi"),
        ("Ao làng", None, "under_way", "Giao thông"),
        ("Ăn trưa học đường", 20, "under_way", "Giáo dục"),
        ("Dự án 10", 3, "preparing", "Giao thông"),
        ("Dự án 2", 30, "preparing", "Giao thông"),
    ]
    return [
        publish(
            "projects", title, **PROJECT | {"budget": budget, "state": state, "specialism": what}
        )
        for title, budget, state, what in rows
    ]


# --- order, filters, search -----------------------------------------------------------------------


def test_list_stands_in_the_order_of_a_vietnamese_dictionary(projects, read):
    in_order = ["Ao làng", "Ăn trưa học đường", "Ấp Đông", "Dự án 2", "Dự án 10", "Đường Bờ Sông"]
    assert read().titles == in_order
    assert read(query="?sort=-title").titles == in_order[::-1]


@pytest.mark.parametrize("sort", ["budget", "-budget"])
def test_records_without_a_value_come_last_in_either_order(projects, read, sort):
    titles = read(query=f"?sort={sort}").titles
    assert titles[-1] == "Ao làng"
    assert titles[0] == ("Ấp Đông" if sort.startswith("-") else "Dự án 10")


def test_words_are_found_without_accents_and_every_word_counts(projects, read):
    assert read(query="?q=bo+song").titles == ["Đường Bờ Sông"]
    assert read(query="?q=DU+an+(1").titles == ["Dự án 10"]
    assert read(query="?q=ong").titles == []
    assert read(query="?q=du+bo").titles == ["Đường Bờ Sông"]
    assert read(query="?q=%25").titles == read().titles


def test_filters_states_and_search_narrow_together_and_are_kept(projects, read):
    page = read(query="?specialism=Giao+thông&state=preparing&q=du+an&sort=-title")
    assert page.titles == ["Dự án 10", "Dự án 2"]
    assert "2 kết quả" in page.html or "2 record" in page.html
    assert page.all("option", value="Giao thông", selected=None)
    assert page.all("input", type="hidden", name="state", value="preparing")
    tabs = {tag["href"] for tag in page.all("a") if "state=completed" in tag.get("href", "")}
    assert all("q=du+an" in href and "sort=-title" in href for href in tabs) and tabs


def test_states_are_three_lists_with_their_counts(projects, read):
    page = read()
    text = " ".join(page.html.split())
    for label, count in (("preparing", 3), ("under_way", 2), ("completed", 1)):
        (link,) = (tag for tag in page.all("a") if f"state={label}" in tag.get("href", ""))
        assert f'{link["href"]}">' in text
        assert len(read(query=f"?state={label}").titles) == count


class MoreFilters(DataPlugin):
    """A province that lets its readers narrow lists by a figure and by a day."""

    def record_types(self):
        own = {"project": "budget", "gazette_issue": "issued_on"}
        found = (kind for kind in national("record_types").record_types if kind.key in own)
        return [_with_filter(kind, own[kind.key]) for kind in found]


def _with_filter(record_type, key):
    fields = [
        field.model_copy(update={"is_filter": field.is_filter or field.key == key})
        for field in record_type.fields
    ]
    return record_type.model_copy(update={"fields": tuple(fields)})


@pytest.fixture
def more_filters(provisioned):
    with province_plugin(MoreFilters(govportal_hooks.plugin.folder)):
        yield


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?budget_from=20&budget_to=900", ["Ăn trưa học đường", "Dự án 2", "Đường Bờ Sông"]),
        ("?budget_from=900&budget_to=20", ["Ăn trưa học đường", "Dự án 2", "Đường Bờ Sông"]),
        ("?budget_from=1000,5", ["Ấp Đông"]),
        ("?budget_to=3", ["Dự án 10"]),
    ],
)
def test_figures_are_narrowed_by_their_bounds(more_filters, projects, read, query, titles):
    assert read(query=query).titles == titles


def test_days_are_narrowed_by_their_bounds(more_filters, publish, read):
    for day in (1, 15, 28):
        publish("gazette", f"Số {day}", number=str(day), issued_on=date(2026, 1, day))
    page = read("gazette", "?issued_on_from=2026-01-10&issued_on_to=2026-01-20")
    assert page.titles[1:] == ["Số 15"]
    assert page.all("input", type="date", name="issued_on_from", value="2026-01-10")
    for wrong in ("?issued_on_from=2026-13-45", "?issued_on_from=x&issued_on_to=%00"):
        assert read("gazette", wrong).titles[1:] == ["Số 28", "Số 15", "Số 1"]


@pytest.mark.parametrize("bound", ["nan", "inf", "1e999", "-1e999", "0x1", "1_0", "9" * 400])
def test_figures_that_are_none_are_left_out(more_filters, projects, read, bound):
    assert read(query=f"?budget_from={bound}").all("h1")


def test_what_is_confirmed_is_narrowed_by_yes_and_no(publish, read):
    publish("procedures", "Cấp phép", external_id="1", is_abolished=False)
    publish("procedures", "Đã bỏ", external_id="2", is_abolished=True)
    assert read("procedures", "?is_abolished=yes").titles[1:] == ["Đã bỏ Đã bãi bỏ"]
    assert read("procedures", "?is_abolished=no").titles[1:] == ["Cấp phép"]


def test_groups_stand_under_headings_in_the_order_of_the_law(publish, read):
    for title, kind in (("A", "other"), ("B", "portal"), ("C", "hotline"), ("D", "portal")):
        publish("channels", title, channel_type=kind, number="1022", owner="Sở")
    rows = [row[0] for row in read("channels").rows if len(row[0]) == 1]
    assert rows == ["B", "D", "C", "A"]
    assert read("channels").html.count('class="h3 mt6"') == 3


def test_a_column_that_no_row_fills_is_left_out_unless_the_list_is_ordered_by_it(publish, read):
    bare = {"objective": "", "funder": "", "budget": None}
    publish("projects", "Cầu", **PROJECT | bare)
    publish("projects", "Đường", **PROJECT | bare | {"specialism": ""})
    heads, *rows = read().rows
    assert "Kinh phí dự án" not in heads
    assert {len(row) for row in rows} == {len(heads)}
    ordered, *rows = read(query="?sort=budget").rows
    assert set(ordered) - set(heads) == {"Kinh phí dự án"}
    assert {len(row) for row in rows} == {len(ordered)}


def test_a_list_can_be_ordered_by_a_column_that_this_page_leaves_out(publish, read):
    for number in range(11):
        publish("projects", f"Dự án {number}", **PROJECT | {"budget": None})
    assert read().all("option", value="budget")


def test_all_groups_of_a_list_keep_the_same_columns(publish, read):
    publish("channels", "A", channel_type="other", owner="Sở")
    publish("channels", "B", channel_type="portal", number="1022")
    heads = [row for row in read("channels").rows if len(row[0]) > 1]
    assert len(heads) == 2
    assert heads[0] == heads[1]
    assert len(heads[0]) == 3


def test_a_section_whose_category_has_ended_still_lists_its_records(projects, read, section_of):
    section = section_of("ubnd", "projects")
    type(section).objects.filter(pk=section.pk).update(key="ended")
    assert len(read("ended").titles) == len(projects)


@pytest.mark.parametrize(
    "query",
    [
        "?page=0", "?page=-3", "?page=abc", "?page=99999", "?sort=nothing", "?sort=--title",
        "?state=x%00y", "?specialism=%27%22", "?q=%00", "?q=" + "a" * 5000, "?format=xml",
        "?state=preparing&state=completed", "?q=%F0%9F%98%80", "?budget_from=abc", "?when=past",
        "?specialism=" + "x" * 9000, "?format=ics", "?state=%FF", "?sort=order",
    ],
)  # fmt: skip
def test_wrong_parameters_give_the_nearest(projects, read, query):
    assert read(query=query).all("h1")


def test_a_page_of_the_list_keeps_the_query(publish, read):
    for number in range(23):
        publish("projects", f"Dự án {number}", **PROJECT)
    page = read(query="?q=du&state=preparing")
    assert page.all("a", href="?q=du&state=preparing&page=2")
    assert len(read(query="?q=du&state=preparing&page=2").titles) == 3


def test_canonical_address_is_without_noise(projects, read):
    page = read(query="?q=du&sort=-title&utm_source=x")
    (canonical,) = page.all("link", rel="canonical")
    assert "?" not in canonical["href"]
    assert page.all("meta", name="robots", content="noindex,follow")
    plain = read(query="?state=preparing")
    assert plain.all("link", rel="canonical")[0]["href"].endswith("?state=preparing")
    assert not plain.all("meta", name="robots")
    assert len(plain.all("link", rel="alternate", type="text/csv")) == 1


def test_english_list_has_its_own_records_and_labels(publish, projects, read):
    publish("projects", "Bridge", language="en", **PROJECT)
    page = read(language="en")
    assert page.titles[1:] == ["Bridge"]
    assert "In preparation" in page.html


def test_list_without_records_says_so_once(read):
    page = read()
    assert page.html.count('class="empty') == 1
    assert not page.all("form", **{"class": "flt"})


def test_withdrawn_leaders_and_former_units_stand_apart(publish, read):
    today = timezone.localdate()
    publish("administrative_units", "Xã Mới", level="commune", valid_from=today)
    publish("administrative_units", "Xã Cũ", level="commune", valid_to=today - timedelta(days=1))
    publish(
        "administrative_units", "Xã Sắp có", level="commune", valid_from=today + timedelta(days=1)
    )
    for query, title in (("", "Xã Mới"), ("?when=past", "Xã Cũ"), ("?when=coming", "Xã Sắp có")):
        assert read("administrative_units", query).rows[1:][0][0] == title
    assert len(read("administrative_units", "?when=all").rows) >= 4


@pytest.mark.parametrize(("opened", "closes", "when"), [(-9, -2, "past"), (-2, 9, "now")])
def test_a_province_that_has_ended_keeps_the_calendar_of_today(
    monkeypatch, publish, read, page_of, opened, closes, when
):
    today = timezone.localdate()
    ended = plugins.province().model_copy(update={"valid_to": today - timedelta(days=5)})
    monkeypatch.setattr(plugins, "province", lambda: ended)
    days = {"opens_on": today + timedelta(opened), "closes_on": today + timedelta(closes)}
    draft = publish("consultations", "Dự thảo quy định", **days)
    publish("consultations", "Dự thảo khác", opens_on=today + timedelta(50))
    labels = {"now": "Đang lấy ý kiến", "past": "Đã kết thúc"}
    other = next(label for key, label in labels.items() if key != when)
    html = page_of(draft)
    assert labels[when] in html and other not in html
    assert "Dự thảo quy định" in str(read("consultations", f"?when={when}").rows)
    assert "Dự thảo quy định" not in str(read("consultations", "?when=coming").rows)


def test_who_is_in_office_is_told_by_today(monkeypatch, publish, page_of):
    today = timezone.localdate()
    ended = plugins.province().model_copy(update={"valid_to": today - timedelta(days=5)})
    monkeypatch.setattr(plugins, "province", lambda: ended)
    publish("leaders", "A Cũ", post="Chủ tịch", ends_on=today - timedelta(days=2))
    publish("leaders", "B Mới", post="Chủ tịch", begins_on=today - timedelta(days=1))
    html = page_of(publish("agency_profile", "UBND tỉnh"))
    assert html.index("B Mới") < html.index("A Cũ")


# --- exports --------------------------------------------------------------------------------------


def test_csv_is_the_list_in_the_language_of_the_page(projects, download):
    response, text = download(query="?format=csv&state=preparing")
    assert text.startswith("\ufeff")
    assert "\r\n" in text
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["Tên dự án"] for row in rows] == ["Ấp Đông", "Dự án 2", "Dự án 10"]
    assert rows[0]["Mục tiêu chính"] == "Nối hai bờ"
    assert rows[0]["Tình trạng dự án"] == "Đang chuẩn bị đầu tư"
    assert rows[0]["Kinh phí dự án (triệu đồng)"] == "1500.5"


def test_english_export_has_english_labels(publish, download):
    publish("projects", "Bridge", language="en", **PROJECT)
    _response, text = download(language="en")
    data = json.loads(text)
    labels = {field["key"]: field["label"] for field in data["fields"]}
    assert labels["state"] != "Tình trạng dự án"
    assert data["records"][0]["state"] == "In preparation"
    assert data["language"] == "en"


def test_export_at_an_address_below_a_language(publish, client, section_of):
    section = section_of("stc", "projects", "en")
    publish("projects", "Bridge", code="stc", language="en", **PROJECT)
    assert path_of(section).startswith("/en/")
    response = client.get(path_of(section) + "?format=json", headers={"host": "stc.minhhoa.gov.vn"})
    (record,) = json.loads(b"".join(response))["records"]
    assert record["_url"].startswith(f"{root_of(section)}/en/")


def test_no_cell_of_a_csv_is_a_formula(publish, download):
    publish("projects", '=HYPERLINK("x")', **PROJECT | {"funder": "+84", "objective": "-1+1"})
    _response, text = download(query="?format=csv")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert all(not value.startswith(exports.DANGEROUS) for value in row.values())
    assert row["Mục tiêu chính"] == "'-1+1"


@pytest.mark.parametrize(
    ("value", "written"), [(-5, -5), (None, ""), ("＝1", "'＝1"), ("a=1", "a=1")]
)
def test_figures_stay_figures(value, written):
    assert exports.safe(value) == written


def test_drafts_and_withheld_fields_are_never_exported(publish, download):
    publish("projects", "Bản nháp", is_live=False, **PROJECT)
    publish(
        "leaders",
        "Nguyễn Văn An",
        post="Giám đốc",
        rank="head",
        order=777,
        begins_on=date(2020, 1, 1),
    )
    for key in ("projects", "leaders"):
        for file_format in ("csv", "json"):
            _response, text = download(key, f"?format={file_format}")
            assert "Bản nháp" not in text
            assert "777" not in text and "Thứ tự hiển thị" not in text


@pytest.mark.parametrize("query", ["", "?format=csv", "?format=json"])
def test_a_private_section_shows_nobody_its_records(projects, client, section_of, query):
    section = section_of("ubnd", "projects")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    response = client.get(path_of(section) + query, headers={"host": HOST})
    assert response.status_code == 302
    assert b"Dung" not in response.content


def test_a_private_record_is_in_no_list(projects, download, read):
    restricted = projects[0]
    PageViewRestriction.objects.create(page=restricted, restriction_type="password", password="x")
    assert restricted.title not in read().titles
    assert restricted.title not in titles_of(download()[1])


def test_records_of_another_portal_are_in_no_list(publish, download):
    publish("projects", "Của Sở", code="stc", **PROJECT)
    publish("projects", "Của tỉnh", **PROJECT)
    assert titles_of(download()[1]) == ["Của tỉnh"]
    assert titles_of(download(code="stc")[1]) == ["Của Sở"]


def test_files_and_documents_are_exported_by_their_addresses(publish, file, document, download):
    entry = {"number": "1", "abstract": "Trích yếu", "document": document}
    publish(
        "gazette", "Số 1", number="1", issued_on=date(2026, 1, 1), documents=[entry], file=file()
    )
    (record,) = json.loads(download("gazette")[1])["records"]
    assert record["file"]["url"].startswith(f"{root_of(document)}/documents/")
    assert record["documents"][0]["document"]["url"] == document.full_url
    document.live = False
    document.save()
    (record,) = json.loads(download("gazette")[1])["records"]
    assert "document" not in record["documents"][0] or record["documents"][0]["document"] is None


# --- cost -----------------------------------------------------------------------------------------


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers={"host": HOST})
        content = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200
    return len(queries), content


@pytest.mark.parametrize(
    "query", ["", "?q=du+an&specialism=Giao+thông&sort=-budget", "?format=csv", "?format=json"]
)
def test_cost_of_a_list_does_not_grow_with_it(client, section_of, query):
    section = section_of("ubnd", "projects")
    address = path_of(section) + query
    add_records(section, 25)
    cost(client, address)
    few, _content = cost(client, address)
    add_records(section, 60)
    many, content = cost(client, address)
    assert many == few
    assert few <= LIST_BUDGET
    if "csv" in query:
        assert content.count(b"\r\n") == 86


@pytest.mark.slow
def test_ten_thousand_records_are_narrowed_ordered_and_exported(client, section_of):
    section = section_of("ubnd", "projects")
    address = path_of(section)
    queries = "?q=cau+dong&specialism=Y+tế&sort=-budget", "?format=csv", "?format=json"
    add_records(section, 25)
    for query in queries:
        cost(client, address + query)
    few = [cost(client, address + query)[0] for query in queries]
    add_records(section, 9975)
    many = [cost(client, address + query) for query in queries]
    assert [count for count, _content in many] == few
    exported = json.loads(many[2][1])["records"]
    assert len(exported) == many[1][1].count(b"\r\n") - 1 == 10_000
    titles = [record["title"] for record in exported]
    assert titles == sorted(titles, key=collation_key)
    assert titles[0].startswith("Ao") and titles[-1].startswith("Trường Xuân")


def test_a_record_stays_in_its_budget(publish, file, document, client):
    entries = [{"number": "1", "abstract": "T", "document": document}] * 5
    issue = publish(
        "gazette", "Số 1", number="1", issued_on=date(2026, 1, 1), documents=entries,
        file=file(),
    )  # fmt: skip
    plain = publish("projects", "Cầu", **PROJECT)
    for record in (issue, plain):
        cost(client, path_of(record))
        count, _content = cost(client, path_of(record))
        assert count <= RECORD_BUDGET


# --- records --------------------------------------------------------------------------------------


@pytest.fixture
def page_of(client):
    def get(record, query=""):
        root = record.get_url_parts()[1].removeprefix("http://")
        response = client.get(path_of(record) + query, headers={"host": root})
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_record_shows_filled_fields_with_labels_and_no_empty_ones(publish, page_of):
    html = page_of(publish("projects", "Cầu", **PROJECT | {"funder": "", "budget": 1234567.5}))
    assert "1.234.567,5" in html and "triệu đồng" in html
    assert "Mục tiêu chính" in html and "Nhà tài trợ" not in html
    assert "Đang chuẩn bị đầu tư" in html
    assert "02/02/2026" not in html and "02/01/2026" in html
    assert "<dd></dd>" not in html


def test_english_record_writes_figures_and_labels_the_english_way(publish, page_of):
    html = page_of(publish("projects", "Bridge", language="en", **PROJECT | {"budget": 1234567.5}))
    assert "1,234,567.5" in html
    assert "In preparation" in html and "Mục tiêu chính" not in html


def test_private_fields_and_foreign_markup_are_not_shown(publish, page_of):
    html = page_of(
        publish("leaders", "An", post="<script>alert(1)</script>", rank="head", order=777,
                begins_on=date(2020, 1, 1))
    )  # fmt: skip
    assert "777" not in html
    assert "<script>alert" not in html


def test_a_unit_that_the_label_names_is_not_written_again(publish, page_of):
    report = publish("epidemics", "Sốt xuất huyết", cases=1234, deaths=2)
    html = page_of(report)
    assert '<dt>Số ca mắc</dt><dd><span class="num">1.234</span>' in html
    assert '<dt>Số ca tử vong</dt><dd><span class="num">2</span>' in html
    unit = publish("administrative_units", "Xã Mới", level="commune", population=1234)
    assert '<span class="num">1.234 người</span>' in page_of(unit)


def test_profile_shows_units_subordinates_and_leaders(publish, home_of, page_of):
    today = timezone.localdate()
    publish("leaders", "Trần Mới", post="Chủ tịch", rank="head", begins_on=date(2026, 1, 1))
    publish(
        "leaders", "Lê Cũ", post="Chủ tịch", rank="head", begins_on=date(2020, 1, 1),
        ends_on=today - timedelta(days=1),
    )  # fmt: skip
    units = [{"name": "Văn phòng"}, {"name": "Phòng Một", "superior": "Văn phòng"}]
    html = page_of(publish("agency_profile", "UBND tỉnh", units=units))
    assert html.index("Trần Mới") < html.index("Lê Cũ")
    assert html.index("Văn phòng") < html.index("Phòng Một")
    assert f'<a href="{home_of("stc").full_url}">' in html


def test_profile_shows_local_governments_apart_from_subordinate_bodies(publish, home_of, page_of):
    html = page_of(publish("agency_profile", "UBND tỉnh"))
    bodies, _heading, territories = html.partition("<main")[2].partition(
        "Chính quyền địa phương</h2>"
    )
    bodies = bodies.partition("trực thuộc</h2>")[2]
    territories = territories.partition("</section>")[0]
    stc, ward = (f'<a href="{home_of(code).full_url}">' for code in ("stc", "phuong-bo-song"))
    assert stc in bodies and stc not in territories
    assert ward in territories and ward not in bodies


@pytest.mark.parametrize("superiors", [{}, {"A": "B", "B": "A"}, {"A": "A"}, {"A": "X", "B": "A"}])
def test_chart_shows_every_unit_once_whatever_stands_over_it(superiors):
    class Cell:
        def __init__(self, value):
            self.value = value

    entries = [
        {"name": Cell(name)} | ({"superior": Cell(superiors[name])} if name in superiors else {})
        for name in "ABC"
    ]

    def count(units):
        return sum(1 + count(unit.below) for unit in units)

    assert count(units_tree(entries)) == 3


def test_statistics_show_the_beginning_of_their_table(publish, file, page_of):
    lines = "Xã,Dân số\r\n" + "".join(f"Xã <{n}>,{n}\r\n" for n in range(300))
    data = file(lines.encode())
    html = page_of(publish("statistics", "Dân số", data_file=data, collected_to=date(2026, 1, 1)))
    assert html.count("<td>Xã &lt;") == tables.MOST_ROWS
    assert data.url in html


@pytest.mark.parametrize(("language", "grouped"), [("vi", "3.000"), ("en", "3,000")])
def test_statistics_write_figures_alike_in_the_table_and_the_chart(
    publish, file, page_of, language, grouped
):
    data = file(b"A,Code,Year,N\r\nx,007,2025,3000\r\ny,123,2026,1200\r\n")
    html = page_of(publish("statistics", "Dân số", language=language, data_file=data))
    assert f'<td>x</td><td>007</td><td>2025</td><td class="num">{grouped}</td>' in html
    assert ">2025</text>" in html


@pytest.mark.parametrize("content", [b"", b"one line", b"\xff\xfe\x00", b"\x00,\x01\n1,2"])
def test_file_without_a_table_shows_none(publish, file, page_of, content):
    data = file(content)
    assert page_of(publish("statistics", "Dân số", data_file=data, collected_to=date(2026, 1, 1)))


# --- weeks ----------------------------------------------------------------------------------------

MONDAY = date(2026, 1, 5)


def week(publish, monday, **values):
    entries = [
        {"day": monday, "begins_at": "08:00", "ends_at": "09:30", "who": "Chủ tịch", "what": "Họp",
         "where": "Phòng 1", "participants": "Các sở"},
        {"day": monday + timedelta(days=1), "what": "Đi cơ sở", "who": "Phó Chủ tịch"},
    ]  # fmt: skip
    fields = {"first_day": monday, "entries": values.pop("entries", entries)}
    title = f"Tuần {monday.isocalendar().week}"
    return publish("work_calendar", title, **fields, **values)


def test_week_leads_to_its_neighbours(publish, page_of):
    before, now, after = (week(publish, MONDAY + timedelta(weeks=n)) for n in range(3))
    html = page_of(now)
    assert f'href="{path_of(before)}" rel="prev"' in html
    assert f'href="{path_of(after)}" rel="next"' in html
    assert "08:00" in html and "Phòng 1" in html


def test_calendar_of_a_week_parses_back_and_keeps_its_identifiers(publish, client):
    record = week(publish, MONDAY)

    def events():
        response = client.get(path_of(record) + "?format=ics", headers={"host": HOST})
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        return Calendar.from_ical(response.content).walk("VEVENT")

    meeting, visit = events()
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    assert meeting["DTSTART"].dt == datetime(2026, 1, 5, 8, 0, tzinfo=zone)
    assert meeting["DTEND"].dt == datetime(2026, 1, 5, 9, 30, tzinfo=zone)
    assert meeting["SUMMARY"] == "Họp" and meeting["LOCATION"] == "Phòng 1"
    assert visit["DTSTART"].dt == MONDAY + timedelta(days=1)
    identifiers = [event["UID"] for event in events()]
    assert identifiers == [meeting["UID"], visit["UID"]] and len(set(identifiers)) == 2


def test_calendar_of_the_section_holds_recent_weeks_and_no_drafts(publish, client, section_of):
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    week(publish, monday)
    week(publish, monday + timedelta(weeks=1), is_live=False)
    week(publish, monday - timedelta(weeks=60))
    address = path_of(section_of("ubnd", "work_calendar")) + "?format=ics"
    response = client.get(address, headers={"host": HOST})
    assert len(Calendar.from_ical(response.content).walk("VEVENT")) == 2


def test_a_filter_offers_a_limited_number_of_words(monkeypatch, projects, read):
    monkeypatch.setattr(filters, "MOST_OPTIONS", 1)
    page = read(query="?sort=-title")
    offered = page.all("option", value="Giao thông"), page.all("option", value="Giáo dục")
    assert [len(options) for options in offered] == [0, 1]


def test_short_list_has_no_form_until_a_reader_narrows_it(monkeypatch, projects, read):
    assert not read().all("form", **{"class": "flt"})
    assert read(query="?q=duong").all("details", open=None)
    monkeypatch.setattr(list_page, "SHORT", 2)
    assert read().all("form", **{"class": "flt"})
    assert not read().all("details", open=None)
