"""The text of a legal document is drawn once, and anew when anything in it has changed."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from govportal.portals.models import PortalEndpoint
from govportal.publishing.documents import drawn_text
from govportal.publishing.documents.drawn_text import DrawnText, Memory
from govportal.publishing.documents.parts import texts_of_page
from govportal.publishing.documents.reference_links import Links
from tests.sharing_world import OTHER, PROVINCE, document

TEMPLATE = Template('{% load legal_tags %}{% drawn "part" %}{{ what }}{% enddrawn %}')


@pytest.fixture(autouse=True)
def memory(monkeypatch):
    monkeypatch.setattr(drawn_text, "memory", Memory(10_000))


@pytest.fixture
def index(section_of):
    return section_of(PROVINCE, "legal_documents")


def draw(page, what):
    page = type(page).objects.get(pk=page.pk) if page.pk else page
    links = Links(page, texts_of_page(page), RequestFactory().get("/"))
    return TEMPLATE.render(Context({"drawn_text": DrawnText(page, links), "what": what}))


@pytest.mark.django_db
def test_it_is_drawn_once_for_a_version_of_a_document_and_a_language(index):
    page, other = document(index, "Đê"), document(index, "Kè")
    assert [draw(page, "<a>"), draw(page, "b"), draw(other, "c")] == ["&lt;a&gt;", "&lt;a&gt;", "c"]
    with translation.override("en"):
        assert draw(page, "d") == "d"
    page.preamble = "Căn cứ Luật Đê điều;"
    page.save()
    assert draw(page, "e") == "e"


@pytest.mark.django_db
def test_it_is_drawn_anew_when_a_document_that_it_cites_appears_moves_or_goes(index):
    page = document(index, "Kè", preamble="Căn cứ Quyết định số 901/QĐ-UBND;")
    assert [draw(page, "a"), draw(page, "b")] == ["a", "a"]
    cited = document(index, "Đê")
    cited.number = "901"
    cited.save()
    assert [draw(page, "c"), draw(page, "d")] == ["c", "c"]
    cited.slug = "de-moi"
    cited.save()
    assert draw(page, "e") == "e"
    cited.unpublish()
    assert draw(page, "f") == "a"


@pytest.mark.django_db
def test_it_is_drawn_anew_when_the_portal_of_a_document_that_it_cites_moves(index, section_of):
    cited = document(section_of(OTHER, "legal_documents"), "Đê")
    page = document(index, "Kè", preamble=f"Căn cứ Quyết định số {cited.number}/QĐ-UBND;")
    assert [draw(page, "a"), draw(page, "b")] == ["a", "a"]
    end = PortalEndpoint.objects.get(
        portal__agency__code=OTHER, locale__language_code="vi", is_canonical=True
    )
    end.hostname = "moi.minhhoa.gov.vn"
    end.save()
    assert draw(page, "c") == "c"


@pytest.mark.pure
def test_only_so_much_is_kept_and_what_was_used_last():
    kept = Memory(100)
    kept.put("a", "A", 40)
    kept.put("b", "B", 40)
    assert kept.get("a") == "A"
    kept.put("c", "C", 40)
    assert (kept.get("a"), kept.get("b"), kept.get("c"), kept.held) == ("A", None, "C", 80)
    kept.put("c", "D", 50)
    assert (kept.get("c"), kept.held) == ("D", 90)
    kept.put("long", "E", 101)
    assert (kept.get("long"), kept.held) == (None, 0)


@pytest.mark.pure
def test_where_nothing_remembers_it_is_drawn_each_time():
    assert [TEMPLATE.render(Context({"what": what})) for what in "ab"] == ["a", "b"]
