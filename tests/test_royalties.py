"""Royalties: proposed at publication, counted by the rates of the day, paid by statements."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from govportal import law
from govportal.editorial import waiting
from govportal.publishing.models import ArticlePage
from govportal.royalties import amounts, money, rates, steps
from govportal.royalties.decisions import GenreCeiling, RateDecision, decision_on
from govportal.royalties.models import Remuneration, Royalty, RoyaltyShare
from govportal.royalties.payments import FrozenError, Payee, PaymentStatement
from govportal.royalties.proposals import authors_in

OWN, OTHER = "stc", "skhcn"
DAY = date(2026, 11, 3)
SECRET = "Zzkinxq"


@pytest.fixture
def payee(provisioned):
    """Return a function that makes a payee of a portal."""

    def make(name="Trần Thị B", code=OWN, **values):
        return Payee.objects.create(portal=provisioned[code], name=name, **values)

    return make


@pytest.fixture
def confirmed(provisioned, payee):
    """Return a function that makes a confirmed royalty with one payee."""

    def make(code=OWN, amount=468000, day=DAY, title="Tin", to=None):
        royalty = Royalty.objects.create(
            portal=provisioned[code], title=title, published_on=day, genre="news",
            coefficient=Decimal(2), unit_value=234000, amount=amount, state="confirmed",
        )  # fmt: skip
        to = to or payee(code=code)
        RoyaltyShare.objects.create(royalty=royalty, payee=to, percent=100, amount=amount)
        return royalty

    return make


@pytest.fixture
def publish(section_of):
    """Return a function that publishes a new article."""

    def make(author="Trần Thị B", **values):
        article = ArticlePage(
            title="Khai mạc hội chợ",
            author=author,
            source="Báo",
            summary="Tóm tắt.",
            live=False,
            **values,
        )
        section_of(OWN, "news").add_child(instance=article)
        article.save_revision().publish()
        return article

    return make


def entered(royalty, rows, **values):
    """Return what the form of a royalty sends."""
    data = {
        "title": royalty.title, "portal": royalty.portal_id, "published_on": royalty.published_on,
        "genre": "news", "coefficient": "2", "addition_percent": "0", "state": "confirmed",
        "shares-TOTAL_FORMS": len(rows), "shares-INITIAL_FORMS": royalty.shares.count(),
    } | values  # fmt: skip
    known = list(royalty.shares.values_list("pk", flat=True))
    for number, (payee, percent) in enumerate(rows):
        data |= {
            f"shares-{number}-id": known[number] if number < len(known) else "",
            f"shares-{number}-payee": payee.pk if payee else "",
            f"shares-{number}-percent": percent,
        }
    return data


def send(client, royalty, rows, **values):
    return client.post(
        reverse("royalties:edit", args=[royalty.pk]), entered(royalty, rows, **values)
    )


# --- rates and amounts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("genre", "most"),
    [
        ("news", 10), ("drawing", 10), ("photograph", 10), ("political_essay", 30),
        ("reportage", 30), ("literary_work", 30), ("research", 30), ("online_media", 50),
    ],
)  # fmt: skip
def test_the_greatest_coefficients_are_those_of_the_decree(provisioned, genre, most):
    found = rates.greatest_coefficient(provisioned[OWN], genre, DAY)
    assert found.value == most
    assert "18/2014" in found.basis[0]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2014, 6, 1), 115000), (date(2019, 7, 1), 149000), (date(2023, 6, 30), 149000),
        (date(2023, 7, 1), 180000), (date(2024, 7, 1), 234000),
    ],
)  # fmt: skip
def test_a_unit_is_a_tenth_of_the_base_salary_of_the_day(provisioned, day, value):
    assert rates.unit_value(provisioned[OWN], day).value == value


def test_every_rate_of_today_is_marked_as_not_confirmed(provisioned):
    for rule_id in law.definitions():
        if rule_id.startswith("royalties."):
            assert law.rule(rule_id, DAY).rule.confidence == "K"


def test_a_deployment_states_a_new_base_salary_without_a_new_version(provisioned, settings):
    settings.GOVPORTAL_RULES = {"royalties.base_salary": 2530000}
    assert rates.unit_value(provisioned[OWN], DAY).value == 253000


@pytest.mark.parametrize(
    ("coefficient", "translation", "addition", "amount"),
    [
        ("10", None, 0, 2340000), ("2.5", None, 0, 585000), ("10", 65, 0, 1521000),
        ("10", None, 20, 2808000), ("0.33", 40, 10, 33977),
    ],
)  # fmt: skip
def test_a_royalty_is_coefficient_times_unit_rounded_half_up(
    coefficient, translation, addition, amount
):
    assert amounts.royalty(Decimal(coefficient), 234000, translation, addition) == amount


@given(
    st.integers(0, 10**9),
    st.lists(st.integers(1, 5000), min_size=1, max_size=8).filter(lambda p: sum(p) <= 10000),
)
def test_parts_add_up_to_the_whole_and_none_is_a_dong_off(total, hundredths):
    percents = [Decimal(part) / 100 for part in hundredths]
    percents.append(100 - sum(percents))
    found = amounts.parts(total, percents)
    assert sum(found) == total
    for part, percent in zip(found, percents, strict=True):
        assert abs(part - total * percent / 100) <= 1


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_equal_shares_add_up_to_a_hundred(count):
    found = amounts.equal_percents(count)
    assert sum(found) == 100 and max(found) - min(found) < 1


# --- a portal's own rates -------------------------------------------------------------------------


def decision(portal, **values):
    return RateDecision(
        **{"portal": portal, "reference": "12/QĐ-STC", "decided_on": date(2026, 1, 5),
           "valid_from": date(2026, 1, 1)} | values
    )  # fmt: skip


def test_the_head_lowers_a_rate_with_a_decision(provisioned):
    mine = decision(provisioned[OWN], unit_value=150000)
    mine.full_clean()
    mine.save()
    GenreCeiling.objects.create(decision=mine, genre="news", coefficient=4)
    found = decision_on(provisioned[OWN], DAY)
    unit = rates.unit_value(provisioned[OWN], DAY, found)
    assert unit.value == 150000
    assert "12/QĐ-STC" in unit.basis[-1]
    assert rates.greatest_coefficient(provisioned[OWN], "news", DAY, found).value == 4
    assert decision_on(provisioned[OWN], date(2025, 12, 31)) is None
    assert decision_on(provisioned[OTHER], DAY) is None


def test_a_decision_above_the_law_is_refused_with_the_article(provisioned):
    with pytest.raises(ValidationError) as caught:
        decision(provisioned[OWN], unit_value=234001).full_clean()
    assert "73/2024" in str(caught.value)
    mine = decision(provisioned[OWN])
    mine.save()
    with pytest.raises(ValidationError) as caught:
        GenreCeiling(decision=mine, genre="news", coefficient=11).full_clean()
    assert "18/2014" in str(caught.value)


def test_a_decision_never_raises_a_rate_whatever_is_stored(provisioned):
    mine = decision(provisioned[OWN], unit_value=999999)
    mine.save()
    assert rates.unit_value(provisioned[OWN], DAY, mine).value == 234000


# --- proposals ------------------------------------------------------------------------------------


def test_the_first_publication_of_an_article_proposes_its_royalty(publish, payee):
    known = payee("Trần Thị B", pen_names="Thảo Nguyên")
    article = publish("Thảo Nguyên, Lê Văn C")
    (royalty,) = Royalty.objects.all()
    assert (royalty.page_id, royalty.title, royalty.state) == (
        article.pk, "Khai mạc hội chợ", "proposed",
    )  # fmt: skip
    assert royalty.published_on == timezone.localdate(article.first_published_at)
    shares = list(royalty.shares.order_by("pk"))
    assert [(share.author, share.payee) for share in shares] == [
        ("Thảo Nguyên", known), ("Lê Văn C", None),
    ]  # fmt: skip
    assert sum(share.percent for share in shares) == 100


def test_a_later_version_proposes_nothing_more(publish):
    article = publish()
    article.save_revision().publish()
    assert Royalty.objects.count() == 1


def test_what_the_press_wrote_earns_nothing(publish):
    publish(
        is_republished=True, source_url="https://bao.example.vn/1",
        originally_published_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    assert not Royalty.objects.exists()


def test_no_ledger_is_kept_where_the_rule_is_off(publish, settings):
    settings.GOVPORTAL_RULES = {"royalties.is_kept": False}
    publish()
    assert not Royalty.objects.exists()


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("Trần B", ["Trần B"]), ("Trần B; Lê C", ["Trần B", "Lê C"]),
        ("Trần B và Lê C", ["Trần B", "Lê C"]), ("Trần B - Lê C", ["Trần B", "Lê C"]),
        ("Anh-Tuấn", ["Anh-Tuấn"]), (" ", [""]),
    ],
)  # fmt: skip
def test_authors_are_read_from_what_an_item_states(stated, names):
    assert authors_in(stated) == names


# --- completing and confirming --------------------------------------------------------------------


def test_a_confirmed_royalty_keeps_its_amounts_and_the_rules_used(publish, payee, person, sign_in):
    publish("Trần Thị B; Lê Văn C")
    royalty = Royalty.objects.get()
    client = sign_in(person(OWN, "administrator"))
    rows = [(payee("Trần Thị B"), "66.67"), (payee("Lê Văn C"), "33.33")]
    answer = send(client, royalty, rows, coefficient="2.5", published_on="2026-11-03")
    assert answer.status_code == 302
    royalty = Royalty.objects.get()
    assert (royalty.state, royalty.unit_value, royalty.amount) == ("confirmed", 234000, 585000)
    assert [share.amount for share in royalty.shares.order_by("pk")] == [390020, 194980]
    assert "18/2014" in royalty.basis and "73/2024" in royalty.basis
    assert royalty.confirmed_by.get_username() == f"administrator-{OWN}"


@pytest.mark.parametrize(
    ("rows", "values", "said"),
    [
        ([("own", "60"), ("own", "30")], {}, "90 %"),
        ([("own", "100")], {"coefficient": "10.5"}, "18/2014"),
        ([("own", "100")], {"coefficient": ""}, "coefficient"),
        ([("own", "100")], {"genre": ""}, "genre"),
        ([(None, "100")], {}, "payee"),
        ([("foreign", "100")], {}, "payee"),
        ([("foreign", "100")], {"state": "proposed"}, "payee"),
        ([("own", "100")], {"translation_percent": "70"}, "65"),
        ([("own", "100")], {"addition_percent": "5"}, "10"),
        ([("own", "100")], {"published_on": "2010-01-01"}, "rate"),
        ([("own", "100")], {"state": "not_paid"}, ""),
    ],
)
def test_what_is_incomplete_or_too_high_is_not_confirmed(
    publish, payee, person, sign_in, rows, values, said, settings
):
    settings.LANGUAGE_CODE = "en"
    publish()
    royalty = Royalty.objects.get()
    own, foreign = payee(), payee(code=OTHER)
    rows = [({"own": own, "foreign": foreign, None: None}[key], share) for key, share in rows]
    answer = send(sign_in(person(OWN, "head")), royalty, rows, **values)
    assert answer.status_code == 200
    form = answer.context["form"]
    told = f"{form.errors.as_json()}{[dict(f.errors) for f in form.formsets['shares'].forms]}"
    assert form.errors
    assert said in told or said.capitalize() in told
    royalty.refresh_from_db()
    assert (royalty.state, royalty.amount) == ("proposed", 0)


def test_an_item_without_royalty_says_why(publish, person, sign_in):
    publish()
    royalty = Royalty.objects.get()
    client = sign_in(person(OWN, "administrator"))
    send(client, royalty, [(None, "100")], state="not_paid", note="Thông báo hành chính")
    royalty.refresh_from_db()
    assert (royalty.state, royalty.amount) == ("not_paid", 0)


# --- statements -----------------------------------------------------------------------------------


@pytest.fixture
def statement(provisioned, confirmed, payee, person):
    """Return a draft drawn up by the administrator: a royalty and a remuneration of one payee."""
    who = payee("Trần Thị B")
    confirmed(to=who)
    confirmed(to=who, day=date(2026, 12, 1), title="Tháng sau")
    Remuneration.objects.create(
        portal=provisioned[OWN], payee=who, month=date(2026, 11, 1), work="Ủy viên",
        amount=500000, reference="5/QĐ",
    )  # fmt: skip
    clerk = person(OWN, "administrator")
    return steps.draw_up(provisioned[OWN], "month", date(2026, 11, 1), clerk)


def test_a_statement_holds_what_is_owed_up_to_its_last_day(statement):
    assert statement.last_day == date(2026, 11, 30)
    assert steps.total_of(statement) == 968000
    assert statement.shares.count() == 1


def test_what_was_confirmed_late_is_on_the_next_statement(statement, confirmed, person):
    confirmed(title="Muộn", day=date(2026, 10, 1))
    later = steps.draw_up(statement.portal, "quarter", date(2026, 10, 1), person(OWN, "head"))
    assert later.last_day == date(2026, 12, 31)
    assert {share.royalty.title for share in later.shares.all()} == {"Muộn", "Tháng sau"}


def test_nothing_owed_makes_no_statement(provisioned, person):
    with pytest.raises(steps.StatementRefusedError):
        steps.draw_up(provisioned[OWN], "month", date(2026, 1, 1), person(OWN, "head"))
    assert not PaymentStatement.objects.exists()


@pytest.mark.parametrize("role", ["administrator", "editor", "reporter"])
def test_only_the_board_approves(statement, person, role):
    with pytest.raises(PermissionDenied):
        steps.approve(statement, person(OWN, role, "x"), steps.total_of(statement))


def test_nobody_approves_a_statement_of_their_own(statement, person, confirmed):
    head = person(OWN, "head")
    own = steps.draw_up(statement.portal, "month", date(2026, 12, 1), head)
    with pytest.raises(PermissionDenied):
        steps.approve(own, head, steps.total_of(own))
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentStatement.objects.filter(pk=own.pk).update(approved_by=head)


def test_an_approved_statement_and_all_on_it_is_frozen(statement, person, sign_in):
    steps.approve(statement, person(OWN, "head"), 968000)
    assert (statement.state, statement.total) == ("approved", 968000)
    royalty = statement.shares.get().royalty
    with pytest.raises(FrozenError):
        royalty.save()
    remuneration = statement.remunerations.get()
    for change in (remuneration.save, remuneration.delete, statement.delete):
        with pytest.raises(FrozenError):
            change()
    with pytest.raises(steps.StatementRefusedError):
        steps.discard(statement, person(OWN, "deputy_head"))
    client = sign_in(person(OWN, "administrator", "clerk"))
    rows = [(statement.shares.get().payee, "100")]
    answer = send(client, royalty, rows, coefficient="9")
    assert answer["location"] == reverse("royalties:inspect", args=[royalty.pk])
    royalty.refresh_from_db()
    assert royalty.coefficient == 2


def test_what_changed_since_it_was_read_is_not_approved(statement, person):
    statement.remunerations.update(amount=600000)
    with pytest.raises(steps.StatementRefusedError):
        steps.approve(statement, person(OWN, "head"), 968000)


def test_a_discarded_draft_frees_what_stood_on_it(statement, person):
    steps.discard(statement, person(OWN, "head"))
    assert not PaymentStatement.objects.exists()
    assert RoyaltyShare.objects.filter(statement=None).count() == 2


def test_a_statement_goes_from_draft_to_paid_in_the_admin(provisioned, confirmed, person, sign_in):
    confirmed(day=date(2026, 10, 5))
    draw_up = {"portal": provisioned[OWN].pk, "period": "month", "number": 10, "year": 2026}
    client = sign_in(person(OWN, "administrator"))
    assert client.post(reverse("royalty-statements:draw_up"), draw_up).status_code == 302
    found = PaymentStatement.objects.get()
    address = reverse("royalty-statements:step", args=[found.pk, "approve"])
    assert client.post(address, {"total": 468000}).status_code == 302  # not the board's
    found.refresh_from_db()
    assert found.state == "draft"
    client = sign_in(person(OWN, "deputy_head"))
    shown = client.get(reverse("royalty-statements:detail", args=[found.pk])).text
    assert "468.000" in shown and "100 %" in shown
    client.post(address, {"total": 468000})
    address = reverse("royalty-statements:step", args=[found.pk, "pay"])
    assert client.post(address, {"paid_on": "2999-01-01", "reference": "x"}).status_code == 200
    client.post(address, {"paid_on": timezone.localdate(), "reference": "UNC 12"})
    found.refresh_from_db()
    assert (found.state, found.payment_reference) == ("paid", "UNC 12")


@pytest.mark.parametrize(
    "values", [{"period": "quarter", "number": 5}, {"number": 13}, {"year": 2099}, {"year": "x"}]
)
def test_a_period_that_is_none_is_refused(provisioned, confirmed, person, sign_in, values):
    confirmed()
    data = {"portal": provisioned[OWN].pk, "period": "month", "number": 10, "year": 2026} | values
    client = sign_in(person(OWN, "head"))
    answer = client.post(reverse("royalty-statements:draw_up"), data)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not PaymentStatement.objects.exists()


@pytest.mark.parametrize(
    ("language", "amount", "factor"), [("vi", "1.234.000", "2,5"), ("en", "1,234,000", "2.5")]
)
def test_money_is_written_as_each_language_does(language, amount, factor):
    with translation.override(language):
        assert money.grouped(1234000) == amount
        assert money.plain(Decimal("2.50")) == factor
        assert money.plain(Decimal("100.00")) == "100"


# --- files ----------------------------------------------------------------------------------------


@pytest.fixture
def evil(provisioned, confirmed, payee, person):
    """Return a statement whose payee and item are named like formulas."""
    confirmed(to=payee("=HYPERLINK(1)", unit="@sum"), title="+1")
    return steps.draw_up(provisioned[OWN], "month", date(2026, 11, 1), person(OWN, "administrator"))


def test_the_spreadsheet_has_numbers_to_add_up_and_no_formula(evil, person, sign_in):
    client = sign_in(person(OWN, "head"))
    answer = client.get(reverse("royalty-statements:file", args=[evil.pk, "xlsx"]))
    book = load_workbook(BytesIO(answer.content))
    values = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert not [cell for cell in values if cell.data_type == "f"]
    assert {"'=HYPERLINK(1)", "'@sum", "'+1", 468000} <= {cell.value for cell in values}


def test_the_csv_has_no_formula(evil, person, sign_in):
    client = sign_in(person(OWN, "head"))
    answer = client.get(reverse("royalty-statements:file", args=[evil.pk, "csv"]))
    text = answer.getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text and "468000" in text


# --- whose it is ----------------------------------------------------------------------------------


@pytest.fixture
def foreign(provisioned, confirmed, payee, person):
    """Return what another portal keeps, each thing named so that it is recognised."""
    portal, who = provisioned[OTHER], payee(f"{SECRET} B", code=OTHER)
    royalty = confirmed(code=OTHER, title=f"{SECRET} tin", to=who)
    mine = decision(portal, reference=f"{SECRET} QĐ")
    mine.save()
    remuneration = Remuneration.objects.create(
        portal=portal, payee=who, month=DAY.replace(day=1), work=f"{SECRET} việc", amount=1,
        reference="5",
    )  # fmt: skip
    drawn = steps.draw_up(
        portal, "month", DAY.replace(day=1), person(OTHER, "head", f"{SECRET}-head")
    )
    return {
        "royalties": royalty, "payees": who, "rate-decisions": mine,
        "remunerations": remuneration, "royalty-statements": drawn,
    }  # fmt: skip


STAFF = ["reporter", "editor", "deputy_head", "head", "administrator", "superuser"]


def _someone(person, role):
    if role == "superuser":
        return get_user_model().objects.create_superuser("super")
    return person(OWN, role)


@pytest.mark.parametrize("role", STAFF)
def test_no_screen_shows_another_portals_ledger(foreign, person, sign_in, role):
    client = sign_in(_someone(person, role))
    for name, thing in foreign.items():
        for view in ("index", "index_results", "add"):
            if (name, view) == ("royalty-statements", "add"):
                continue
            for query in ({}, {"q": SECRET[:6]}, {"export": "xlsx"}, {"export": "csv"}):
                shown = client.get(reverse(f"{name}:{view}"), query)
                text = b"".join(shown).decode("utf-8", "ignore")
                assert SECRET not in text.replace(f'value="{SECRET[:6]}"', "")
        views = ["edit", "delete", "history", "usage"] + ["inspect"] * (name == "royalties")
        for view in ["detail"] if name == "royalty-statements" else views:
            shown = client.get(reverse(f"{name}:{view}", args=[thing.pk]))
            assert shown.status_code in (302, 403, 404)
    for form in ("xlsx", "csv"):
        drawn = foreign["royalty-statements"].pk
        address = reverse("royalty-statements:file", args=[drawn, form])
        assert client.get(address).status_code in (302, 403, 404)


@pytest.mark.parametrize("role", STAFF)
def test_nothing_of_another_portals_ledger_changes(foreign, person, sign_in, role, provisioned):
    client = sign_in(_someone(person, role))
    royalty = foreign["royalties"]
    send(client, royalty, [(foreign["payees"], "100")], coefficient="9")
    client.post(reverse("payees:edit", args=[foreign["payees"].pk]), {"name": "khác"})
    client.post(reverse("remunerations:delete", args=[foreign["remunerations"].pk]))
    for step in ("approve", "discard", "pay"):
        address = reverse("royalty-statements:step", args=[foreign["royalty-statements"].pk, step])
        client.post(address, {"total": 468001})
    client.post(reverse("payees:add"), {"portal": provisioned[OTHER].pk, "name": "khác"})
    royalty.refresh_from_db()
    foreign["royalty-statements"].refresh_from_db()
    assert (royalty.coefficient, foreign["royalty-statements"].state) == (2, "draft")
    assert Remuneration.objects.count() == 1
    assert list(Payee.objects.values_list("name", flat=True)) == [f"{SECRET} B"]


@pytest.mark.parametrize("role", ["administrator", "deputy_head", "head"])
def test_clerks_see_their_own_ledger(statement, person, sign_in, role):
    client = sign_in(person(OWN, role, "clerk"))
    for name in ("royalties", "remunerations", "payees", "rate-decisions", "royalty-statements"):
        assert client.get(reverse(f"{name}:index")).status_code == 200
    assert "Tháng sau" in client.get(reverse("royalties:index")).text
    royalty = Royalty.objects.first()
    assert client.get(reverse("royalties:edit", args=[royalty.pk])).status_code == 200
    assert client.get(reverse("royalties:inspect", args=[royalty.pk])).status_code == 200


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_writers_see_no_ledger(statement, person, sign_in, role):
    client = sign_in(person(OWN, role, "writer"))
    for name in ("royalties", "payees", "royalty-statements"):
        assert client.get(reverse(f"{name}:index")).status_code in (302, 403)


def test_more_statements_cost_no_more_queries(provisioned, confirmed, person, sign_in, statement):
    client = sign_in(person(OWN, "head"))
    address = reverse("royalty-statements:index")

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    before = queries()
    clerk = get_user_model().objects.get(username=f"administrator-{OWN}")
    for number in (1, 2, 3):
        confirmed(day=date(2026, number, 5))
        steps.draw_up(provisioned[OWN], "month", date(2026, number, 1), clerk)
    assert queries() == before


def test_it_waits_for_those_who_can_do_it(statement, publish, person):
    publish()
    kinds = {
        role: {
            item.kind
            for item in waiting.for_user(person(OWN, role, f"w-{role}"))
            if item.kind.startswith("royalt")
        }
        for role in ("reporter", "administrator", "head")
    }
    assert kinds["reporter"] == set()
    assert kinds["administrator"] == {"royalties"}
    assert kinds["head"] == {"royalties", "royalty_statement"}
