"""What all pages of a portal show is read once while it holds, anew when it may have changed."""

from itertools import count

import pytest
from django.test import RequestFactory

from govportal.publishing import portal_memory
from govportal.publishing.models import SectionPage


@pytest.fixture
def asked():
    """Return a function that says how often something was read for a request of a generation."""
    numbers = count(1)

    def ask(generation=None, endpoint="a"):
        request = RequestFactory().get("/")
        request.endpoint = endpoint
        if generation:
            request.portal_generation = generation
        return portal_memory.remembered(request, "menu", lambda: next(numbers))

    return ask


@pytest.mark.pure
def test_it_is_read_once_for_each_address(asked):
    assert [asked(), asked(), asked(endpoint="b"), asked(endpoint="b"), asked()] == [1, 1, 2, 2, 1]


@pytest.mark.pure
def test_without_a_generation_it_holds_a_moment(asked, monkeypatch):
    monkeypatch.setattr(portal_memory, "SECONDS", 0.0)
    assert [asked(), asked()] == [1, 2]
    assert [asked("x"), asked("x")] == [3, 3]


@pytest.mark.pure
def test_what_was_read_in_another_generation_holds_no_more(asked):
    assert [asked("x"), asked("x"), asked("y"), asked("y")] == [1, 1, 2, 2]


def test_a_menu_shows_at_once_what_the_process_has_stored(client, section_of):
    def menu():
        return client.get("/", headers={"host": "minhhoa.gov.vn"}).content.decode()

    news = section_of("ubnd", "news")
    assert news.title in menu()
    news.title = "Tin trong tỉnh"
    news.save()
    assert "Tin trong tỉnh" in menu()
    SectionPage.objects.get(pk=news.pk).delete()
    assert "Tin trong tỉnh" not in menu()
