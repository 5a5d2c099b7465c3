"""Rules of law by day, by system and by who gives them; working days."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govportal import Holiday, Rule, Text, hookimpl, law
from govportal.testing import province_plugin
from tests.province_app import govportal_hooks

pytestmark = pytest.mark.pure


def plugin(*rules, holidays=()):
    return SimpleNamespace(
        rules=hookimpl(lambda: rules), holidays=hookimpl(lambda year: list(holidays))
    )


def rule(rule_id, value, **facts):
    return Rule(id=rule_id, value=value, source="Điều 1", confidence="S", **facts)


def test_decree_replaces_another_on_its_day():
    before = law.rule("operation.suspension_notice", date(2026, 6, 30))
    after = law.rule("operation.suspension_notice", date(2026, 7, 1))
    assert "42/2022" in before.rule.source
    assert "224/2026" in after.rule.source
    assert [item.source for _name, item in after.replaced] == [before.rule.source]


def test_rule_without_value_on_a_day_is_an_error():
    with pytest.raises(KeyError, match=r"content\.takedown_within"):
        law.value("content.takedown_within", date(2010, 1, 1))


def test_province_value_replaces_the_national_one():
    with province_plugin(plugin(rule("feedback.answer_within", 10))):
        found = law.rule("feedback.answer_within", date(2026, 11, 1))
    assert found.value == 10
    assert [item.value for _name, item in found.replaced if not item.valid_to] == [15]


@pytest.mark.parametrize(("offered", "in_force"), [(90, 60), (30, 30)])
def test_province_tightens_a_security_rule_and_never_loosens_it(offered, in_force):
    with province_plugin(plugin(rule("security.password_max_age", offered))):
        assert law.value("security.password_max_age") == in_force


@pytest.mark.parametrize(("wanted", "in_force"), [(60, 15), (5, 5)])
def test_deployment_tightens_a_security_rule_and_never_loosens_it(settings, wanted, in_force):
    settings.GOVPORTAL_RULES = {"security.session_idle": wanted}
    assert law.value("security.session_idle") == in_force
    assert bool(law.loosenings()) == (wanted > in_force)


def test_deployment_may_change_what_is_not_a_security_rule(settings):
    settings.GOVPORTAL_RULES = {"feedback.answer_within": 20}
    assert law.value("feedback.answer_within") == 20
    assert law.loosenings() == []


def test_rule_of_one_system_leaves_others_alone():
    given = rule("feedback.answer_within", 5, system="chuyen_doi_so")
    with province_plugin(plugin(given), govportal_hooks):
        assert law.value("feedback.answer_within", system="chuyen_doi_so") == 5
        assert law.value("feedback.answer_within") == 15


def test_every_rule_in_force_names_its_source():
    assert all(found.rule.source for found in law.rules_in_force())


def test_new_year_of_the_lunar_calendar_is_no_working_day():
    assert not law.is_working_day(date(2026, 2, 17))


def test_made_up_saturday_is_a_working_day():
    made_up = Holiday(day=date(2026, 8, 22), name=Text(vi="Làm bù"), is_working=True)
    assert not law.is_working_day(date(2026, 8, 22))
    with province_plugin(plugin(holidays=[made_up])):
        assert law.is_working_day(date(2026, 8, 22))


def test_deadline_passes_over_the_long_holiday():
    assert law.add_working_days(date(2026, 4, 28), 3) == date(2026, 5, 5)


@given(start=st.dates(date(2024, 1, 1), date(2027, 1, 1)), count=st.integers(1, 30))
def test_deadline_is_a_working_day_with_the_count_between(start, count):
    end = law.add_working_days(start, count)
    days = [date.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1)]
    assert law.is_working_day(end)
    assert sum(map(law.is_working_day, days)) == count


def test_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        law.add_working_days(date(2026, 1, 5), -1)
