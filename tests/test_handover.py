"""Leaving a task: rights, sessions and keys end, work passes on, minutes are kept and printed."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from govportal.accounts.handover import end_sessions
from govportal.accounts.models import Handover
from govportal.boards import shortcomings
from govportal.boards.seats import BoardSeat
from govportal.exchange.models import ApiConsumer, ApiKey
from govportal.publishing.models import ArticlePage
from tests.accounts import HOST, staff
from tests.people import SECRET, account, assign, roles

BACKEND = "django.contrib.auth.backends.ModelBackend"
MINUTES = {"number": "03/BB", "handed_on": "2026-04-01", "reason": "Chuyển công tác"}


@pytest.fixture
def leaver(provisioned):
    user = account("di", first_name="An", last_name="Lê Văn")
    assign(provisioned["stc"], user, "editor")
    return user


@pytest.fixture
def successor(provisioned):
    user = account("den", first_name="Bình", last_name="Trần")
    assign(provisioned["stc"], user, "editor", post="Chuyên viên")
    return user


@pytest.fixture
def hand_over(person, sign_in):
    """Return a function that hands over by the administrator's screen."""

    def go(user, to=None, **values):
        client = sign_in(person("stc", "administrator"))
        row = user.assignments.get(portal__agency__code="stc")
        data = {**MINUTES, "receiver": to.assignments.get().pk if to else "", **values}
        return client.post(reverse("members:hand_over", args=[row.pk]), data, follow=True)

    return go


def article(section_of, user, **fields):
    page = ArticlePage(
        title="Bài dở dang", author="A", source="B", live=False, owner=user, **fields
    )
    return section_of("stc", "news").add_child(instance=page)


