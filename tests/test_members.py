"""A portal's administrator keeps the members of that portal alone, and invites new ones."""

import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from govportal import hookimpl, plugins
from govportal.accounts import notices
from govportal.boards.assignments import Assignment
from govportal.portal_systems import Bodies, Body
from govportal.portals.models import Portal
from govportal.province import Text
from govportal.testing import province_plugin
from tests.accounts import HOST, PASSWORD
from tests.people import SECRET, account, assign, roles
from tests.province_app import govportal_hooks


def basis(portal, **values):
    return {
        "portal": portal.pk, "role": "reporter", "decision_number": "7/QĐ",
        "decision_date": "2026-03-02", "agency": portal.agency_id, "valid_from": "2026-03-02",
        **values,
    }  # fmt: skip


PERSON = {
    "username": "tran.b", "first_name": "Bình", "last_name": "Trần Văn",
    "email": "tranb@example.gov.vn",
}  # fmt: skip


@pytest.fixture
def admin(person):
    return person("stc", "administrator")


@pytest.fixture
def browser(admin, sign_in):
    return sign_in(admin)


# --- adding ---------------------------------------------------------------------------------------


def test_a_person_with_an_account_is_added_by_name(provisioned, browser, admin):
    user = account("lan")
    data = basis(provisioned["stc"], account_name="lan", role="editor")
    assert browser.post(reverse("members:add"), data).status_code == 302
    assert roles(user) == {("stc", "editor")}
    assert Assignment.objects.get(user=user).made_by == admin
    shown = browser.get(reverse("members:index")).content.decode()
    assert "7/QĐ" in shown


@pytest.mark.parametrize("missing", ["decision_number", "decision_date", "agency"])
def test_no_account_works_without_an_assignment(provisioned, browser, missing):
    user = account("lan")
    data = basis(provisioned["stc"], account_name="lan", **{missing: ""})
    answer = browser.post(reverse("members:add"), data)
    assert missing in answer.context["form"].errors
    assert roles(user) == set()


def test_accounts_are_not_offered_but_named_exactly(provisioned, browser):
    account("landinh")
    answer = browser.post(reverse("members:add"), basis(provisioned["stc"], account_name="land"))
    assert "account_name" in answer.context["form"].errors
    assert "landinh" not in browser.get(reverse("members:add")).content.decode()


def test_the_same_role_is_not_given_twice(provisioned, browser):
    assign(provisioned["stc"], account("lan"), "reporter")
    answer = browser.post(reverse("members:add"), basis(provisioned["stc"], account_name="lan"))
    assert "role" in answer.context["form"].errors


def test_nobody_assigns_a_role_to_oneself(provisioned, browser, admin):
    data = basis(provisioned["stc"], account_name=admin.username, role="head")
    answer = browser.post(reverse("members:add"), data)
    assert answer.context["form"].non_field_errors()
    assert roles(admin) == {("stc", "administrator")}


def test_nobody_prolongs_the_own_assignment(provisioned, browser, admin):
    row = assign(provisioned["stc"], admin, "administrator", valid_to="2099-01-01")
    data = {**basis(provisioned["stc"]), "valid_to": "2100-01-01"}
    answer = browser.post(reverse("members:edit", args=[row.pk]), data)
    assert answer.context["form"].non_field_errors()


def test_an_administrator_can_not_reach_another_portal(provisioned, browser):
    user = account("lan")
    answer = browser.post(reverse("members:add"), basis(provisioned["skhcn"], account_name="lan"))
    assert "portal" in answer.context["form"].errors
    assert roles(user) == set()


def test_what_lacks_its_basis_is_completed(provisioned, browser):
    row = Assignment.objects.create(portal=provisioned["stc"], user=account("lan"), role="editor")
    assert not row.is_complete
    data = basis(provisioned["stc"], role="head")
    assert browser.post(reverse("members:edit", args=[row.pk]), data).status_code == 302
    row.refresh_from_db()
    assert row.is_complete
    assert row.role == "editor"  # a role never changes: another is another assignment


# --- inviting -------------------------------------------------------------------------------------


def invite(browser, portal, django_capture_on_commit_callbacks, **values):
    with django_capture_on_commit_callbacks(execute=True):
        return browser.post(reverse("members:invite"), {**basis(portal), **PERSON, **values})


