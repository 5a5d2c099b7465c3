"""The support desk and the log of training: one's own portal's alone."""

import pytest
from django.core import mail
from django.urls import reverse

from govportal.accounts.support import SupportTicket
from govportal.boards.training import TrainingRecord
from tests.people import SECRET, account

ASKED = {"subject": "Không đăng được ảnh", "description": "Từ sáng nay"}


@pytest.fixture
def chief(django_user_model):
    return django_user_model.objects.create_superuser("chief", "chief@example.gov.vn", "x")


def test_staff_ask_and_the_desk_answers(
    provisioned, person, sign_in, chief, django_capture_on_commit_callbacks
):
    reporter = person("stc", "reporter")
    client = sign_in(reporter)
    data = {"portal": provisioned["stc"].pk, **ASKED}
    assert client.post(reverse("support:add"), data).status_code == 302
    ticket = SupportTicket.objects.get()
    assert (ticket.opened_by, ticket.status) == (reporter, "open")
    edit = reverse("support:edit", args=[ticket.pk])
    assert client.get(edit).status_code in (302, 403)
    desk = sign_in(chief)
    answer = desk.post(edit, {"status": "solved", "answer": ""})
    assert "answer" in answer.context["form"].errors
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(edit, {"status": "solved", "answer": "Đã sửa"}).status_code == 302
    ticket.refresh_from_db()
    assert (ticket.answered_by, ticket.subject) == (chief, ASKED["subject"])
    assert ticket.solved_at is not None
    (letter,) = mail.outbox
    assert letter.to == [reporter.email] and "Đã sửa" in letter.body


def test_nobody_asks_for_another_portal(provisioned, person, sign_in):
    client = sign_in(person("stc", "reporter"))
    answer = client.post(reverse("support:add"), {"portal": provisioned["skhcn"].pk, **ASKED})
    assert "portal" in answer.context["form"].errors


def test_an_administrator_records_training(provisioned, person, sign_in):
    client = sign_in(person("stc", "administrator"))
    data = {
        "portal": provisioned["stc"].pk, "person": "A", "post": "", "course": "An toàn thông tin",
        "organiser": "", "held_on": "2026-05-01", "hours": "8", "certificate": "",
    }  # fmt: skip
    assert client.post(reverse("training:add"), data).status_code == 302
    assert TrainingRecord.objects.get().course == "An toàn thông tin"


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head", "administrator"])
def test_no_screen_shows_another_portals_requests_or_training(provisioned, person, sign_in, role):
    portal = provisioned["skhcn"]
    things = {
        "support": SupportTicket.objects.create(
            portal=portal, subject=SECRET, description=SECRET, opened_by=account(SECRET)
        ),
        "training": TrainingRecord.objects.create(portal=portal, person=SECRET, course=SECRET),
    }
    client = sign_in(person("stc", role))
    for name, thing in things.items():
        queries = ({}, {"q": SECRET[:6]}, {"export": "csv"})
        answers = [client.get(reverse(f"{name}:index"), query) for query in queries]
        answers += [
            client.get(reverse(f"{name}:{view}", args=[thing.pk]))
            for view in ("edit", "inspect", "history", "usage")
        ]
        for answer in answers:
            assert answer.status_code in (200, 302, 403, 404)
            shown = b"".join(answer) if answer.streaming else answer.content
            assert SECRET not in shown.decode().replace(f'value="{SECRET[:6]}"', "")
