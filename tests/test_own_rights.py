"""Nobody raises rights of their own; the highest right needs a decision; terms are accepted."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry

from govportal.accounts.models import TermsAcceptance
from govportal.editorial.groups import PROVINCIAL_GRANTS
from govportal.portals.membership import PortalGroup
from tests.accounts import client as browser_of
from tests.accounts import sign_in_fully, staff
from tests.people import account, assign, roles

BOARD, TECHNICAL = (grant.name.vi for grant in PROVINCIAL_GRANTS)


@pytest.fixture
def technician(db):
    user = account("kythuat")
    user.groups.add(Group.objects.get(name=TECHNICAL))
    return user


@pytest.fixture
def chief(db):
    return get_user_model().objects.create_superuser("chief", "chief@example.gov.vn", "x")


def facts(user, **values):
    return {
        "username": user.username, "email": user.email or "a@b.vn", "first_name": "A",
        "last_name": "B", "is_active": "on", "groups": [], **values,
    }  # fmt: skip


def edit(client, user, **values):
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), facts(user, **values))


def test_a_portals_groups_are_not_set_by_hand_and_not_lost(provisioned, technician, sign_in):
    user = account("lan")
    assign(provisioned["stc"], user, "editor")
    client = sign_in(technician)
    page = client.get(reverse("wagtailusers_users:edit", args=[user.pk])).content.decode()
    assert "stc: " not in page
    head = PortalGroup.objects.get(portal=provisioned["stc"], role="head").group
    assert edit(client, user, groups=[head.pk]).status_code == 200  # refused: no such choice
    board = Group.objects.get(name=BOARD)
    assert edit(client, user, groups=[board.pk]).status_code == 302
    assert roles(user) == {("stc", "editor")}
    assert user.groups.filter(pk=board.pk).exists()


def test_nobody_gives_oneself_a_group_or_the_highest_right(technician, sign_in):
    client = sign_in(technician)
    assert client.get(reverse("wagtailusers_users:edit", args=[technician.pk])).status_code == 200
    board = Group.objects.get(name=BOARD)
    edit(client, technician, groups=[board.pk], is_superuser="on")
    technician.refresh_from_db()
    assert [group.name for group in technician.groups.all()] == [TECHNICAL]
    assert not technician.is_superuser


def test_only_the_highest_right_gives_the_highest_right(technician, sign_in):
    user = account("lan")
    client = sign_in(technician)
    assert client.get(reverse("wagtailusers_users:add")).status_code == 200
    edit(client, user, is_superuser="on", board_reference="1/QĐ")
    user.refresh_from_db()
    assert not user.is_superuser


def test_the_highest_right_names_its_decision_and_is_logged(chief, sign_in):
    user = account("lan")
    client = sign_in(chief)
    answer = edit(client, user, is_superuser="on")
    assert "board_reference" in answer.context["form"].errors
    assert edit(client, user, is_superuser="on", board_reference="9/QĐ-BBT").status_code == 302
    user.refresh_from_db()
    assert user.is_superuser
    entry = ModelLogEntry.objects.get(action="govportal.superuser_granted")
    assert (entry.user, entry.data["reference"]) == (chief, "9/QĐ-BBT")


def test_the_number_of_those_with_the_highest_right_is_limited(chief, sign_in, settings):
    settings.GOVPORTAL_RULES = {"accounts.superusers": 1}
    user = account("lan")
    answer = edit(sign_in(chief), user, is_superuser="on", board_reference="9/QĐ")
    assert "is_superuser" in answer.context["form"].errors


def test_a_superior_account_can_not_be_taken_over(chief, technician, sign_in):
    client = sign_in(technician)
    answer = edit(client, chief, password1="Moi-Hoan-Toan-1!", password2="Moi-Hoan-Toan-1!")
    assert answer.status_code in (302, 403)
    chief.refresh_from_db()
    assert chief.check_password("x")


def test_groups_are_not_given_to_many_at_once(provisioned, technician, sign_in):
    user = account("lan")
    head = PortalGroup.objects.get(portal=provisioned["stc"], role="head").group
    address = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    sign_in(technician).post(f"{address}?id={user.pk}&id={technician.pk}", {"role": head.pk})
    assert roles(user) == set()
    assert roles(technician) == set()


def test_nobody_changes_what_the_own_group_may_do(technician, provisioned, sign_in):
    client = sign_in(technician)
    own = Group.objects.get(name=TECHNICAL)
    portals = PortalGroup.objects.first().group
    for group in (own, portals):
        for view in ("edit", "delete"):
            address = reverse(f"wagtailusers_groups:{view}", args=[group.pk])
            assert client.get(address).status_code in (302, 403)
    other = Group.objects.create(name="Nhóm khác")
    address = reverse("wagtailusers_groups:edit", args=[other.pk])
    assert client.get(address).status_code == 200


def test_django_admin_offers_no_way_round():
    assert not admin.site.is_registered(get_user_model())
    assert not admin.site.is_registered(Group)


# --- ROLE-12 --------------------------------------------------------------------------------------


def test_the_terms_are_accepted_once_before_anything_else(db, settings):
    settings.GOVPORTAL_TRIAL = False
    user = staff(with_factor=True, owes_terms=True)
    browser = browser_of()
    sign_in_fully(browser, user)
    answer = browser.get("/cms/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/tai-khoan/cam-ket/")
    page = browser.get(answer["Location"])
    assert page.status_code == 200
    done = browser.post(answer["Location"], {"next": "/cms/"})
    assert done["Location"] == "/cms/"
    assert browser.get("/cms/").status_code == 200
    assert TermsAcceptance.objects.filter(user=user).count() == 1
    assert ModelLogEntry.objects.filter(action="govportal.terms_accepted").count() == 1
    assert browser.post("/tai-khoan/cam-ket/", {}).status_code == 302
    assert TermsAcceptance.objects.filter(user=user).count() == 1


def test_the_terms_lead_to_no_other_host(db):
    user = staff()
    browser = browser_of()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    done = browser.post("/tai-khoan/cam-ket/", {"next": "https://xau.example/"})
    assert done["Location"] == "/cms/"


def test_the_terms_want_a_sign_in(db):
    assert browser_of().get("/tai-khoan/cam-ket/").status_code == 302