def test_an_invited_person_chooses_a_password_and_works(
    provisioned, browser, django_capture_on_commit_callbacks, django_user_model
):
    answer = invite(browser, provisioned["stc"], django_capture_on_commit_callbacks)
    assert answer.status_code == 302
    user = django_user_model.objects.get(username="tran.b")
    assert roles(user) == {("stc", "reporter")}
    assert not user.has_usable_password()
    (letter,) = mail.outbox
    assert letter.to == ["tranb@example.gov.vn"]
    path = re.search(r"http://minhhoa.gov.vn(/\S+)", letter.body)[1]
    visitor = Client(HTTP_HOST=HOST)
    form = visitor.get(path, follow=True)
    assert form.status_code == 200
    done = visitor.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert done.status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("field", "value"),
    [("username", "LAN"), ("email", "Lan@example.gov.vn"), ("username", "a b"), ("email", "x")],
)
def test_one_person_has_one_account(
    provisioned, browser, django_capture_on_commit_callbacks, field, value
):
    account("lan")
    answer = invite(
        browser, provisioned["stc"], django_capture_on_commit_callbacks, **{field: value}
    )
    assert field in answer.context["form"].errors
    assert not mail.outbox


# --- ROLE-13 --------------------------------------------------------------------------------------


@pytest.fixture
def bodies(provisioned):
    """Let the regulation name the office and the technical department, which have a mailbox."""
    for code in ("stc", "skhcn"):
        Portal.objects.filter(pk=provisioned[code].pk).update(email=f"{code}@minhhoa.gov.vn")
    facts = Bodies(
        manager=Body(name=Text(vi="Sở Tài chính"), agency="stc", source="Điều 5"),
        operator_technical=Body(name=Text(vi="Sở KH&CN"), agency="skhcn", source="Điều 5"),
    )
    province = plugins.province()
    system = province.systems[0].model_copy(update={"bodies": facts})
    named = province.model_copy(update={"systems": (system, *province.systems[1:])})
    with province_plugin(SimpleNamespace(province=hookimpl(lambda: named)), govportal_hooks):
        yield


def test_an_appointed_administrator_is_made_known_to_the_two_bodies(
    provisioned, bodies, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        row = assign(provisioned["stc"], account("lan"), "administrator", post="Chuyên viên")
        assign(provisioned["stc"], account("hoa"), "reporter")
    (letter,) = mail.outbox
    assert set(letter.to) == {"stc@minhhoa.gov.vn", "skhcn@minhhoa.gov.vn"}
    assert "Chuyên viên" in letter.body and "12/QĐ-STC" in letter.body
    row.refresh_from_db()
    assert row.notified_at is not None
    assert notices.tell_of_all_untold() == 0


def test_a_notice_that_found_no_address_is_sent_by_the_timer(
    provisioned, bodies, django_capture_on_commit_callbacks
):
    Portal.objects.update(email="")
    with django_capture_on_commit_callbacks(execute=True):
        assign(provisioned["stc"], account("lan"), "administrator")
    assert not mail.outbox
    Portal.objects.filter(pk=provisioned["stc"].pk).update(email="stc@minhhoa.gov.vn")
    call_command("govportal", "memberships")
    assert [letter.to for letter in mail.outbox] == [["stc@minhhoa.gov.vn"]]


# --- isolation ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head", "administrator"])
def test_no_screen_shows_another_portals_members(provisioned, person, sign_in, role):
    row = assign(provisioned["skhcn"], account(f"{SECRET}-a"), decision_number=f"{SECRET}/QĐ")
    client = sign_in(person("stc", role))
    queries = ({}, {"q": SECRET[:6]}, {"export": "csv"}, {"export": "xlsx"})
    answers = [client.get(reverse("members:index"), query) for query in queries]
    answers += [
        client.get(reverse(f"members:{view}", args=[row.pk]))
        for view in ("edit", "inspect", "history", "usage", "hand_over")
    ]
    for answer in answers:
        assert answer.status_code in (200, 302, 403, 404)
        shown = b"".join(answer) if answer.streaming else answer.content
        assert SECRET not in shown.decode("utf-8", "ignore").replace(f'value="{SECRET[:6]}"', "")


def test_the_members_of_all_portals_cost_the_same_queries(
    provisioned, sign_in, django_user_model, django_assert_max_num_queries
):
    chief = django_user_model.objects.create_superuser("chief", "c@example.gov.vn", "x")
    client = sign_in(chief)
    for number, portal in enumerate(Portal.objects.select_related("agency")):
        assign(portal, account(f"u{number}"))
    client.get(reverse("members:index"))
    with django_assert_max_num_queries(25):
        client.get(reverse("members:index"))
