"""A page of a list is made of the columns that were read; it is a page all the same."""

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from govportal.publishing.listed.models import ARTICLE
from govportal.publishing.listed.newest import NewestPages, Wanted, newest_pages
from govportal.publishing.models import ArticlePage
from govportal.publishing.public_pages import LINE
from tests.sharing_world import PROVINCE, article

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(section_of):
    return section_of(PROVINCE, "news")


def first_line(news):
    return newest_pages(ArticlePage, [Wanted(news.pk, ARTICLE, 5)], LINE)[0]


def test_what_was_not_read_is_read_where_it_is_asked_for(news):
    made = article(news, "Đê", summary="Gia cố", body=[("paragraph", "<p>Xong</p>")])
    line = first_line(news)
    with CaptureQueriesContext(connection) as queries:
        assert (line.title, line.get_url(), line.pk) == ("Đê", made.get_url(), made.pk)
    assert len(queries) == 0
    assert (line.summary, line.locale, line.body[0].block_type) == (
        "Gia cố",
        news.locale,
        "paragraph",
    )
    assert line == made and line.specific is line


def test_it_can_be_saved(news):
    article(news, "Đê")
    line = first_line(news)
    line.title = "Kè"
    line.save()
    assert ArticlePage.objects.get(pk=line.pk).title == "Kè"


def test_whoever_waits_for_pages_that_are_made_hears_of_it(news):
    heard = []

    def hear(instance, **_kwargs):
        heard.append(instance)

    article(news, "Đê")
    post_init.connect(hear, sender=ArticlePage)
    try:
        assert heard == [first_line(news)]
    finally:
        post_init.disconnect(hear, sender=ArticlePage)


def test_pages_that_nobody_may_read_any_more_are_left_out(news):
    for title, values in (("Cũ", {"expire_at": "2020-01-01T00:00Z"}), ("Mới", {})):
        article(news, title, **values)
    found = newest_pages(ArticlePage, [Wanted(news.pk, ARTICLE, 5)], LINE)
    assert [page.title for page in found] == ["Mới"]


def test_a_numbered_list_reads_the_pages_that_it_shows_and_knows_how_many_there_are(news):
    for number in range(5):
        article(news, f"Tin {number}", hours_ago=number)
    with CaptureQueriesContext(connection) as queries:
        found = NewestPages(ArticlePage, [Wanted(news.pk, ARTICLE, 9)], LINE, most=4)
        assert len(found) == 4
        assert [page.title for page in found[1:3]] == ["Tin 1", "Tin 2"]
    asked = [query["sql"] for query in queries]
    assert len(asked) == 3, "what is hidden, where the pages stand, two of them"
    assert found[0].title == "Tin 0"
    assert found[4:] == []


def test_a_numbered_list_leaves_out_what_has_expired_since(news):
    article(news, "Cũ", hours_ago=1, expire_at="2020-01-01T00:00Z")
    article(news, "Mới", hours_ago=2)
    found = NewestPages(ArticlePage, [Wanted(news.pk, ARTICLE, 9)], LINE, most=9)
    assert [page.title for page in found[:20]] == ["Mới"]
