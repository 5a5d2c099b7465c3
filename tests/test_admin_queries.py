"""What a screen of daily work asks of the database, for the people of a portal."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page

from govportal.editorial import admin_api
from govportal.publishing.approval_memory import kept
from govportal.publishing.models import ArticlePage
from tests.test_editorial import submitted

PORTAL = 45
LIST = "/cms/api/main/pages/"


@pytest.fixture
def articles(section_of, person):
    """Return three articles of a department that wait for an approval."""
    author = person("stc", "reporter", "tac-gia")
    return [submitted(section_of("stc", "news"), author, title=f"Bài {n}") for n in range(3)]


@pytest.fixture
def cost(sign_in):
    """Return a function that counts what a person's screen asks once it is warm."""

    def count(user, address):
        client = sign_in(user)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return count


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_the_screens_of_a_portal(articles, home_of, section_of, person, cost, role):
    home, news = home_of("stc"), section_of("stc", "news")
    sections = (home, news, section_of("stc", "legal_documents"))
    user = articles[0].owner if role == "reporter" else person("stc", role)
    addresses = [
        *(reverse("wagtailadmin_explore", args=[page.pk]) for page in (*sections, articles[0])),
        *(reverse("wagtailadmin_choose_page_child", args=[page.pk]) for page in sections),
        reverse("wagtailadmin_pages:add", args=["govportal", "articlepage", news.pk]),
        reverse("wagtailadmin_pages:history", args=[articles[0].pk]),
        reverse("wagtailadmin_pages:search"), reverse("wagtailimages:index"),
        f"{LIST}?child_of={home.pk}&for_explorer=1", f"{LIST}?child_of={news.pk}&for_explorer=1",
    ]  # fmt: skip
    costs = {address: cost(user, address) for address in addresses}
    assert {address: n for address, n in costs.items() if n > PORTAL} == {}


@pytest.mark.parametrize("role", ["editor", "head"])
def test_the_editor_of_pages(articles, section_of, person, cost, role):
    user = person("stc", role)
    news = reverse("wagtailadmin_pages:edit", args=[section_of("stc", "news").pk])
    waiting = reverse("wagtailadmin_pages:edit", args=[articles[0].pk])
    assert cost(user, news) <= PORTAL
    assert cost(user, waiting) <= PORTAL


def test_the_menu_of_pages_answers_as_that_of_wagtail(
    articles, home_of, section_of, person, sign_in, monkeypatch
):
    client, above = sign_in(person("stc", "editor")), (home_of("stc"), section_of("stc", "news"))
    addresses = [
        LIST, f"{LIST}{articles[0].pk}/",
        *(f"{LIST}?child_of={page.pk}&for_explorer=1" for page in above),
    ]  # fmt: skip
    ours = [client.get(address).json() for address in addresses]
    for name in ("base_serializer_class", "filter_queryset"):
        monkeypatch.setattr(admin_api.OwnPagesViewSet, name, getattr(PagesAdminAPIViewSet, name))
    assert [client.get(address).json() for address in addresses] == ours
    assert ours[2]["items"] and ours[3]["items"]


def test_what_is_kept_of_an_approval_ends_when_it_moves(articles, person):
    page = ArticlePage.objects.get(pk=articles[0].pk)
    assert page.workflow_in_progress and page.current_workflow_state.requested_by
    page.current_workflow_state.cancel(user=person("stc", "head"))
    assert page.current_workflow_state is None and not page.workflow_in_progress


def test_a_version_by_another_makes_another_author(articles, person):
    page, other = ArticlePage.objects.get(pk=articles[0].pk), person("stc", "editor")
    assert page.permissions_for_user(other).page == page
    asked = []
    for _time in range(2):
        kept(page, "asked", lambda: asked.append(1))
    page.save_revision(user=other)
    kept(page, "asked", lambda: asked.append(2))
    assert asked == [1, 2]


def test_a_draft_is_deleted_by_its_editor_and_a_public_page_is_not(articles, person):
    editor = person("stc", "editor")
    page = Page.objects.get(pk=articles[0].pk).specific
    assert page.permissions_for_user(editor).can_delete()
    page.live = True
    assert not page.permissions_for_user(editor).can_delete()


def test_a_reporter_deletes_a_draft_of_their_own_alone(articles, person):
    page, other = articles[0], person("stc", "reporter", "nguoi-khac")
    assert page.permissions_for_user(page.owner).can_delete()
    assert not page.permissions_for_user(other).can_delete()
    page.owner.is_active = False
    assert not page.permissions_for_user(page.owner).can_delete()
