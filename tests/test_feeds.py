"""Feeds: what they tell of each item, at which addresses, and what they leave out."""

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from govportal.publishing.models import ArticlePage

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}


def publish(section, title, **values):
    moment = timezone.now() - datetime.timedelta(hours=1)
    page = ArticlePage(title=title, author="Lê An", source="Báo Bờ Sông", locale=section.locale,
                       first_published_at=moment, last_published_at=moment, **values)  # fmt: skip
    return section.add_child(instance=page)


def read(client, host, path):
    response = client.get(path, headers={"host": host})
    assert response.status_code == 200, path
    return ET.fromstring(response.content)


def titles(tree):
    return [entry.find("a:title", ATOM).text for entry in tree.findall("a:entry", ATOM)]


def test_an_item_tells_author_source_portal_and_full_address(client, section_of):
    page = publish(section_of("stc", "news"), "Giá & lúa", summary="Lúa <mới>")
    tree = read(client, "stc.minhhoa.gov.vn", "/feeds/atom.xml")
    entry = tree.find("a:entry", ATOM)
    assert titles(tree) == ["Giá & lúa"]
    assert entry.find("a:author/a:name", ATOM).text == "Lê An"
    assert entry.find("dc:source", ATOM).text == "Báo Bờ Sông"
    assert entry.find("dc:publisher", ATOM).text == page.portal.name
    assert entry.find("a:link", ATOM).get("href") == page.full_url
    assert entry.find("a:summary", ATOM).text == "Lúa &lt;mới&gt;"
    assert tree.find("a:title", ATOM).text == page.portal.name


def test_each_language_has_its_feed_with_the_official_name_in_it(client, section_of, home_of):
    publish(section_of("stc", "news", "en"), "Rice")
    publish(section_of("stc", "news", "vi"), "Lúa")
    tree = read(client, "stc.minhhoa.gov.vn", "/en/feeds/atom.xml")
    assert titles(tree) == ["Rice"]
    assert tree.find("a:title", ATOM).text == home_of("stc").portal.name_en
    links = {link.get("rel"): link.get("href") for link in tree.findall("a:link", ATOM)}
    assert links["self"].endswith("/en/feeds/atom.xml")
    assert links["self"].startswith("http://stc.minhhoa.gov.vn")


def test_a_section_has_a_feed_of_its_own_also_in_rss(client, section_of):
    section = section_of("stc", "news")
    publish(section, "Trong mục")
    publish(section_of("stc", "legal_dissemination"), "Ngoài mục")
    host = "stc.minhhoa.gov.vn"
    assert titles(read(client, host, f"/feeds/{section.slug}/atom.xml")) == ["Trong mục"]
    rss = read(client, host, f"/feeds/{section.slug}/rss.xml")
    assert [item.find("title").text for item in rss.iter("item")] == ["Trong mục"]
    assert rss.find("channel/item/dc:creator", ATOM).text == "Lê An"
    assert rss.find("channel/item/dc:source", ATOM).text == "Báo Bờ Sông"


def test_pages_name_their_feeds(client, section_of):
    section = section_of("stc", "news")
    shown = client.get(
        section.get_url_parts()[2], headers={"host": "stc.minhhoa.gov.vn"}
    ).content.decode()
    for path in ("feeds/atom.xml", f"feeds/{section.slug}/atom.xml"):
        assert f'href="http://stc.minhhoa.gov.vn.localhost/{path}"' in shown


def test_drafts_placeholders_private_and_foreign_items_are_left_out(client, section_of):
    news = section_of("stc", "news")
    shown = publish(news, "Công khai")
    publish(news, "Nháp", live=False)
    private = publish(news, "Nội bộ")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    shown.create_alias(parent=section_of("stc", "legal_dissemination"), update_slug="ban-sao")
    publish(section_of("skhcn", "news"), "Sở khác")
    tree = read(client, "stc.minhhoa.gov.vn", "/feeds/atom.xml")
    assert titles(tree) == ["Công khai"]


@pytest.mark.parametrize("path", ["/feeds/xml.xml", "/feeds/khong-co/atom.xml"])
def test_unknown_feeds_are_not_found(client, provisioned, path):
    assert client.get(path, headers={"host": "stc.minhhoa.gov.vn"}).status_code == 404


def test_queries_do_not_grow_with_items(client, section_of, django_assert_num_queries):
    news = section_of("stc", "news")
    publish(news, "Một")
    host = {"host": "stc.minhhoa.gov.vn"}
    client.get("/feeds/atom.xml", headers=host)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get("/feeds/atom.xml", headers=host)
    for number in range(6):
        publish(news, f"Tin {number}")
    with django_assert_num_queries(len(few)):
        client.get("/feeds/atom.xml", headers=host)
