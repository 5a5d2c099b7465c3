"""What programs are told of a portal: site maps, robots, contacts, data sets, shared links."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import PageViewRestriction

from govportal.portals import routing
from govportal.publishing import sitemaps
from govportal.publishing.models import ArticlePage
from tests.legal_documents import publish as publish_document
from tests.many_records import add_records

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
ALTERNATE = "{http://www.w3.org/1999/xhtml}link"
MAIN, ENGLISH, FINANCE = "minhhoa.gov.vn", "en.minhhoa.gov.vn", "stc.minhhoa.gov.vn"


def get(host, path):
    return Client().get(path, headers={"host": host})


def text(host, path):
    answer = get(host, path)
    assert answer.status_code == 200, (host, path)
    return answer.content.decode()


def locations(host, path):
    return [found.text for found in ET.fromstring(text(host, path)).iter(SITEMAP)]


def path_of(address):
    return "/" + address.split("/", 3)[3]


def publish(section, title, **values):
    now = timezone.now()
    page = ArticlePage(title=title, author="A", source="B", locale=section.locale,
                       first_published_at=now, last_published_at=now, **values)  # fmt: skip
    return section.add_child(instance=page)


# --- Site maps -------------------------------------------------------------------------------


def test_a_long_site_map_is_an_index_of_parts_that_hold_every_page_once(section_of, monkeypatch):
    whole = locations(FINANCE, "/sitemap.xml")
    monkeypatch.setattr(sitemaps, "PAGES_A_PART", 7)
    parts = locations(FINANCE, "/sitemap.xml")
    assert len(parts) == -(-len(whole) // 7)
    found = [address for part in parts for address in locations(FINANCE, path_of(part))]
    assert sorted(found) == sorted(whole)


def test_site_map_leaves_out_what_is_not_public_and_names_the_other_languages(section_of):
    news = section_of("stc", "news")
    publish(news, "Công khai")
    publish(news, "Bản thảo", live=False)
    hidden = publish(news, "Riêng")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    found = text(FINANCE, "/sitemap.xml")
    assert "/cong-khai/<" in found
    assert "ban-thao" not in found
    assert "/rieng/<" not in found
    links = {(link.get("hreflang"), link.get("href")) for link in
             ET.fromstring(found).iter(ALTERNATE)}  # fmt: skip
    assert ("en", section_of("stc", "news", "en").full_url) in links


@pytest.mark.parametrize("size", [5_000, 40])
def test_site_map_costs_the_same_queries_for_more_pages(
    section_of, django_assert_max_num_queries, monkeypatch, size
):
    monkeypatch.setattr(sitemaps, "PAGES_A_PART", size)
    add_records(section_of("stc", "projects"), 60)
    routing.table()
    first = locations(FINANCE, "/sitemap.xml")[0]
    part = path_of(first) if size == 40 else "/sitemap.xml"
    with django_assert_max_num_queries(5):
        get(FINANCE, part)


def test_provincial_portal_lists_the_site_maps_of_all_portals(
    section_of, provisioned, django_assert_max_num_queries, monkeypatch
):
    routing.table()
    with django_assert_max_num_queries(3):
        found = locations(MAIN, "/sitemap-index.xml")
    ends = [end for portal in provisioned.values() for end in
            routing.table().languages(portal.pk)]  # fmt: skip
    assert sorted(found) == sorted(end.url("/sitemap.xml") for end in ends)
    cache.clear()
    add_records(section_of("stc", "projects"), 150)
    monkeypatch.setattr(sitemaps, "PAGES_A_PART", 150)
    parts = [address for address in locations(MAIN, "/sitemap-index.xml") if "sitemap-" in address]
    assert parts == locations(FINANCE, "/sitemap.xml")


def test_component_portal_has_no_index_of_all(provisioned):
    assert get(FINANCE, "/sitemap-index.xml").status_code == 404


@pytest.mark.parametrize("start", ["0", "999999999", "9" * 40])
def test_part_that_begins_nowhere_is_an_answer(provisioned, start):
    assert get(FINANCE, f"/sitemap-{start}.xml").status_code in {200, 404}


# --- Robots, security, language models -------------------------------------------------------


def test_robots_names_every_site_map_of_its_host_and_closes_staff_paths(provisioned):
    root = "http://stc.minhhoa.gov.vn.localhost"
    found = text(FINANCE, "/robots.txt").splitlines()
    assert found[0] == "User-agent: *"
    assert {"Disallow: /cms/", "Disallow: /tai-khoan/", "Disallow: /*?q="} <= set(found)
    assert {f"Sitemap: {root}/sitemap.xml", f"Sitemap: {root}/en/sitemap.xml"} <= set(found)
    assert not any("sitemap-index" in line for line in found)
    assert text(MAIN, "/robots.txt").endswith("/sitemap-index.xml\n")
    assert "//en.minhhoa.gov.vn.localhost/sitemap.xml" in text(ENGLISH, "/robots.txt")


def fields(host):
    lines = text(host, "/.well-known/security.txt").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_security_txt_names_a_contact_and_expires_within_a_year(provisioned):
    portal = provisioned["stc"]
    portal.email = "bao-mat@stc.example"
    portal.save()
    found = fields(FINANCE)
    assert found["Contact"] == "mailto:bao-mat@stc.example"
    left = parse_datetime(found["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)
    assert found["Preferred-Languages"] == "vi, en"
    address = "stc.minhhoa.gov.vn.localhost/.well-known/security.txt"
    assert found["Canonical"] == f"http://{address}"


def test_security_txt_says_what_the_deployment_names_first(provisioned, settings):
    settings.GOVPORTAL_SECURITY_CONTACT = ["https://an-toan.example/bao", "soc@tinh.example"]
    found = text(FINANCE, "/.well-known/security.txt").splitlines()
    assert found[:2] == [
        "Contact: https://an-toan.example/bao",
        "Contact: mailto:soc@tinh.example",
    ]


def test_security_txt_without_any_contact_is_not_found(provisioned, settings):
    settings.GOVPORTAL_SECURITY_CONTACT = []
    for portal in provisioned.values():
        portal.email = ""
        portal.save()
    assert get(FINANCE, "/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(("path", "language"), [("/llms.txt", "vi"), ("/en/llms.txt", "en")])
def test_llms_txt_leads_to_sections_and_data_in_the_language_of_its_address(
    home_of, section_of, path, language
):
    portal, section = home_of("stc", language).portal, section_of("stc", "news", language)
    found = text(FINANCE, path)
    assert found.startswith(f"# {getattr(portal, f'name_{language}')}\n")
    assert f"- [{section.title}]({section.full_url})" in found
    root = section.full_url.replace(section.url_path.split("/", 2)[2], "")
    for name in ("sitemap.xml", "oai", "catalog.jsonld", "feeds/atom.xml"):
        assert f"({root}{name})" in found, name
    assert "&amp;" not in found


def test_every_address_that_llms_txt_names_answers(provisioned):
    for address in re.findall(r"\((http[^)]+)\)", text(FINANCE, "/llms.txt")):
        host, path = address.removeprefix("http://").split("/", 1)
        answer = get(host, f"/{path}?verb=Identify" if path == "oai" else f"/{path}")
        assert answer.status_code == 200, address


# --- Data sets -------------------------------------------------------------------------------


def catalogue_of(host, path="/catalog.jsonld"):
    answer = get(host, path)
    assert answer["Content-Type"] == "application/ld+json"
    return json.loads(answer.content)


def test_catalogue_lists_the_lists_that_have_records_with_their_files(
    section_of, django_assert_max_num_queries
):
    section = section_of("stc", "projects")
    assert catalogue_of(FINANCE)["dcat:dataset"] == []
    add_records(section, 30)
    routing.table()
    with django_assert_max_num_queries(5):
        found = catalogue_of(FINANCE)
    (dataset,) = found["dcat:dataset"]
    assert dataset["dct:title"] == {"@value": section.title, "@language": "vi"}
    assert dataset["dct:publisher"]["@id"] == found["dct:publisher"]["@id"]
    assert dataset["dct:modified"]["@value"].startswith("2026-01-05")
    for file in dataset["dcat:distribution"]:
        answer = get(FINANCE, path_of(file["dcat:downloadURL"]["@id"]))
        assert file["dcat:mediaType"]["@id"].endswith(answer["Content-Type"].split(";")[0])


def test_catalogue_has_no_data_of_another_portal_or_language(section_of):
    add_records(section_of("stc", "projects"), 3)
    for host, path in ((MAIN, "/catalog.jsonld"), (FINANCE, "/en/catalog.jsonld")):
        assert catalogue_of(host, path)["dcat:dataset"] == []


# --- The head of pages -----------------------------------------------------------------------


def properties(page):
    html = text(FINANCE, page.get_url_parts()[2])
    return html, dict(re.findall(r'<meta [^>]*property="([^"]+)" content="([^"]*)"', html))


def test_shared_links_show_title_address_portal_and_language(section_of):
    news = section_of("stc", "news")
    page = publish(news, "Giá lúa", summary="Lúa tăng giá")
    _html, found = properties(page)
    assert found["og:title"] == "Giá lúa"
    assert found["og:type"] == "article"
    assert found["og:url"] == page.full_url
    assert found["og:site_name"] == page.portal.name
    assert found["og:locale"] == "vi_VN"
    assert found["og:description"] == "Lúa tăng giá"
    assert properties(news)[1]["og:locale:alternate"] == "en_US"


def test_home_says_which_agency_publishes_and_how_to_reach_it(provisioned, home_of):
    portal = provisioned["stc"]
    portal.address, portal.phone, portal.email = "Số 1", "0123", "stc@example.vn"
    portal.save()
    html, found = properties(home_of("stc"))
    assert 'typeof="schema:GovernmentOrganization"' in html
    assert found["schema:name"] == portal.agency.name
    assert found["schema:url"] == home_of("stc").full_url
    assert found["schema:address"] == "Số 1"
    assert found["schema:telephone"] == "0123"
    assert found["schema:email"] == "stc@example.vn"
    assert 'type="application/ld+json" href="/catalog.jsonld"' in html


def test_document_tells_programs_its_effect_today(section_of):
    page = publish_document(section_of("stc", "legal_documents"), effective_on=date(2026, 3, 1))
    _html, found = properties(page)
    assert found["schema:legislationIdentifier"] == page.citation
    assert found["schema:legislationLegalForce"] == "https://schema.org/InForce"


def test_list_of_records_is_a_data_set_with_downloads(section_of):
    section = section_of("stc", "projects")
    assert "schema:Dataset" not in properties(section)[0]
    add_records(section, 2)
    html, _found = properties(section)
    assert 'typeof="schema:Dataset"' in html
    assert html.count('typeof="schema:DataDownload"') == 2
    assert f'property="schema:distribution" href="{section.full_url}?format=csv"' in html
