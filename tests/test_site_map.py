"""The site map for people and the list of feeds: what they name, and at what cost."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govportal.publishing.models import ArticlePage, SectionPage

pytestmark = pytest.mark.django_db
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ADDRESSES = [
    ("minhhoa.gov.vn", "/"),
    ("en.minhhoa.gov.vn", "/"),
    ("stc.minhhoa.gov.vn", "/"),
    ("stc.minhhoa.gov.vn", "/en/"),
]


def get(client, host, path, status=200):
    response = client.get(path, headers={"host": host})
    assert response.status_code == status, path
    return response.content.decode()


def mapped(text):
    """The addresses of the tree, in its order."""
    tree = text.partition('<nav class="map')[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]+)"', tree)


def told_to_programs(client, host, home):
    tree = ET.fromstring(get(client, host, f"{home}sitemap.xml"))
    found = [entry.text for entry in tree.iterfind("s:url/s:loc", SITEMAP)]
    return {address.removeprefix(f"http://{host}.localhost") for address in found}


def below(section, title, **values):
    page = SectionPage(title=title, locale=section.locale, **values)
    return section.add_child(instance=page)


@pytest.mark.parametrize(("host", "home"), ADDRESSES)
def test_people_and_programs_are_told_the_same_sections(client, section_of, host, home):
    news = section_of("ubnd", "news")
    below(below(news, "Tin sở"), "Tin phòng")
    below(news, "Nháp", live=False)
    below(news, "Chỗ giữ", alias_of=news)
    below(news, "Riêng").view_restrictions.create(restriction_type="login")
    shown = mapped(get(client, host, f"{home}so-do-cong/"))
    assert len(shown) == len(set(shown))
    assert set(shown) == told_to_programs(client, host, home)


def test_a_section_stands_below_its_own(client, section_of):
    below(below(section_of("ubnd", "news"), "Tin sở"), "Tin phòng")
    text = get(client, "minhhoa.gov.vn", "/so-do-cong/")
    assert (
        '<a href="/tin-tuc/tin-so/">Tin sở</a><ul><li>'
        '<a href="/tin-tuc/tin-so/tin-phong/">Tin phòng</a></li>\n</ul></li>'
    ) in text


def test_a_section_below_an_unpublished_one_is_not_lost(client, section_of):
    hidden = below(section_of("ubnd", "news"), "Ẩn", live=False)
    below(hidden, "Còn đó")
    text = get(client, "minhhoa.gov.vn", "/so-do-cong/")
    assert "Còn đó" in text
    assert "/tin-tuc/an/con-do/" in text


def test_the_map_names_itself_its_languages_and_the_other_portals(client, provisioned):
    text = get(client, "stc.minhhoa.gov.vn", "/en/so-do-cong/")
    root = "http://stc.minhhoa.gov.vn.localhost"
    assert f'<link rel="canonical" href="{root}/en/so-do-cong/">' in text
    assert f'<link rel="alternate" hreflang="vi" href="{root}/so-do-cong/">' in text
    assert 'href="/en/sitemap.xml"' in text
    assert 'href="/en/kenh/"' in text
    assert text.count("<h1>") == 1
    assert root in get(client, "minhhoa.gov.vn", "/so-do-cong/")


@pytest.mark.parametrize("path", ["/so-do-cong/", "/kenh/"])
def test_a_map_costs_few_queries_however_many_sections_there_are(client, section_of, path):
    news = section_of("ubnd", "news")
    get(client, "minhhoa.gov.vn", path)
    with CaptureQueriesContext(connection) as before:
        get(client, "minhhoa.gov.vn", path)
    for number in range(5):
        below(news, f"Mục {number}")
    get(client, "minhhoa.gov.vn", path)
    with CaptureQueriesContext(connection) as after:
        get(client, "minhhoa.gov.vn", path)
    assert len(after) == len(before) <= 12


def test_every_feed_named_can_be_read(client, section_of):
    news = section_of("ubnd", "news")
    article = ArticlePage(title="Lúa", author="An", source="Báo", locale=news.locale,
                          first_published_at=timezone.now())  # fmt: skip
    news.add_child(instance=article)
    text = get(client, "minhhoa.gov.vn", "/kenh/")
    addresses = re.findall(r'href="http://minhhoa.gov.vn.localhost(/feeds/[^"]+)" type', text)
    assert {"/feeds/atom.xml", "/feeds/rss.xml", "/feeds/tin-tuc/atom.xml"} <= set(addresses)
    for address in addresses:
        ET.fromstring(get(client, "minhhoa.gov.vn", address))


def test_the_list_of_feeds_leads_to_the_official_channels(client, section_of):
    section = section_of("ubnd", "channels")
    link = f'<a class="more" href="{section.get_url_parts()[2]}">'
    assert link in get(client, "minhhoa.gov.vn", "/kenh/")
    section.unpublish()
    assert link not in get(client, "minhhoa.gov.vn", "/kenh/")


def test_sections_of_records_have_no_feed(client, section_of):
    section = section_of("ubnd", "channels")
    assert f"/feeds/{section.slug}" not in get(client, "minhhoa.gov.vn", "/kenh/")
