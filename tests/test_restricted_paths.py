"""What is not for everybody is asked for once an answer, and anew for the next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from govportal.portals.restrictions import read_once, restricted_paths

pytestmark = pytest.mark.django_db


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_within_one_answer_the_paths_are_read_once(section_of):
    with CaptureQueriesContext(connection) as queries, read_once():
        assert [restricted_paths(), restricted_paths()] == [(), ()]
    assert len(queries) == 1


def test_the_next_answer_and_whoever_asks_outside_one_sees_what_has_changed(section_of):
    news, other = section_of("ubnd", "news"), section_of("ubnd", "projects")
    with read_once():
        restricted_paths()
    restrict(news)
    assert restricted_paths() == (news.path,)
    with read_once():
        assert restricted_paths() == (news.path,)
    restrict(other)
    assert set(restricted_paths()) == {news.path, other.path}


def test_a_request_reads_them_once(client, section_of):
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/", headers={"host": "minhhoa.gov.vn"})
    asked = [query for query in queries if "wagtailcore_pageviewrestriction" in query["sql"]]
    assert len(asked) == 1
