"""What all portals pay together: by portal and by payee, for the provincial board alone."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from govportal.royalties import steps
from govportal.royalties.models import Remuneration
from govportal.royalties.province_total import total_of_province
from tests.sharing_world import provincial_board
from tests.test_royalties import OTHER, OWN, SECRET, confirmed, payee  # noqa: F401

ADDRESS = "/cms/province-payments/"
NOVEMBER = {"period": "month", "number": 11, "year": 2026}
QUARTER = (date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture
def pay(provisioned, confirmed, payee, person):  # noqa: F811
    """Return a function that brings what a portal owes for a month on a statement in a state."""

    def make(code, amount, state="approved", month=11, name="Trần Thị B", remuneration=0):
        who, first = payee(name, code=code), date(2026, month, 1)
        confirmed(code=code, amount=amount, day=first, to=who)
        if remuneration:
            Remuneration.objects.create(
                portal=provisioned[code], payee=who, month=first, work="Ủy viên",
                amount=remuneration, reference="5/QĐ",
            )  # fmt: skip
        clerk, head = (person(code, "head", f"{code}-{amount}-{place}") for place in (1, 2))
        drawn = steps.draw_up(provisioned[code], "month", first, clerk)
        if state != "draft":
            steps.approve(drawn, head, steps.total_of(drawn))
        if state == "paid":
            steps.pay(drawn, clerk, date(2026, 11, 20), "UNC 1")
        return drawn

    return make


def of(found, code):
    return next(line for line in found.portals if line.portal.code == code)


def test_sums_are_by_portal_and_by_payee(provisioned, pay):
    pay(OWN, 100, state="paid", remuneration=40, name="Lê Văn C")
    pay(OWN, 20, month=10)
    pay(OTHER, 7, name="Lê Văn C")
    pay(OTHER, 1000, month=12, state="draft")
    found = total_of_province(*QUARTER)
    own, other = of(found, OWN), of(found, OTHER)
    assert (own.statements, own.royalties, own.remuneration, own.total) == (2, 120, 40, 160)
    assert (own.paid, own.drafts) == (140, 0)
    assert (other.statements, other.total, other.paid, other.drafts) == (1, 7, 0, 1000)
    assert (found.whole.statements, found.whole.total, found.whole.drafts) == (3, 167, 1000)
    assert len(found.portals) == len(provisioned)
    assert [(line.name, line.portal.code, line.total) for line in found.payees] == [
        ("Trần Thị B", OWN, 20), ("Lê Văn C", OWN, 140), ("Lê Văn C", OTHER, 7),
    ]  # fmt: skip


def test_a_statement_counts_in_the_period_of_its_last_day(provisioned, pay, confirmed, person):  # noqa: F811
    pay(OWN, 20, month=10)
    confirmed(amount=5, day=date(2026, 10, 5))
    clerk, head = person(OWN, "head", "a"), person(OWN, "head", "b")
    drawn = steps.draw_up(provisioned[OWN], "quarter", date(2026, 10, 1), clerk)
    steps.approve(drawn, head, 5)
    assert total_of_province(date(2026, 10, 1), date(2026, 10, 31)).whole.total == 20
    assert total_of_province(date(2026, 12, 1), date(2026, 12, 31)).whole.total == 5
    assert total_of_province(*QUARTER).whole.total == 25


def test_the_provincial_board_reads_it_on_screen(pay, sign_in):
    pay(OWN, 1234000)
    client = sign_in(provincial_board())
    shown = client.get(ADDRESS, NOVEMBER)
    assert shown.status_code == 200
    assert "1.234.000" in shown.text and "Trần Thị B" in shown.text
    assert "1.234.000" not in client.get(ADDRESS, NOVEMBER | {"number": 10}).text
    assert "1.234.000" in client.get(ADDRESS, {"period": "year", "year": 2026}).text
    assert ADDRESS in client.get("/cms/").text


@pytest.mark.parametrize(
    "values",
    [
        {"period": "quarter", "number": 5}, {"number": ""}, {"number": 13}, {"year": "x"},
        {"period": "decade"}, {"year": ""},
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", [{}, {"format": "xlsx"}])
def test_a_period_that_is_none_is_refused_with_words(provisioned, sign_in, values, form):
    answer = sign_in(provincial_board()).get(ADDRESS, NOVEMBER | values | form)
    assert answer.status_code == 200
    assert answer.context["form"].errors and answer.context["found"] is None


def test_the_spreadsheet_has_numbers_to_add_up_and_no_formula(pay, sign_in):
    pay(OWN, 468000, name="=HYPERLINK(1)")
    answer = sign_in(provincial_board()).get(ADDRESS, NOVEMBER | {"format": "xlsx"})
    assert "11-2026.xlsx" in answer["Content-Disposition"]
    book = load_workbook(BytesIO(answer.content))
    portals, payees = ([[c.value for c in row] for row in sheet] for sheet in book)
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert portals[-1][2:6] == [1, 468000, 0, 468000]
    assert payees[3][1] == "'=HYPERLINK(1)" and payees[-1][4:] == [468000, 0, 468000]
    assert sum(row[5] for row in portals[3:-1]) == 468000


@pytest.mark.parametrize(
    ("code", "role"),
    [
        (OWN, "reporter"), (OWN, "editor"), (OWN, "deputy_head"), (OWN, "head"),
        (OWN, "administrator"), ("ubnd", "head"), (OWN, "superuser"),
    ],
)  # fmt: skip
def test_no_staff_of_a_portal_read_it(provisioned, pay, person, sign_in, code, role):
    pay(OTHER, 1234000, name=f"{SECRET} B")
    if role == "superuser":
        user = get_user_model().objects.create_superuser("super")
    else:
        user = person(code, role)
    client = sign_in(user)
    for query in (NOVEMBER, NOVEMBER | {"format": "xlsx"}):
        answer = client.get(ADDRESS, query)
        assert answer.status_code in (302, 403)
        assert SECRET not in answer.content.decode("utf-8", "ignore")
    assert ADDRESS not in client.get("/cms/").text


def test_the_right_is_the_provincial_boards_alone(provisioned):
    right = Permission.objects.get(codename="view_province_payments")
    assert [group.name for group in Group.objects.filter(permissions=right)] == [
        "Ban Biên tập tỉnh"
    ]


def test_more_portals_and_statements_cost_no_more_queries(pay, sign_in):
    client = sign_in(provincial_board())
    pay(OWN, 1)

    def queries():
        client.get(ADDRESS, NOVEMBER)
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS, NOVEMBER)
        return len(captured)

    before = queries()
    for number, code in enumerate((OTHER, "ubnd", "xa-dong-xanh"), start=2):
        pay(code, number, remuneration=number)
    assert queries() == before
    assert reverse("province-payments:index") == ADDRESS
    with CaptureQueriesContext(connection) as captured:
        total_of_province(*QUARTER)
    assert len(captured) == 4