def test_rights_sessions_and_keys_end_and_the_account_is_closed(leaver, successor, hand_over):
    leaver.set_password("x")
    leaver.save()
    browser = Client(HTTP_HOST=HOST)
    browser.force_login(leaver, backend=BACKEND)
    Authenticator.objects.create(user=leaver, type="totp", data={})
    consumer = ApiConsumer.objects.create(
        name="Hệ thống", organisation="Sở", contact="x", purpose="x", agreement_number="1",
        signed_on="2026-01-01", valid_from="2026-01-01",
    )  # fmt: skip
    key = ApiKey.objects.create(
        consumer=consumer, prefix="abc", digest="d", created_by=leaver,
        expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    assert browser.get(reverse("wagtailadmin_home")).status_code == 200
    hand_over(leaver, successor)
    leaver.refresh_from_db()
    key.refresh_from_db()
    assert roles(leaver) == set()
    assert not leaver.is_active and not leaver.has_usable_password()
    assert not Authenticator.objects.filter(user=leaver).exists()
    assert key.revoked_at is not None
    assert browser.get(reverse("wagtailadmin_home")).status_code == 302


def test_who_still_works_elsewhere_keeps_that(provisioned, leaver, successor, hand_over):
    assign(provisioned["skhcn"], leaver, "reporter")
    hand_over(leaver, successor)
    leaver.refresh_from_db()
    assert roles(leaver) == {("skhcn", "reporter")}
    assert leaver.is_active


def test_work_passes_to_the_receiver(leaver, successor, hand_over, section_of):
    page = article(section_of, leaver, locked=True, locked_by=leaver)
    page.save_revision(user=leaver)
    page.get_workflow().start(page, leaver)
    hand_over(leaver, successor)
    page = Page.objects.get(pk=page.pk)
    assert (page.locked, page.locked_by) == (True, successor)
    state = WorkflowState.objects.get(object_id=str(page.pk))
    assert state.requested_by == successor
    minutes = Handover.objects.get()
    assert (minutes.giver_name, minutes.receiver_name) == ("Lê Văn An", "Trần Bình")
    assert "Bài dở dang" in minutes.items


def test_without_a_receiver_pages_are_unlocked(leaver, hand_over, section_of):
    page = article(section_of, leaver, locked=True, locked_by=leaver)
    hand_over(leaver, receiver_name="Văn phòng Sở")
    assert not Page.objects.get(pk=page.pk).locked
    assert Handover.objects.get().receiver_name == "Văn phòng Sở"


def test_other_portals_pages_stay_as_they_are(leaver, successor, hand_over, section_of):
    page = ArticlePage(title="Khác", author="A", source="B", locked=True, locked_by=leaver)
    page = section_of("skhcn", "news").add_child(instance=page)
    hand_over(leaver, successor)
    assert Page.objects.get(pk=page.pk).locked_by == leaver


def test_a_handover_names_its_receiver(leaver, hand_over):
    answer = hand_over(leaver)
    assert "receiver_name" in answer.context["form"].errors
    assert roles(leaver) == {("stc", "editor")}
    assert not Handover.objects.exists()


def test_the_seats_account_is_taken_and_the_seat_stays(provisioned, leaver, successor, hand_over):
    seat = BoardSeat.objects.create(
        portal=provisioned["stc"], role="member", person="An", post="x", account=leaver
    )
    hand_over(leaver, successor)
    seat.refresh_from_db()
    assert seat.account is None
    assert roles(leaver) == set()


def test_a_membership_that_nobody_recorded_ends_too(person, leaver, successor, hand_over):
    group = person("stc", "reporter").groups.get()
    leaver.groups.add(group)
    hand_over(leaver, successor)
    assert roles(leaver) == set()


def test_the_minutes_are_printed_with_what_they_state(leaver, successor, hand_over):
    answer = hand_over(leaver, successor)
    shown = answer.content.decode()
    for words in ("03/BB", "Lê Văn An", "Trần Bình", "Chuyển công tác", "01/04/2026"):
        assert words in shown
    assert "<style" not in shown and "<script" not in shown


def test_a_task_that_ended_without_minutes_is_noticed(provisioned, leaver, successor, hand_over):
    before = len(shortcomings.of_portals([provisioned["stc"]])[provisioned["stc"].pk])
    leaver.assignments.get().end("hết hạn")
    portal = provisioned["stc"]
    assert len(shortcomings.of_portals([portal])[portal.pk]) == before + 1
    hand_over(leaver, successor)
    assert len(shortcomings.of_portals([portal])[portal.pk]) == before


def test_ending_sessions_leaves_those_of_others(db):
    first, second = staff("mot"), staff("hai")
    browsers = [Client(HTTP_HOST=HOST) for _n in range(2)]
    for browser, user in zip(browsers, (first, second), strict=True):
        browser.force_login(user, backend=BACKEND)
    assert end_sessions(first) == 1
    assert browsers[1].get(reverse("wagtailadmin_home")).status_code == 200


# --- ROLE-09, isolation ---------------------------------------------------------------------------


def test_the_issue_of_an_account_is_recorded_and_what_is_stated_stays(provisioned, person, sign_in):
    client = sign_in(person("stc", "administrator"))
    data = {
        "portal": provisioned["stc"].pk, **MINUTES, "giver_name": "Văn phòng", "giver_post": "",
        "receiver_name": "Sở Tài chính", "receiver_post": "", "items": "Tài khoản quản trị",
    }  # fmt: skip
    assert client.post(reverse("handovers:add"), data).status_code == 302
    minutes = Handover.objects.get()
    assert minutes.kind == "issue"
    client.post(reverse("handovers:edit", args=[minutes.pk]), {**data, "number": "khác"})
    minutes.refresh_from_db()
    assert minutes.number == "03/BB"


@pytest.mark.parametrize("role", ["reporter", "editor", "head", "administrator"])
def test_no_screen_shows_another_portals_minutes(provisioned, person, sign_in, role):
    minutes = Handover.objects.create(
        portal=provisioned["skhcn"], kind="issue", number=f"{SECRET}", giver_name=SECRET,
        receiver_name=SECRET, reason=SECRET, items=SECRET,
    )  # fmt: skip
    client = sign_in(person("stc", role))
    queries = ({}, {"q": SECRET[:6]}, {"export": "csv"})
    answers = [client.get(reverse("handovers:index"), query) for query in queries]
    answers += [
        client.get(reverse(f"handovers:{view}", args=[minutes.pk]))
        for view in ("edit", "inspect", "history", "usage", "print")
    ]
    for answer in answers:
        assert answer.status_code in (200, 302, 403, 404)
        shown = b"".join(answer) if answer.streaming else answer.content
        assert SECRET not in shown.decode().replace(f'value="{SECRET[:6]}"', "")
