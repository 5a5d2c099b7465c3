"""Addresses, languages and the tree: which request shows which portal in which language."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from wagtail.models import Locale, Site

from govportal.portals import routing
from govportal.portals.models import PortalEndpoint
from govportal.publishing.models import ArticlePage
from govportal.upstream import site_roots


@pytest.mark.parametrize(
    ("host", "path", "language"),
    [
        ("minhhoa.gov.vn", "/", "vi"),
        ("en.minhhoa.gov.vn", "/", "en"),
        ("skhcn.minhhoa.gov.vn", "/", "vi"),
        ("skhcn.minhhoa.gov.vn", "/en/", "en"),
        ("bosong.minhhoa.gov.vn.localhost:8000", "/en/", "en"),
        ("www.minhhoa.gov.vn", "/", "vi"),
        ("MINHHOA.GOV.VN", "/", "vi"),
    ],
)
def test_host_and_path_choose_portal_and_language(provisioned, host, path, language):
    response = Client().get(path, headers={"host": host})
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("host", ["evil.example.com", "khong-co.minhhoa.gov.vn", "", "localhost"])
def test_unknown_host_gets_404(provisioned, host):
    response = Client().get("/", headers={"host": host})
    assert response.status_code == 404
    assert "No portal has this address" in response.content.decode()


def test_unknown_host_leads_to_the_portal_of_the_province(provisioned):
    page = Client().get("/", headers={"host": "khong-co.minhhoa.gov.vn"}).content.decode()
    main, english = (routing.table().canonical(routing.main_portal().pk, it) for it in ("vi", "en"))
    assert f'<a class="btn" href="{main.url()}">Cổng thông tin điện tử tỉnh Minh Họa</a>' in page
    assert f'<a href="{english.url()}">' in page


def test_server_without_portals_says_how_to_make_them(db):
    PortalEndpoint.objects.all().delete()
    page = Client().get("/", headers={"host": "localhost"}).content.decode()
    assert "Máy chủ này chưa có cổng nào" in page and "has no portal yet" in page


def test_path_prefix_without_slash_redirects(provisioned):
    response = Client().get("/en", headers={"host": "skhcn.minhhoa.gov.vn"})
    assert (response.status_code, response.headers["Location"]) == (302, "/en/")


def test_path_that_only_begins_like_the_prefix_is_not_english(provisioned):
    response = Client().get("/english/", headers={"host": "skhcn.minhhoa.gov.vn"})
    assert response.status_code == 404
    assert response.headers["Content-Language"] == "vi"


@pytest.mark.parametrize("path", ["/en/cms/", "/en/tai-khoan/login/", "/en/django-admin/"])
def test_administration_does_not_answer_below_a_language(provisioned, path):
    assert Client().get(path, headers={"host": "skhcn.minhhoa.gov.vn"}).status_code == 404


def test_script_prefix_is_restored_after_a_request(provisioned):
    Client().get("/en/", headers={"host": "skhcn.minhhoa.gov.vn"})
    assert get_script_prefix() == "/"


@pytest.mark.parametrize(("code", "section"), [("skhcn", "/en/news/"), ("ubnd", "/news/")])
def test_draft_is_shown_in_its_language_and_leaves_the_admin_as_it_was(
    sign_in, person, section_of, code, section
):
    client, news = sign_in(person(code, "editor")), section_of(code, "news", "en")
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[news.pk]))
    assert answer.status_code == 200
    assert '<html lang="en"' in answer.content.decode()
    assert f'href="{news.full_url}"' in answer.content.decode()
    assert news.full_url.endswith(section)
    assert (get_script_prefix(), get_language()) == ("/", "vi")


def test_page_address_follows_its_portal_and_language(home_of, section_of):
    assert home_of("ubnd").full_url == "http://minhhoa.gov.vn.localhost/"
    assert home_of("ubnd", "en").full_url == "http://en.minhhoa.gov.vn.localhost/"
    news = section_of("skhcn", "news", "en")
    assert news.full_url == "http://skhcn.minhhoa.gov.vn.localhost/en/news/"


def test_alternates_name_each_language_once(section_of):
    news = section_of("stc", "news")
    assert dict(news.get_alternates()) == {
        "vi": "http://stc.minhhoa.gov.vn.localhost/tin-tuc/",
        "en": "http://stc.minhhoa.gov.vn.localhost/en/news/",
    }


def test_untranslated_placeholder_is_never_shown_as_english(section_of):
    article = ArticlePage(title="Tin mới", author="A", source="B", summary="Tóm tắt")
    section_of("stc", "news").add_child(instance=article)
    placeholder = article.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    assert placeholder.alias_of_id == article.pk
    url = placeholder.full_url.replace("http://stc.minhhoa.gov.vn.localhost", "")
    response = Client().get(url, headers={"host": "stc.minhhoa.gov.vn"})
    assert (response.status_code, response.headers["Location"]) == (302, article.full_url)
    assert "en" not in dict(article.get_alternates())
    sitemap = Client().get("/en/sitemap.xml", headers={"host": "stc.minhhoa.gov.vn"})
    assert "tin-moi" not in sitemap.content.decode()


@pytest.mark.parametrize(
    ("host", "path", "wanted", "unwanted"),
    [
        ("en.minhhoa.gov.vn", "/sitemap.xml", "//en.minhhoa.gov.vn.localhost/news/<", "/tin-tuc/<"),
        ("stc.minhhoa.gov.vn", "/en/sitemap.xml", "/en/news/<", "/tin-tuc/<"),
        ("stc.minhhoa.gov.vn", "/sitemap.xml", "/tin-tuc/<", "/en/news/<"),
    ],
)  # fmt: skip
def test_sitemap_lists_the_language_of_its_address(provisioned, host, path, wanted, unwanted):
    text = Client().get(path, headers={"host": host}).content.decode()
    assert wanted in text
    assert unwanted not in text
    assert 'hreflang="vi"' in text


def test_routing_costs_no_query_once_the_table_is_known(
    provisioned, django_assert_num_queries, home_of
):
    home = home_of("skhcn")
    routing.table()
    with django_assert_num_queries(0):
        assert routing.table().match("skhcn.minhhoa.gov.vn", "/en/").language == "en"
        assert home.full_url == "http://skhcn.minhhoa.gov.vn.localhost/"


def test_changed_address_answers_at_once(provisioned):
    endpoint = PortalEndpoint.objects.get(hostname="stc.minhhoa.gov.vn", path_prefix="")
    assert routing.table().knows("stc.minhhoa.gov.vn")
    endpoint.hostname = "sotaichinh.minhhoa.gov.vn"
    endpoint.save()
    assert Client().get("/", headers={"host": "sotaichinh.minhhoa.gov.vn"}).status_code == 200


def test_address_changed_by_another_process_answers_within_seconds(provisioned, monkeypatch):
    assert routing.table().knows("stc.minhhoa.gov.vn")
    renamed = PortalEndpoint.objects.filter(hostname="stc.minhhoa.gov.vn", path_prefix="")
    renamed.update(hostname="sotaichinh.minhhoa.gov.vn")  # without a signal, as seen from elsewhere
    assert not routing.table().knows("sotaichinh.minhhoa.gov.vn")
    monkeypatch.setattr(routing, "TABLE_SECONDS", -1)
    assert routing.table().knows("sotaichinh.minhhoa.gov.vn")


def test_former_address_leads_to_the_new_one(provisioned):
    portal = provisioned["stc"]
    PortalEndpoint.objects.create(
        portal=portal, locale=Locale.objects.get(language_code="vi"),
        hostname="sotaichinh.minhhoa.gov.vn", is_canonical=False,
    )  # fmt: skip
    response = Client().get("/tin-tuc/?page=2", headers={"host": "sotaichinh.minhhoa.gov.vn"})
    assert response.status_code == 301
    assert response.headers["Location"] == "http://stc.minhhoa.gov.vn.localhost/tin-tuc/?page=2"


def test_forbidden_host_is_refused_with_the_article(provisioned):
    endpoint = PortalEndpoint(
        portal=provisioned["stc"], locale=Locale.objects.get(language_code="vi"),
        hostname="x.y.minhhoa.gov.vn", is_canonical=False,
    )  # fmt: skip
    with pytest.raises(ValidationError, match=r"Điều 4\.3"):
        endpoint.full_clean()


def test_host_with_marks_is_refused(provisioned):
    endpoint = PortalEndpoint(
        portal=provisioned["stc"], locale=Locale.objects.get(language_code="vi"),
        hostname="sở.minhhoa.gov.vn", is_canonical=False,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="không được có dấu"):
        endpoint.full_clean()


def test_wagtail_reads_the_roots_of_all_sites_at_once(provisioned, django_assert_num_queries):
    Site.clear_site_root_paths_cache()
    as_wagtail = site_roots.site_by_site()
    assert len(as_wagtail) > 2
    Site.clear_site_root_paths_cache()
    with django_assert_num_queries(2):
        assert Site.get_site_root_paths() == as_wagtail
    with django_assert_num_queries(0):
        assert Site.get_site_root_paths() == as_wagtail
