"""What the Government Portal reads of the provincial portal, as Atom and JSON Feed."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from govportal.exchange import government_feed
from govportal.exchange.models import ApiAccess
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}
HOST = "minhhoa.gov.vn"
XML, JSON = "/feeds/chinh-phu.xml", "/feeds/chinh-phu.json"


def publish(section, title, minutes=60, **values):
    moment = timezone.now() - timedelta(minutes=minutes)
    return section.add_child(
        instance=ArticlePage(
            title=title, author="Lê An", source="Báo", locale=section.locale,
            first_published_at=moment, last_published_at=moment, **values,
        )
    )  # fmt: skip


def decide(index, title="Quy chế", minutes=30):
    moment = timezone.now() - timedelta(minutes=minutes)
    return index.add_child(
        instance=LegalDocumentPage(
            title=title, number=str(index.get_children_count() + 1), symbol="QĐ",
            document_type="quyet_dinh", issuer="UBND tỉnh",
            signer="A", abstract="Về lúa", issued_on=date(2026, 2, 5), locale=index.locale,
            first_published_at=moment, last_published_at=moment,
        )
    )  # fmt: skip


@pytest.fixture
def read(client):
    """Return a function that reads the feed at an address."""

    def get(address=JSON, host=HOST, **headers):
        split = urlsplit(address)
        path = f"{split.path}?{split.query}" if split.query else split.path
        return client.get(path, headers={"host": host, **headers})

    return get


def titles(answer):
    return [item["title"] for item in answer.json()["items"]]


def test_news_directives_and_documents_stand_together_the_newest_change_first(read, section_of):
    publish(section_of("ubnd", "news"), "Tin", summary="Lúa <mới>")
    decide(section_of("ubnd", "legal_documents"))
    publish(section_of("ubnd", "leaders_directives"), "Ý kiến", minutes=10)
    publish(section_of("ubnd", "legal_dissemination"), "Mục khác")
    publish(section_of("stc", "news"), "Cổng khác")
    assert titles(read()) == ["Ý kiến", "Quy chế", "Tin"]
    tree = ET.fromstring(read(XML).content)
    found = [entry.find("a:title", ATOM).text for entry in tree.findall("a:entry", ATOM)]
    assert found == ["Ý kiến", "Quy chế", "Tin"]


def test_an_item_tells_address_times_author_source_and_publisher(read, section_of):
    page = publish(section_of("ubnd", "news"), "Tin", summary="Lúa mới")
    answer = read()
    assert answer["Content-Type"] == "application/feed+json"
    told = answer.json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"].endswith(JSON)
    item = told["items"][0]
    assert (item["id"], item["url"]) == (page.full_url, page.full_url)
    assert (item["content_text"], item["authors"]) == ("Lúa mới", [{"name": "Lê An"}])
    assert item["date_published"] and item["date_modified"]
    assert item["_govportal"] == {"source": "Báo", "publisher": page.portal.name}
    entry = ET.fromstring(read(XML).content).find("a:entry", ATOM)
    assert entry.find("dc:source", ATOM).text == "Báo"
    assert entry.find("a:link", ATOM).get("href") == page.full_url
    assert entry.find("a:summary", ATOM).text == "Lúa mới"


def test_english_pages_have_a_feed_at_the_english_address(read, section_of):
    publish(section_of("ubnd", "news", "en"), "Rice")
    publish(section_of("ubnd", "news"), "Lúa")
    from govportal.portals import routing

    portal = section_of("ubnd", "news").portal
    english = routing.table().canonical(portal.pk, "en")
    answer = read(english.path(JSON), host=english.hostname)
    assert titles(answer) == ["Rice"]
    assert answer.json()["language"] == "en"


def test_drafts_private_pages_and_placeholders_are_left_out(read, section_of):
    news = section_of("ubnd", "news")
    shown = publish(news, "Công khai")
    publish(news, "Nháp", live=False)
    private = publish(news, "Riêng")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    shown.create_alias(parent=section_of("ubnd", "notices"), update_slug="ban-sao")
    assert titles(read()) == ["Công khai"]


def test_the_language_of_the_address_holds_whatever_the_reader_prefers(read, section_of):
    portal = publish(section_of("ubnd", "news"), "Tin").portal
    told = read(**{"accept-language": "en"}).json()
    assert portal.name_vi in told["title"]
    assert told["items"][0]["_govportal"]["publisher"] == portal.name_vi


@pytest.mark.parametrize("path", [XML, JSON])
def test_component_portals_have_no_such_feed(read, provisioned, path):
    assert read(path, host="stc.minhhoa.gov.vn").status_code == 404


def test_nothing_is_lost_between_parts_while_pages_come_and_go(read, section_of, monkeypatch):
    monkeypatch.setattr(government_feed, "PART", 2)
    news = section_of("ubnd", "news")
    pages = [publish(news, str(number), minutes=number + 10) for number in range(5)]
    first = read().json()
    publish(news, "mới", minutes=0)
    pages[0].unpublish()
    second = read(first["next_url"]).json()
    third = read(second["next_url"]).json()
    found = [item["title"] for part in (first, second, third) for item in part["items"]]
    assert found == list("01234")
    assert "next_url" not in third
    assert titles(read())[0] == "mới"


def test_atom_parts_name_the_first_and_the_next(read, section_of, monkeypatch):
    monkeypatch.setattr(government_feed, "PART", 1)
    for number in range(2):
        publish(section_of("ubnd", "news"), str(number), minutes=number)
    tree = ET.fromstring(read(XML).content)
    links = {link.get("rel"): link.get("href") for link in tree.findall("a:link", ATOM)}
    assert links["first"].endswith(XML)
    older = ET.fromstring(read(links["next"]).content)
    assert older.find("a:entry/a:title", ATOM).text == "1"
    ends = {link.get("rel") for link in older.findall("a:link", ATOM)}
    assert "next" not in ends


@pytest.mark.parametrize("cursor", ["abc", "%00", "MjAyNg"])
def test_a_wrong_place_is_refused(read, provisioned, cursor):
    answer = read(f"{JSON}?before={cursor}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "parameter_wrong"


@pytest.mark.parametrize("path", [XML, JSON])
def test_what_has_not_changed_is_not_sent_again_and_every_fetch_is_logged(read, section_of, path):
    publish(section_of("ubnd", "news"), "Tin")
    etag = read(path)["ETag"]
    assert read(path, **{"if-none-match": etag}).status_code == 304
    publish(section_of("ubnd", "news"), "Tin nữa")
    assert read(path, **{"if-none-match": etag}).status_code == 200
    rows = ApiAccess.objects.order_by("pk").values_list("path", "status", "items")
    assert list(rows) == [(path, 200, 1), (path, 304, 1), (path, 200, 2)]


def test_which_sections_it_carries_follows_the_law_of_the_day():
    feeds = government_feed.defaults.national("connections").outbound_feeds
    for day, article in (
        (date(2026, 6, 30), "Nghị định 42/2022/NĐ-CP, Điều 9"),
        (date(2026, 7, 1), "Nghị định 224/2026/NĐ-CP, Điều 11.3"),
    ):
        assert [feed.source for feed in feeds if feed.is_in_force(day)] == [article]


def test_queries_do_not_grow_with_items(read, section_of, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    publish(section_of("ubnd", "news"), "Tin")
    decide(section_of("ubnd", "legal_documents"))
    read()
    with CaptureQueriesContext(connection) as few:
        read()
    for number in range(4):
        publish(section_of("ubnd", "news"), f"Tin {number}")
        decide(section_of("ubnd", "legal_documents"), f"Quy chế {number}")
    with django_assert_num_queries(len(few)):
        read()
