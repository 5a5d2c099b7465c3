"""What every page of a portal shows alike is drawn once, and anew when something has changed."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from govportal.portals import routing

TEMPLATE = '{% load remembered_tags %}{% remembered "part" %}{{ what }}{% endremembered %}'


@pytest.fixture
def draw(provisioned):
    """Return a function that draws the part for a portal with what is given."""

    def make(what, code="stc"):
        request = RequestFactory().get("/")
        table = routing.table()
        request.endpoint = code and table.canonical(provisioned[code].pk, "vi")
        return Template(TEMPLATE).render(Context({"request": request, "what": what}))

    return make


def test_it_is_drawn_once_for_a_portal_and_a_language(draw):
    assert [draw("a"), draw("b"), draw("c", code="ubnd")] == ["a", "a", "c"]
    with translation.override("en"):
        assert draw("d") == "d"
    assert draw("e") == "a"


def test_it_is_drawn_anew_once_something_is_stored(draw, provisioned):
    draw("a")
    provisioned["skhcn"].save()
    assert draw("b") == "b"


def test_outside_a_portal_it_is_drawn_each_time(draw):
    assert [draw("a", code=None), draw("b", code=None)] == ["a", "b"]


def test_what_is_drawn_stays_escaped(draw):
    assert draw("<b>") == draw("") == "&lt;b&gt;"


def test_what_else_it_depends_on_has_a_part_of_its_own(provisioned):
    request = RequestFactory().get("/")
    request.endpoint = routing.table().canonical(provisioned["stc"].pk, "vi")
    source = TEMPLATE.replace('"part"', '"part" place')

    def drawn(place, what):
        context = {"request": request, "place": place, "what": what}
        return Template(source).render(Context(context))

    assert [drawn("a", 1), drawn("b", 2), drawn("a", 3)] == ["1", "2", "1"]
