"""All accounts in one register for supervisors; regular reviews that somebody stands for."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from govportal.accounts import register, reviews
from govportal.accounts.models import AccountReview
from govportal.boards.seats import BoardSeat
from govportal.editorial import waiting
from govportal.editorial.groups import PROVINCIAL_GRANTS
from tests.people import SECRET, account, assign

REGISTER = "account-register:index"


@pytest.fixture
def provincial(db):
    """Return a member of the provincial board and one of technical administration."""
    users = []
    for number, grant in enumerate(PROVINCIAL_GRANTS):
        user = account(f"tinh{number}")
        user.groups.add(Group.objects.get(name=grant.name.vi))
        users.append(user)
    return users


def lines(**query):
    return {line.user.username: line for line in register.draw()}


def test_a_line_tells_owner_roles_use_and_second_factor(provisioned):
    user = account("lan", last_login=timezone.now() - timedelta(days=3))
    assign(provisioned["stc"], user, "editor")
    Authenticator.objects.create(user=user, type="totp", data={})
    line = lines()["lan"]
    assert line.agencies == (provisioned["stc"].agency.name,)
    assert provisioned["stc"].agency.name in line.roles[0]
    assert (line.has_second_factor, line.idle_days, line.is_unused) == (True, 3, False)
    assert not line.lacks_basis


@pytest.mark.parametrize(("days", "is_unused"), [(44, False), (46, True)])
def test_disuse_is_measured_by_the_rule(db, days, is_unused):
    account("lan", last_login=timezone.now() - timedelta(days=days))
    assert lines()["lan"].is_unused is is_unused


def test_an_account_that_never_signed_in_is_unused_after_the_same_time(db):
    account("cu", date_joined=timezone.now() - timedelta(days=60))
    account("moi")
    found = lines()
    assert (found["cu"].is_unused, found["moi"].is_unused) == (True, False)


def test_a_role_without_complete_assignment_or_seat_lacks_its_basis(provisioned, person):
    assign(provisioned["stc"], account("thieu"), decision_number="")
    BoardSeat.objects.create(
        portal=provisioned["stc"], role="head", person="A", post="B", account=account("ghe")
    )
    person("stc", "editor", "tay")
    found = lines()
    assert found["thieu"].lacks_basis and found["tay"].lacks_basis
    assert not found["ghe"].lacks_basis


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head", "administrator"])
def test_the_register_is_for_supervisors_alone(provisioned, person, sign_in, role):
    client = sign_in(person("stc", role))
    for query in ({}, {"format": "csv"}, {"format": "xlsx"}):
        answer = client.get(reverse(REGISTER), query)
        assert answer.status_code in (302, 403)
    assert reverse(REGISTER) not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("place", [0, 1])
def test_supervisors_see_filter_and_export_the_register(provisioned, provincial, sign_in, place):
    assign(provisioned["stc"], account("lan"), "editor")
    assign(provisioned["skhcn"], account("hoa"), decision_number="")
    client = sign_in(provincial[place])

    def shown(**query):
        answer = client.get(reverse(REGISTER), query)
        assert answer.status_code == 200
        return b"".join(answer).decode() if answer.streaming else answer.content.decode()

    assert "lan@example" in shown() and "hoa@example" in shown()
    assert "hoa@example" not in shown(portal=provisioned["stc"].pk)
    assert "lan@example" not in shown(state="no_basis")
    assert "hoa@example" not in shown(q="lan@")
    assert "lan@example.gov.vn" in shown(format="csv")
    book = load_workbook(BytesIO(client.get(reverse(REGISTER), {"format": "xlsx"}).content))
    names = [row[0] for row in book.active.iter_rows(values_only=True)]
    assert {"lan", "hoa"} <= set(names)


@pytest.mark.parametrize("query", [{"portal": "x"}, {"state": "x"}, {"p": "99"}])
def test_wrong_filters_are_no_fault(provincial, sign_in, query):
    assert sign_in(provincial[0]).get(reverse(REGISTER), query).status_code == 200


def test_the_register_costs_the_same_with_more_accounts(
    provisioned, provincial, sign_in, django_assert_max_num_queries
):
    client = sign_in(provincial[0])
    for number, portal in enumerate(provisioned.values()):
        assign(portal, account(f"u{number}"))
    client.get(reverse(REGISTER))
    with django_assert_max_num_queries(25):
        client.get(reverse(REGISTER))


# --- reviews --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "due"),
    [(date(2026, 1, 15), date(2026, 7, 15)), (date(2026, 8, 31), date(2027, 2, 28)),
     (date(2026, 6, 30), date(2026, 12, 30))],
)  # fmt: skip
def test_a_review_is_due_after_the_months_of_the_rule(last, due, settings):
    assert register.review_due(last) == due
    settings.GOVPORTAL_RULES = {"accounts.review_period": 12}
    assert register.review_due(last).year == last.year + 1


def test_an_administrator_confirms_the_own_accounts(provisioned, person, sign_in):
    admin = person("stc", "administrator")
    user = account("lan")
    assign(provisioned["stc"], user, "editor")
    assign(provisioned["skhcn"], user, "reporter")
    client = sign_in(admin)
    page = client.get(reverse("account-reviews:review", args=["stc"])).content.decode()
    assert "lan" in page
    assert provisioned["skhcn"].agency.name not in page  # what one does elsewhere is not shown
    assert reviews.states(admin)[0].is_due
    client.post(reverse("account-reviews:review", args=["stc"]), {"note": "Đủ"})
    review = AccountReview.objects.get()
    assert (review.confirmed_by, review.portal, review.note) == (admin, provisioned["stc"], "Đủ")
    assert "lan" in {name for name, *_roles in review.accounts}
    assert not reviews.states(admin)[0].is_due


@pytest.mark.parametrize("code", ["skhcn", "tinh", "khong-co"])
def test_nobody_reviews_what_is_not_theirs(provisioned, person, sign_in, code):
    assign(provisioned["skhcn"], account(f"{SECRET}-a"))
    client = sign_in(person("stc", "administrator"))
    for answer in (
        client.get(reverse("account-reviews:review", args=[code])),
        client.post(reverse("account-reviews:review", args=[code])),
    ):
        assert answer.status_code == 404
        assert SECRET not in answer.content.decode()
    assert not AccountReview.objects.exists()
    assert (
        provisioned["skhcn"].name
        not in client.get(reverse("account-reviews:index")).content.decode()
    )


def test_the_provincial_board_reviews_those_who_serve_the_province(
    provisioned, provincial, person, sign_in
):
    person("stc", "editor", "cuacong")
    client = sign_in(provincial[0])
    page = client.get(reverse("account-reviews:review", args=["tinh"])).content.decode()
    assert "tinh1" in page and "cuacong" not in page
    assert client.get(reverse("account-reviews:index")).status_code == 200


def test_a_due_review_waits_for_the_administrator(provisioned, person):
    admin, editor = person("stc", "administrator"), person("stc", "editor")
    kinds = {item.kind: item for item in waiting.for_user(admin)}
    assert kinds["account_review_due"].portal == provisioned["stc"]
    assert "account_review_due" not in {item.kind for item in waiting.for_user(editor)}
    reviews.confirm(provisioned["stc"], admin)
    assert "account_review_due" not in {item.kind for item in waiting.for_user(admin)}
