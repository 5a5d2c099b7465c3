"""The style page: every component by its own template, for staff alone, in both languages."""

import re

import pytest
from django.contrib.auth import get_user_model

from tests.test_public_pages import Elements

HOST = {"host": "minhhoa.gov.vn"}


@pytest.fixture
def shown(provisioned, client):
    """Return a function that reads the style page with a query, as a member of staff."""
    client.force_login(get_user_model().objects.create_superuser("root"))

    def read(**query):
        response = client.get("/cms/look/", query, headers=HOST)
        assert response.status_code == 200
        return Elements(response.content.decode())

    return read


def test_style_page_shows_the_states_in_both_languages_with_nothing_untranslated(shown):
    words = {}
    for language in ("vi", "en"):
        page = shown(lang=language)
        assert page.all("html")[0]["lang"] == language
        assert len(page.all("h1")) == 1
        assert page.all("meta", name="robots")[0]["content"] == "noindex,nofollow"
        identifiers = [found["id"] for _tag, found in page.found if "id" in found]
        assert sorted(identifiers) == sorted(set(identifiers))
        classes = {name for _tag, found in page.found for name in found.get("class", "").split()}
        wanted = (
            "btn b2 card top3 tiles pg tabs tb rf org chart fc er em sum b-ok b-bad law toc cite"
        )
        assert set(wanted.split()) <= classes
        assert page.all("time", **{"class": "num", "datetime": "2026-07-01"})
        words[language] = {text for text, spoken in page.text if spoken == language}
    same = {text for text in words["vi"] & words["en"] if re.search(r"[a-z]{3,} [a-z]{2,}", text)}
    assert same == set()


def test_style_page_shows_an_emergency_mourning_and_each_accent(shown):
    assert shown(notice="alarm").all("aside", **{"class": "alarm"})
    assert "data-mourning" in shown(notice="mourning").all("html")[0]
    assert shown(accent="nhan").all("html")[0]["data-accent"] == "nhan"
    assert "data-accent" not in shown(accent="nobody", notice="none", lang="fr").all("html")[0]


def test_style_page_is_no_page_of_the_public(provisioned, client):
    assert client.get("/cms/look/", headers=HOST).status_code == 302
