"""Lists of the administration sort as a Vietnamese dictionary, and are found without marks."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.users.models import UserProfile

from govportal.portals.models import Agency
from govportal.publishing.models import ArticlePage
from govportal.royalties.models import Payee
from govportal.upstream import vietnamese_lists
from govportal.upstream.vietnamese_lists import MARKED, PLAIN, in_order

ORDER = ["An", "Ăn", "Ân", "Cầu", "Dân", "Đan", "Đàn", "Đản", "Đạn", "Em", "Ước", "Vườn"]
MIXED = sorted(ORDER, key=lambda word: word[::-1])


@pytest.fixture
def chief(provisioned, sign_in):
    return sign_in(get_user_model().objects.create_superuser("root", "root@example.gov.vn", "x"))


def places(answer, words):
    """Return *words* as they follow each other in a list."""
    body = answer.content.decode()
    body = body[body.index("<table") :]
    found = {word: re.search(rf">\s*{word}\s*<", body) for word in words}
    return sorted((word for word in words if found[word]), key=lambda word: found[word].start())


def test_a_database_sorts_as_a_dictionary_does(db):
    Group.objects.bulk_create([Group(name=name) for name in MIXED])
    rows = Group.objects.filter(name__in=ORDER)
    assert [group.name for group in in_order(rows.order_by("name"))] == ORDER
    assert [group.name for group in in_order(rows.order_by("-name"))] == ORDER[::-1]


def test_what_is_no_text_keeps_its_order(db):
    rows = in_order(Group.objects.order_by("-pk"))
    assert rows.query.order_by == ("-pk",)


def test_a_database_without_that_order_keeps_its_own(db, monkeypatch):
    monkeypatch.setattr(vietnamese_lists, "COLLATION", "vi-x-none")
    Group.objects.bulk_create([Group(name=name) for name in MIXED])
    rows = in_order(Group.objects.filter(name__in=ORDER).order_by("name"))
    assert rows.query.order_by == ("name",)
    assert {group.name for group in rows} == set(ORDER)


def test_an_empty_list_of_pages_counts_none(chief, section_of):
    section = section_of("stc", "news")
    section.get_children().delete()
    for language, words in (("vi", "0 trang"), ("en", "0 pages")):
        UserProfile.objects.update_or_create(
            user=get_user_model().objects.get(username="root"),
            defaults={"preferred_language": language},
        )
        page = chief.get(reverse("wagtailadmin_explore", args=[section.pk])).text
        assert re.search(rf"\s{words}\s", page)
        assert "1-0" not in page


def test_pages_sort_by_title(chief, section_of):
    section = section_of("stc", "news")
    for title in MIXED:
        section.add_child(instance=ArticlePage(title=title, author="A", source="B"))
    url = reverse("wagtailadmin_explore", args=[section.pk])
    assert places(chief.get(url, {"ordering": "title"}), ORDER) == ORDER
    assert places(chief.get(url, {"ordering": "-title"}), ORDER) == ORDER[::-1]


def test_people_sort_by_name(chief):
    for number, name in enumerate(MIXED):
        get_user_model().objects.create_user(f"u{number}", last_name=name)
    users = chief.get(reverse("wagtailusers_users:index"), {"ordering": "name"})
    assert places(users, ORDER) == ORDER


def test_groups_sort_by_name(chief):
    Group.objects.bulk_create([Group(name=name) for name in MIXED])
    groups = chief.get(reverse("wagtailusers_groups:index"), {"ordering": "name"})
    shown = places(groups, ORDER)  # on the first page
    assert shown == ORDER[: len(shown)]
    assert len(shown) > 5


@pytest.mark.parametrize("typed", ["duong thi", "DUONG", "Đường", "đường thị"])
def test_people_and_records_are_found_with_and_without_marks(
    provisioned, person, sign_in, chief, typed
):
    for number, name in enumerate(("Đường Thị Ước", "Lê Văn A")):
        get_user_model().objects.create_user(f"u{number}", first_name=name)
        Payee.objects.create(portal=provisioned["stc"], name=name)
    Agency.objects.filter(code="skhcn").update(name_vi="Đường Thị")
    lists = ["wagtailusers_users:index_results", "agencies:index_results"]
    pages = [chief.get(reverse(place), {"q": typed}) for place in lists]
    clerk = sign_in(person("stc", "administrator"))
    pages.append(clerk.get(reverse("payees:index_results"), {"q": typed}))
    for page in pages:
        assert "Đường Thị" in page.text
        assert "Lê Văn A" not in page.text


@pytest.mark.parametrize("place", ["wagtailadmin_pages:search", "wagtailadmin_choose_page_search"])
@pytest.mark.parametrize("typed", ["duong de", "Đường đê"])
def test_pages_are_found_with_and_without_marks(chief, section_of, place, typed):
    for title in ("Đường đê sông Hồng", "Chợ phiên"):
        section_of("stc", "news").add_child(
            instance=ArticlePage(title=title, author="A", source="B")
        )
    page = chief.get(reverse(place), {"q": typed}).content.decode()
    assert "Đường đê sông Hồng" in page
    assert "Chợ phiên" not in page


def test_every_marked_letter_loses_its_mark():
    assert len(MARKED) == len(PLAIN)
    assert dict(zip(MARKED, PLAIN, strict=True))["Ự"] == "u"
    assert set(PLAIN) <= set("abcdefghijklmnopqrstuvwxyz")
