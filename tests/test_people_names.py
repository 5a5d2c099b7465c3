"""People are called by their whole name, the family name first, wherever staff read it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser

from govportal.editorial.responsibility import answered_for
from govportal.upstream import people_names
from tests.sharing_world import article

NAME = "Nguyễn Thị Lan"


@pytest.fixture
def lan(person):
    user = person("stc", "editor", "lan")
    user.last_name, user.first_name = "Nguyễn Thị", "Lan"
    user.save()
    return user


def test_the_family_name_comes_first(lan):
    assert lan.get_full_name() == NAME
    assert get_user_model()(username="lan").get_full_name() == ""


def test_a_model_with_a_name_of_its_own_keeps_it(monkeypatch):
    own = get_user_model()
    monkeypatch.setattr(own, "get_full_name", str)
    people_names.name_people()
    assert own.get_full_name is str
    monkeypatch.setattr(own, "get_full_name", AbstractUser.get_full_name)
    people_names.name_people()
    assert own.get_full_name is people_names.family_name_first


def test_people_are_chosen_by_name_and_by_account_where_none_is_recorded(lan, person, sign_in):
    person("stc", "editor", "khong_ten")
    page = sign_in(lan).get("/cms/absences/new/").content.decode()
    assert f">{NAME}</option>" in page
    assert ">khong_ten</option>" in page
    assert ">lan</option>" not in page


def test_screens_and_reports_name_people_so(lan, section_of, sign_in):
    page = article(section_of("stc", "news"), "Tin", owner=lan)
    page.save_revision(user=lan, log_action=True)
    assert NAME in sign_in(lan).get(f"/cms/pages/{page.pk}/history/").content.decode()
    found = answered_for(page.portal).get(pk=page.pk)
    assert {found.responsible_name, page.answered_for_by[1]} == {NAME}
