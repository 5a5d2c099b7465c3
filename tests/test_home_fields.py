"""The news by field on the home page: the newest of each section below the news."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from govportal.publishing.models import ArticlePage, SectionPage

HOST = "minhhoa.gov.vn"


@pytest.fixture
def add(section_of):
    """Return a function that puts a section with articles, the oldest first, below the news."""

    def make(title, *articles, **values):
        news = section_of("ubnd", "news")
        section = SectionPage(title=title, locale=news.locale, **values)
        news.add_child(instance=section)
        for number, name in enumerate(articles):
            day = timezone.now() - timedelta(days=len(articles) - number)
            article = ArticlePage(title=name, author="An", source="Báo", locale=news.locale,
                                  first_published_at=day)  # fmt: skip
            section.add_child(instance=article)
        return section

    return make


def home(client):
    with CaptureQueriesContext(connection) as queries:
        text = client.get("/", headers={"host": HOST}).content.decode()
    block = text.partition('id="h-fields"')[2].partition("</section>")[0]
    return re.findall(r'<a href="[^"]*">([^<]+)</a>', block), len(queries)


def test_each_field_shows_its_newest_news_in_the_order_of_the_sections(client, add):
    add("Kinh tế", "Một", "Hai", "Ba", "Bốn")
    add("Trống")
    add("Văn hóa", "Hội")
    assert home(client)[0] == ["Kinh tế", "Bốn", "Ba", "Hai", "Văn hóa", "Hội"]


def test_what_is_not_public_is_on_no_home(client, add):
    add("Nháp", "Ẩn", live=False)
    PageViewRestriction.objects.create(
        page=add("Nội bộ", "Kín"), restriction_type=PageViewRestriction.LOGIN
    )
    open_section = add("Mở", "Rút", "Còn")
    open_section.get_children().get(title="Rút").unpublish()
    assert home(client)[0] == ["Mở", "Còn"]


def test_more_fields_and_news_cost_no_more_queries(client, add):
    add("Một", "Tin")
    home(client)
    before = home(client)
    for number in range(14):
        add(f"Mục {number}", *(f"Tin {number} {item}" for item in range(4)))
    home(client)
    after = home(client)
    assert before[1] == after[1] <= 20
    assert sum(title.startswith(("Mục", "Một")) for title in after[0]) == 6


def test_a_portal_without_such_sections_shows_no_block(client, provisioned):
    assert "h-fields" not in client.get("/", headers={"host": HOST}).content.decode()
