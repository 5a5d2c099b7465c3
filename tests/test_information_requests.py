"""Requests for information: asked by the province, answered by the agency, watched until then."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from govportal.editorial import waiting
from govportal.editorial.groups import PROVINCIAL_GRANTS
from govportal.intake import request_steps as steps
from govportal.intake.information_requests import InformationRequest

OWN, OTHER = "stc", "skhcn"
SECRET = "Zzkinxq"
STEPS = ("answer", "close", "return", "withdraw")


@pytest.fixture
def board(db):
    """Return a member of the provincial board."""
    user = get_user_model().objects.create_user("tinh")
    user.groups.add(Group.objects.get(name=PROVINCIAL_GRANTS[0].name.vi))
    return user


@pytest.fixture
def ask(provisioned, board):
    """Return a function that asks agencies."""

    def make(*codes, subject="Số liệu du lịch", days=5, files=()):
        portals = [provisioned[code] for code in codes or (OWN,)]
        due = timezone.localdate() + timedelta(days=days)
        return steps.ask(portals, board, subject, "Gửi số liệu quý III.", due, files=files)

    return make


def a_file(name="so-lieu.csv", content=b"a,b\n1,2\n"):
    return SimpleUploadedFile(name, content)


def test_each_agency_gets_a_request_of_its_own_and_its_editors_a_letter(ask, person):
    person(OWN, "editor")
    person(OTHER, "editor")
    person(OTHER, "reporter")
    made = ask(OWN, OTHER, files=[a_file()])
    assert [request.portal.code for request in made] == [OWN, OTHER]
    assert all(request.files.count() == 1 for request in made)
    assert sorted(to for letter in mail.outbox for to in letter.to) == [
        f"editor-{OTHER}@example.gov.vn", f"editor-{OWN}@example.gov.vn",
    ]  # fmt: skip


def test_a_request_goes_from_asked_to_closed_in_the_admin(provisioned, board, person, sign_in):
    client = sign_in(board)
    asked = {
        "portals": [provisioned[OWN].pk], "subject": "Số liệu", "body": "Gửi số liệu.",
        "due_on": timezone.localdate(),
    }  # fmt: skip
    assert client.post(reverse("information-requests:ask"), asked).status_code == 302
    (request,) = InformationRequest.objects.all()
    client = sign_in(person(OWN, "reporter"))
    answer = reverse("information-requests:step", args=[request.pk, "answer"])
    assert client.post(answer, {"answer": ""}).status_code == 200
    assert client.post(answer, {"answer": "Đây.", "files": a_file()}).status_code == 302
    client = sign_in(board)
    back = reverse("information-requests:step", args=[request.pk, "return"])
    client.post(back, {"note": "Thiếu tháng 9"})
    request.refresh_from_db()
    assert (request.state, request.note) == ("open", "Thiếu tháng 9")
    sign_in(person(OWN, "editor")).post(answer, {"answer": "Đủ rồi."})
    client = sign_in(board)
    client.post(reverse("information-requests:step", args=[request.pk, "close"]))
    request.refresh_from_db()
    assert (request.state, request.answer, request.files.count()) == ("closed", "Đủ rồi.", 1)
    shown = client.get(reverse("information-requests:detail", args=[request.pk])).text
    assert "Đủ rồi." in shown and "so-lieu.csv" in shown
    address = reverse("information-requests:file", args=[request.pk, request.files.get().pk])
    answered = client.get(address)
    assert answered.getvalue() == b"a,b\n1,2\n"
    assert answered["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "values",
    [{"due_on": "2020-01-01"}, {"due_on": "x"}, {"portals": []}, {"portals": ["x"]}, {"body": ""}],
)
def test_what_is_asked_must_be_complete(provisioned, board, sign_in, values):
    data = {
        "portals": [provisioned[OWN].pk], "subject": "Số liệu", "body": "Gửi.",
        "due_on": timezone.localdate(),
    } | values  # fmt: skip
    answer = sign_in(board).post(reverse("information-requests:ask"), data)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not InformationRequest.objects.exists()


def test_a_program_in_disguise_is_not_kept(ask, person, sign_in):
    (request,) = ask()
    client = sign_in(person(OWN, "editor"))
    address = reverse("information-requests:step", args=[request.pk, "answer"])
    answer = client.post(address, {"answer": "Đây.", "files": a_file("a.pdf", b"MZ\x90")})
    assert answer.status_code == 200 and answer.context["form"].errors["files"]
    request.refresh_from_db()
    assert request.state == "open"


def test_a_step_that_somebody_took_before_is_refused(ask, board, person):
    (request,) = ask()
    steps.answer(request, person(OWN, "editor"), "Đây.")
    with pytest.raises(steps.StepRefusedError):
        steps.answer(request, person(OWN, "head"), "Khác.")
    with pytest.raises(steps.StepRefusedError):
        steps.withdraw(request, board, "Thôi")


def test_it_is_overdue_the_day_after(ask):
    (late,), (due,) = ask(days=-1), ask(days=0)
    assert late.is_overdue and not due.is_overdue


def asked_of(user):
    kinds = ("information_request", "information_answer")
    return [item for item in waiting.for_user(user) if item.kind in kinds]


def test_it_waits_for_the_agency_and_then_for_the_board(ask, board, person):
    (request,) = ask(days=-1)
    editor = person(OWN, "editor")
    (item,) = asked_of(editor)
    assert (item.kind, item.due_at) == ("information_request", request.due_at)
    assert str(item.detail)
    assert not asked_of(person(OTHER, "editor"))
    steps.answer(request, editor, "Đây.")
    assert not asked_of(editor)
    assert [found.kind for found in asked_of(board)] == ["information_answer"]


@pytest.mark.parametrize("role", ["reporter", "editor", "head", "administrator"])
def test_an_agency_asks_nobody(provisioned, person, role):
    with pytest.raises(PermissionDenied):
        steps.ask([provisioned[OTHER]], person(OWN, role), "a", "b", timezone.localdate())


@pytest.mark.parametrize(
    "role", ["reporter", "editor", "deputy_head", "head", "administrator", "superuser"]
)
def test_nobody_sees_or_answers_what_another_agency_is_asked(ask, person, sign_in, role):
    (request,) = ask(OTHER, subject=f"{SECRET} hỏi", files=[a_file()])
    user = (
        get_user_model().objects.create_superuser("super")
        if role == "superuser"
        else person(OWN, role)
    )
    client = sign_in(user)
    for query in ({}, {"q": SECRET[:6]}):
        shown = client.get(reverse("information-requests:index"), query)
        assert SECRET not in shown.text.replace(f'value="{SECRET[:6]}"', "")
    addresses = [reverse("information-requests:detail", args=[request.pk])]
    addresses += [reverse("information-requests:file", args=[request.pk, request.files.get().pk])]
    addresses += [reverse("information-requests:step", args=[request.pk, step]) for step in STEPS]
    for address in addresses:
        for answer in (client.get(address), client.post(address, {"answer": "x", "note": "x"})):
            assert answer.status_code in (302, 403, 404, 405)
    request.refresh_from_db()
    assert (request.state, request.answer) == ("open", "")


def test_more_requests_cost_no_more_queries(ask, board, sign_in):
    client = sign_in(board)

    def queries():
        client.get(reverse("information-requests:index"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("information-requests:index"))
        return len(captured)

    ask()
    before = queries()
    ask(OWN, OTHER)
    assert queries() == before
