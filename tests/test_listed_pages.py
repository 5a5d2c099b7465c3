"""Lists are kept ready: what is published or taken away is in them or out of them at once."""

import importlib
import json
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from wagtail.models import Page

from govportal.portals.tree import is_original
from govportal.publishing.listed.models import ARTICLE, ListedPage
from govportal.publishing.listed.newest import Wanted, newest_of
from govportal.publishing.page_lists import all_articles, all_documents
from govportal.publishing.sharing.lists import SharedBelow
from tests.sharing_world import COMMUNE, OTHER, PROVINCE, accepted, article, document, record

pytestmark = pytest.mark.django_db
migration = importlib.import_module("govportal.migrations.0009_listed_pages")


@pytest.fixture
def news(section_of):
    return section_of(PROVINCE, "news")


def titles(page):
    return [found.title for found in all_articles(SharedBelow(page))]


def places(page):
    return set(ListedPage.objects.filter(page=page.pk).values_list("place", flat=True))


def test_a_page_stands_in_the_lists_of_all_that_is_above_it_and_nowhere_else(news, home_of):
    page = article(news, "Đê")
    assert places(page) == {news.pk, home_of(PROVINCE).pk}
    assert titles(home_of(PROVINCE)) == titles(news) == ["Đê"]
    assert titles(home_of(OTHER)) == []


def test_lists_have_their_order_from_the_day_that_counts(news, section_of, home_of):
    article(news, "Cũ", hours_ago=9)
    article(news, "Mới", hours_ago=1)
    article(news, "Giữa", hours_ago=5)
    assert titles(news) == ["Mới", "Giữa", "Cũ"]
    index = section_of(PROVINCE, "legal_documents")
    first, second = document(index, "A"), document(index, "B")
    first.issued_on = date(2026, 5, 1)
    first.save()
    assert list(all_documents(SharedBelow(home_of(PROVINCE)))) == [first, second]


def test_what_is_withdrawn_is_in_no_list_and_comes_back_when_it_is_published_again(news):
    page = article(news, "Đê", summary="Đê đã được gia cố.")
    page.unpublish()
    assert places(page) == set()
    page.save_revision().publish()
    assert titles(news) == ["Đê"]


def test_a_draft_is_in_no_list_and_changes_none(news):
    draft = article(news, "Nháp", live=False)
    assert places(draft) == set()
    public = article(news, "Đê")
    public.title = "Đê mới"
    public.save_revision()
    assert titles(news) == ["Đê"]


def test_a_section_that_is_moved_takes_its_pages_along(news, home_of):
    page = article(news, "Đê")
    news.refresh_from_db()
    news.slug = "tin-cu"
    news.save()
    news.move(home_of(OTHER), pos="last-child")
    assert titles(home_of(OTHER)) == ["Đê"]
    assert titles(home_of(PROVINCE)) == []
    assert places(page) == {news.pk, home_of(OTHER).pk}


def test_what_is_accepted_stands_among_others_but_is_not_own(news, section_of, person, home_of):
    page = article(section_of(COMMUNE, "news"), "Tiêm chủng")
    accepted(page, news, person(COMMUNE, "editor"), person(PROVINCE, "head"))
    assert titles(news) == ["Tiêm chủng"]
    own = [Wanted(home_of(PROVINCE).pk, ARTICLE, 5, with_others=False)]
    assert newest_of(own) == set()
    news.refresh_from_db()
    news.delete()
    assert places(page) == {section_of(COMMUNE, "news").pk, home_of(COMMUNE).pk}


def test_pages_of_before_are_listed_as_those_of_today(news, section_of, person):
    page = article(section_of(COMMUNE, "news"), "Tiêm chủng")
    accepted(page, news, person(COMMUNE, "editor"), person(PROVINCE, "head"))
    document(section_of(PROVINCE, "legal_documents"), "A")
    record(section_of(PROVINCE, "notices"), "B")
    rows = set(ListedPage.objects.values_list("place", "page", "kind", "at", "is_own"))
    ListedPage.objects.all().delete()
    migration.fill(apps, None)
    assert set(ListedPage.objects.values_list("place", "page", "kind", "at", "is_own")) == rows
    assert len({kind for _place, _page, kind, *_rest in rows}) == 3


def test_the_newest_are_read_from_an_index_in_their_order(news, section_of):
    lists = [
        all_articles(SharedBelow(news))[:20],
        all_documents(SharedBelow(section_of(PROVINCE, "legal_documents"))),
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which reads so few rows without an index
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        plans = [query.explain() for query in lists]
    for plan in plans:
        assert "listed_newest_first" in plan
        assert "TEMP B-TREE FOR ORDER" not in plan


def test_databases_know_that_most_pages_are_no_placeholders(news):
    """Else SQLite reads them by the index of placeholders, and PostgreSQL sorts whole sections."""
    article(news, "Đê")
    originals = Page.objects.filter(is_original())
    if connection.vendor == "sqlite":
        assert "alias_of" not in originals.explain()
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE wagtailcore_page")
    (found,) = json.loads(originals.explain(format="json"))
    assert found["Plan"]["Plan Rows"] > Page.objects.count() / 2


def test_pages_written_by_other_means_are_listed_by_the_command(news):
    page = article(news, "Đê")
    ListedPage.objects.all().delete()
    call_command("govportal", "search-index", stdout=StringIO())
    assert titles(news) == ["Đê"]
    assert places(page) == {news.pk, news.get_parent().pk}


def test_lists_are_read_and_kept_while_the_cache_is_away(client, news, settings, home_of):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    page = article(news, "Đê")
    assert places(page) == {news.pk, home_of(PROVINCE).pk}
    for path in ("/tin-tuc/?nam=2026", "/van-ban/", "/du-an-dau-tu/", "/sitemap.xml"):
        assert client.get(path, headers={"host": "minhhoa.gov.vn"}).status_code == 200
