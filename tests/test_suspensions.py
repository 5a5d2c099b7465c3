"""A planned suspension is announced in time, in every language, on every page (FUNC-12)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from govportal import law
from govportal.publishing.suspensions import earliest_start, suspension_in
from govportal.publishing.written_dates import short_date

MAIN, EN, STC = "minhhoa.gov.vn", "en.minhhoa.gov.vn", "stc.minhhoa.gov.vn"
REASON, REASON_EN = "Nâng cấp máy chủ", "Servers are renewed"


def moment(day, hour=8):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def announced(first, last=None, **values):
    return {
        "suspended_from": moment(first),
        "suspended_until": moment(last or first, 17),
        "suspension_reason": REASON,
        "suspension_reason_en": REASON_EN,
        **values,
    }


@pytest.fixture
def announce(home_of):
    """Return a function that puts an announcement on the Vietnamese home of a portal."""

    def put(code="ubnd", language="vi", **values):
        home = home_of(code, language)
        for name, value in values.items():
            setattr(home, name, value)
        home.save()  # checks the page, as publishing does
        return home

    return put


@pytest.fixture
def earliest(db):
    return earliest_start(timezone.localdate(), "")


def refused(announce, **values):
    with pytest.raises(ValidationError) as error:
        announce(**values)
    return error.value.message_dict


def page(client, host, path="/"):
    return client.get(path, headers={"host": host}).content.decode()


@pytest.mark.pure
def test_seven_working_days_lie_between_publication_and_beginning():
    # The weekends and 31 August to 2 September are not counted.
    assert earliest_start(date(2026, 8, 25), "") == date(2026, 9, 8)
    assert law.rule("operation.suspension_notice", date(2026, 8, 25)).value == 7


def test_too_early_a_beginning_is_refused_with_the_earliest_day(announce, earliest):
    errors = refused(announce, **announced(earliest - timedelta(1)))
    assert set(errors) == {"suspended_from"}
    assert short_date(earliest) in errors["suspended_from"][0]
    assert "Nghị định 224/2026/NĐ-CP" in errors["suspended_from"][0]
    announce(**announced(earliest))


def test_force_majeure_needs_a_written_reason_and_no_time(announce):
    today = timezone.localdate()
    values = announced(today, today + timedelta(1))
    assert refused(announce, **values, suspension_force_majeure="  ")
    announce(**values, suspension_force_majeure="Lũ làm ngập phòng máy chủ")


@pytest.mark.parametrize(
    ("left_out", "wrong"),
    [
        ({"suspended_until": None}, {"suspended_until"}),
        (
            {"suspension_reason": "", "suspended_from": None},
            {"suspension_reason", "suspended_from"},
        ),
    ],
)
def test_what_is_missing_is_asked_for(announce, earliest, left_out, wrong):
    assert set(refused(announce, **announced(earliest) | left_out)) == wrong


def test_end_before_the_beginning_or_in_the_past_is_refused(announce, earliest):
    reversed_ = announced(earliest, earliest - timedelta(1))
    assert set(refused(announce, **reversed_)) == {"suspended_until"}
    past = announced(date(2026, 1, 5), suspension_force_majeure="Mất điện")
    assert set(refused(announce, **past)) == {"suspended_until"}


def test_public_announcement_stays_and_may_be_put_off_but_not_brought_forward(
    announce, earliest, monkeypatch
):
    announce(**announced(earliest + timedelta(3)))
    later = moment(earliest + timedelta(2), 9)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert announce(lead="Câu mới").lead == "Câu mới"
    announce(suspended_until=moment(earliest + timedelta(4)))
    announce(**announced(earliest + timedelta(5)))
    assert set(refused(announce, **announced(earliest + timedelta(4)))) == {"suspended_from"}


def test_approval_that_comes_too_late_publishes_nothing(home_of, earliest, monkeypatch):
    home = home_of("ubnd")
    for name, value in announced(earliest).items():
        setattr(home, name, value)
    draft = home.save_revision()
    tomorrow = law.add_working_days(timezone.localdate(), 1)
    monkeypatch.setattr(timezone, "now", lambda: moment(tomorrow))
    with pytest.raises(ValidationError):
        Revision.objects.get(pk=draft.pk).publish()
    home.refresh_from_db()
    assert home.suspended_from is None


def test_approval_for_a_later_day_holds_when_the_timer_is_late(home_of, monkeypatch):
    home, today = home_of("ubnd"), timezone.localdate()
    goes_live = law.add_working_days(today, 2)
    home.go_live_at = moment(goes_live)
    for name, value in announced(earliest_start(goes_live, "")).items():
        setattr(home, name, value)
    home.save_revision().publish()
    monkeypatch.setattr(timezone, "now", lambda: moment(law.add_working_days(today, 3)))
    call_command("publish_scheduled")
    home.refresh_from_db()
    assert home.suspension_reason == REASON


def test_every_page_of_the_portal_alone_tells_it_in_the_readers_language(
    announce, earliest, client
):
    announce(**announced(earliest))
    assert REASON in page(client, MAIN)
    assert f"{moment(earliest):%Y-%m-%dT%H:%M}" in page(client, MAIN, "/tin-tuc/")
    assert REASON in page(client, MAIN, "/tim-kiem/")
    english = page(client, EN)
    assert REASON_EN in english
    assert REASON not in english
    assert REASON not in page(client, STC) + page(client, "bosong.minhhoa.gov.vn")


def test_vietnamese_reason_is_marked_where_there_is_no_english_one(announce, earliest, client):
    announce(**announced(earliest) | {"suspension_reason_en": ""})
    assert f'<span lang="vi">{REASON}</span>' in page(client, EN)


def test_notice_costs_no_query(announce, earliest, client):
    def cost(host):
        page(client, host, "/")
        with CaptureQueriesContext(connection) as queries:
            page(client, host, "/")
        return len(queries)

    before = cost(MAIN), cost(EN)
    announce(**announced(earliest))
    assert (cost(MAIN), cost(EN)) == before


@pytest.mark.pure
def test_it_is_told_from_publication_until_the_end():
    first = moment(date(2026, 12, 10))
    stored = announced(date(2026, 12, 10))
    before, during = (suspension_in(stored, "vi", first + timedelta(hours=h)) for h in (-1, 1))
    assert not before.is_under_way
    assert during.is_under_way
    assert suspension_in(stored, "vi", stored["suspended_until"]) is None


def test_fields_stand_on_the_vietnamese_home_alone(person, sign_in, home_of):
    client = sign_in(person("ubnd", "editor"))
    shown = [
        "suspended_from" in client.get(
            reverse("wagtailadmin_pages:edit", args=[home_of("ubnd", language).pk])
        ).content.decode()
        for language in ("vi", "en")
    ]  # fmt: skip
    assert shown == [True, False]
