"""A portal's budget of a year: what counts against it, who enters it, and what goes over it."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from govportal.royalties import budgets, steps
from govportal.royalties.budgets import RoyaltyBudget
from govportal.royalties.models import Remuneration, Royalty
from tests.test_royalties import (
    DAY,
    OTHER,
    OWN,
    SECRET,
    confirmed,  # noqa: F401
    payee,  # noqa: F401
    send,
)

NOT_BINDING = {"royalties.budget_is_binding": False}


@pytest.fixture
def budget(provisioned):
    """Return a function that enters a budget."""

    def make(amount, code=OWN, year=2026, **values):
        values = {"reference": "9/QĐ-STC", "decided_by": "Lê Văn Á, Giám đốc"} | values
        return RoyaltyBudget.objects.create(
            portal=provisioned[code], year=year, amount=amount, decided_on=date(2026, 1, 5),
            **values,
        )  # fmt: skip

    return make


@pytest.fixture
def proposed(provisioned):
    """Return a royalty that is to be confirmed; it will come to 468 000 đồng."""
    return Royalty.objects.create(portal=provisioned[OWN], title="Tin", published_on=DAY)


def remunerate(portal, who, amount, month=11):
    return Remuneration.objects.create(
        portal=portal, payee=who, month=date(2026, month, 1), work="Ủy viên", amount=amount,
        reference="5/QĐ",
    )  # fmt: skip


def entered(portal, **values):
    """Return what the form of a budget sends."""
    return {
        "portal": portal.pk, "year": 2026, "amount": 1000000, "reference": "9/QĐ-STC",
        "decided_on": "2026-01-05", "decided_by": "Lê Văn Á",
    } | values  # fmt: skip


def errors(answer):
    assert answer.status_code == 200
    return answer.context["form"].errors.as_text()


# --- what counts ----------------------------------------------------------------------------------


def test_what_was_decided_of_a_year_counts_against_its_budget(
    provisioned, budget, confirmed, payee, person  # noqa: F811
):  # fmt: skip
    budget(700000)
    budget(300000, reference="20/QĐ-STC")
    budget(5, year=2025)
    budget(7, code=OTHER)
    confirmed(amount=100000)
    confirmed(amount=50000, day=date(2025, 12, 31))
    remunerate(provisioned[OWN], payee(), 40000)
    Royalty.objects.create(portal=provisioned[OWN], title="Chờ", published_on=DAY)
    state = budgets.state_of(provisioned[OWN], 2026)
    assert (state.budget, state.decided, state.approved, state.left) == (1000000, 140000, 0, 860000)
    drawn = steps.draw_up(provisioned[OWN], "month", date(2026, 11, 1), person(OWN, "head"))
    state = budgets.state_of(provisioned[OWN], 2025)
    assert (state.decided, state.over) == (50000, 49995)
    with pytest.raises(steps.StatementRefusedError):  # the budget of 2025 is exceeded
        steps.approve(drawn, person(OWN, "deputy_head"), 190000)
    budget(50000, year=2025)
    steps.approve(drawn, person(OWN, "head", "b"), 190000)
    assert budgets.state_of(provisioned[OWN], 2026).approved == 140000
    assert budgets.state_of(provisioned[OTHER], 2026).decided == 0


def test_states_cost_the_same_queries_whatever_their_number(provisioned, budget):
    with CaptureQueriesContext(connection) as captured:
        budgets.states(list(provisioned.values()), [2024, 2025, 2026])
    assert len(captured) == 5


# --- what goes over it ----------------------------------------------------------------------------


def test_a_royalty_over_the_budget_is_refused_with_figures_and_source(
    proposed, budget, payee, person, sign_in  # noqa: F811
):  # fmt: skip
    budget(400000)
    head, rows = person(OWN, "head"), [(payee(), "100")]
    client, profile = sign_in(head), UserProfile.get_for_user(head)
    for language, figure in (("vi", "68.000"), ("en", "68,000")):
        profile.preferred_language = language
        profile.save()
        said = errors(send(client, proposed, rows))
        assert figure in said and "224/2026" in said
    proposed.refresh_from_db()
    assert (proposed.state, proposed.amount) == ("proposed", 0)
    budget(68000, reference="21/QĐ-STC")
    assert send(client, proposed, rows).status_code == 302
    proposed.refresh_from_db()
    assert (proposed.state, proposed.amount) == ("confirmed", 468000)
    assert budgets.state_of(proposed.portal, 2026).left == 0


def test_without_a_budget_nothing_is_limited(proposed, payee, person, sign_in):  # noqa: F811
    assert send(sign_in(person(OWN, "head")), proposed, [(payee(), "100")]).status_code == 302


def test_what_was_decided_before_is_corrected_but_not_raised(
    proposed, budget, payee, person, sign_in  # noqa: F811
):  # fmt: skip
    client, rows = sign_in(person(OWN, "head")), [(payee(), "100")]
    send(client, proposed, rows)
    budget(100000)
    assert send(client, proposed, rows, title="Tin đã sửa").status_code == 302
    assert "602.000" in errors(send(client, proposed, rows, coefficient="3"))
    proposed.refresh_from_db()
    assert (proposed.title, proposed.amount) == ("Tin đã sửa", 468000)


def test_remuneration_over_the_budget_is_refused(provisioned, budget, payee, person, sign_in):  # noqa: F811
    budget(400000)
    client = sign_in(person(OWN, "head"))
    data = {
        "portal": provisioned[OWN].pk, "payee": payee().pk, "month": "2026-11-05",
        "work": "Ủy viên", "amount": 400001, "reference": "5/QĐ",
    }  # fmt: skip
    assert "400.001" in errors(client.post(reverse("remunerations:add"), data))
    assert not Remuneration.objects.exists()
    assert client.post(reverse("remunerations:add"), data | {"amount": 400000}).status_code == 302


def test_where_the_rule_lets_it_a_reason_is_asked_for_and_kept(
    proposed, budget, payee, person, sign_in, settings  # noqa: F811
):  # fmt: skip
    budget(400000)
    client, rows = sign_in(person(OWN, "head")), [(payee(), "100")]
    address = reverse("royalties:edit", args=[proposed.pk])
    assert "over_budget_reason" not in client.get(address).text
    settings.GOVPORTAL_RULES = NOT_BINDING
    assert "over_budget_reason" in client.get(address).text
    assert "68.000" in errors(send(client, proposed, rows))
    send(client, proposed, rows, over_budget_reason="Bão số 3")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.over_budget_reason) == ("confirmed", "Bão số 3")
    assert "Bão số 3" in client.get(reverse("royalties:inspect", args=[proposed.pk])).text


def test_a_reason_is_no_way_around_a_binding_budget(proposed, budget, payee, person, sign_in):  # noqa: F811
    budget(400000)
    client = sign_in(person(OWN, "head"))
    errors(send(client, proposed, [(payee(), "100")], over_budget_reason="Bão số 3"))
    proposed.refresh_from_db()
    assert (proposed.state, proposed.over_budget_reason) == ("proposed", "")


def test_a_statement_over_the_budget_waits_for_a_supplement(
    provisioned, confirmed, budget, person, sign_in  # noqa: F811
):  # fmt: skip
    confirmed(amount=468000)
    drawn = steps.draw_up(
        provisioned[OWN], "month", date(2026, 11, 1), person(OWN, "administrator")
    )
    budget(400000)
    client = sign_in(person(OWN, "head"))
    address = reverse("royalty-statements:step", args=[drawn.pk, "approve"])
    shown = client.get(address).text
    assert "400.000" in shown and "68.000" in shown
    assert "68.000" in errors(client.post(address, {"total": 468000}))
    drawn.refresh_from_db()
    assert drawn.state == "draft"
    budget(68000, reference="21/QĐ-STC")
    assert client.post(address, {"total": 468000}).status_code == 302
    drawn.refresh_from_db()
    assert drawn.state == "approved"


# --- who enters it --------------------------------------------------------------------------------


def test_the_head_enters_it_and_is_told_what_is_left(
    provisioned, confirmed, person, sign_in, proposed  # noqa: F811
):  # fmt: skip
    client = sign_in(person(OWN, "head"))
    assert client.post(
        reverse("royalty-budgets:add"), entered(provisioned[OWN])
    ).status_code == 302  # fmt: skip
    found = RoyaltyBudget.objects.get()
    assert (found.amount, found.reference, found.decided_by) == (1000000, "9/QĐ-STC", "Lê Văn Á")
    confirmed(amount=250000)
    for address in (
        reverse("royalty-budgets:index"),
        reverse("royalties:edit", args=[proposed.pk]),
        reverse("remunerations:add"),
    ):
        shown = client.get(address).text
        assert "1.000.000" in shown and "750.000" in shown


def test_amounts_are_grouped_and_an_exceeded_budget_is_told_in_words(
    budget, confirmed, person, sign_in  # noqa: F811
):  # fmt: skip
    entry = budget(100000)
    confirmed(amount=250000)
    client = sign_in(person(OWN, "head"))
    assert "Vượt 150.000" in client.get(reverse("royalty-budgets:index")).text
    shown = client.get(reverse("royalty-budgets:inspect", args=[entry.pk])).text
    assert "100.000" in shown and "05/01/2026" in shown


def test_the_rule_says_who_enters_it(provisioned, person, sign_in, settings):
    client = sign_in(person(OWN, "administrator"))
    add, data = reverse("royalty-budgets:add"), entered(provisioned[OWN])
    assert client.post(add, data).status_code in (302, 403)
    assert not RoyaltyBudget.objects.exists()
    assert client.get(reverse("royalty-budgets:index")).status_code == 200
    settings.GOVPORTAL_RULES = {"royalties.budget_keepers": "administrator"}
    client.post(add, data)
    assert RoyaltyBudget.objects.count() == 1
    sign_in(person(OWN, "head")).post(add, data)
    assert RoyaltyBudget.objects.count() == 1


@pytest.mark.parametrize(
    "values", [{"amount": 0}, {"amount": -1}, {"year": 1999}, {"decided_on": "2999-01-01"},
               {"reference": ""}, {"decided_by": ""}],
)  # fmt: skip
def test_a_budget_that_is_none_is_refused(provisioned, person, sign_in, values):
    client = sign_in(person(OWN, "head"))
    data = entered(provisioned[OWN], **values)
    assert errors(client.post(reverse("royalty-budgets:add"), data))
    assert not RoyaltyBudget.objects.exists()


def test_a_cut_below_what_is_approved_is_refused(provisioned, budget, confirmed, person):  # noqa: F811
    first = budget(500000)
    confirmed(amount=468000)
    drawn = steps.draw_up(provisioned[OWN], "month", date(2026, 11, 1), person(OWN, "head"))
    steps.approve(drawn, person(OWN, "deputy_head"), 468000)
    values = {"reference": "2", "decided_by": "A", "decided_on": date(2026, 5, 1)}
    cut = RoyaltyBudget(portal=provisioned[OWN], year=2026, amount=-32000, **values)
    cut.full_clean()
    cut.amount = -32001
    first.year = 2025
    for entry in (cut, first):
        with pytest.raises(ValidationError) as caught:
            entry.full_clean()
        assert "468.000" in str(caught.value)


# --- whose it is ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", ["reporter", "editor", "deputy_head", "head", "administrator", "superuser"]
)
def test_no_screen_shows_or_changes_another_portals_budget(
    provisioned, budget, person, sign_in, role
):
    foreign = budget(1234567, code=OTHER, reference=f"{SECRET} QĐ")
    foreign.save()
    if role == "superuser":
        user = get_user_model().objects.create_superuser("super")
    else:
        user = person(OWN, role)
    client = sign_in(user)
    for view in ("index", "index_results", "add"):
        shown = client.get(reverse(f"royalty-budgets:{view}")).text
        assert SECRET not in shown and "1.234.567" not in shown
    for view in ("edit", "history", "usage", "inspect"):
        address = reverse(f"royalty-budgets:{view}", args=[foreign.pk])
        assert client.get(address).status_code in (302, 403, 404)
        client.post(address, entered(foreign.portal, amount=1))
    client.post(reverse("royalty-budgets:add"), entered(foreign.portal))
    assert [row.amount for row in RoyaltyBudget.objects.all()] == [1234567]
