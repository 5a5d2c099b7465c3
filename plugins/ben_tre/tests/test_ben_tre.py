"""Bến Tre: two systems of portals under two decisions, a historical rule set."""

from datetime import date

import pytest

from govportal import law, plugins
from govportal.portals import domains
from govportal.testing import ProvinceContract, province_plugin
from govportal_ben_tre import govportal_hooks


class TestBenTre(ProvinceContract):
    hooks = govportal_hooks
    good_addresses = (
        "bentre.gov.vn",
        "chuyendoiso.bentre.gov.vn",
        "https://chuyendoiso.bentre.gov.vn",
        "skhcn.bentre.gov.vn",
        "batri.bentre.gov.vn",
        ("phuong4.bentre.bentre.gov.vn", "phuong-4"),
    )
    bad_addresses = (
        "bentre.com.vn",
        "sở.bentre.gov.vn",
        "a_b.bentre.gov.vn",
        "portal.vn",
        "chuyen-doi-so.bentre.gov.vn",
        ("chuyen-doi-so.bentre.gov.vn", "chuyen-doi-so"),
        ("cds.bentre.gov.vn", "chuyen-doi-so"),
    )
    english_addresses = {
        "ubnd": "bentre.gov.vn/en",
        "chuyen-doi-so": "chuyendoiso.bentre.gov.vn/en",
    }
    # 90 days and two months; the national standard is stricter and stands.
    looser_than_national = frozenset({"security.password_max_age", "security.log_retention"})


@pytest.fixture(autouse=True)
def ben_tre():
    with province_plugin(govportal_hooks):
        yield


def test_province_is_historical_and_says_so():
    province = plugins.province()
    assert province.is_historical
    assert "Vĩnh Long" in province.history.vi
    assert "historical" in province.history.en


def test_each_system_has_its_own_decision():
    main, transformation = plugins.province().systems
    assert (main.key, main.name.en, main.decision.number) == ("tinh", "Ben Tre Portal", "")
    assert transformation.decision.number == "35/2023/QĐ-UBND"
    assert transformation.decision.effective_on == date(2023, 9, 4)
    assert plugins.agency("chuyen-doi-so").system == transformation.key


def test_either_attribution_of_the_transformation_portal_is_enough():
    attribution = plugins.province().system("chuyen_doi_so").attribution
    assert [item.template.vi for item in attribution] == [
        "Cổng TTĐT CDS tỉnh Bến Tre",
        "https://chuyendoiso.bentre.gov.vn",
    ]


@pytest.mark.parametrize("system", ["", "tinh"])
def test_numbers_bind_the_main_system(system):
    assert law.number("backup.keep", system=system) == 90
    given_by = {given_by for given_by, _rule in _all("security.password_max_age", system)}
    assert any("ben_tre" in name for name in given_by)


def test_numbers_do_not_bind_the_transformation_portal():
    with pytest.raises(KeyError):
        law.number("backup.keep", system="chuyen_doi_so")


def _all(rule_id, system):
    found = law.rule(rule_id, system=system)
    return [(found.given_by, found.rule), *found.replaced]


@pytest.mark.parametrize("system", ["tinh", "chuyen_doi_so"])
def test_advertising_is_allowed_under_either_decision(system):
    found = law.rule("advertising.is_allowed", system=system)
    assert found.value is True
    assert found.rule.system == system


def test_yearly_report_is_due_before_20_november():
    reports = {report.key: report for report in plugins.province().system().reports}
    assert reports["year"].due == "11-19"


def test_transformation_portal_has_its_four_categories():
    keys = {section.key for section in plugins.sections(plugins.agency("chuyen-doi-so"))}
    assert {key for key in keys if key.startswith("transformation_")} == {
        "transformation_plans",
        "transformation_results",
        "transformation_policy",
        "transformation_guides",
    }
    assert "transformation_plans" not in {
        section.key for section in plugins.sections(plugins.agency("syt"))
    }


def test_communes_fall_back_to_the_national_rule_of_their_time():
    verdict = domains.of_province().judge(
        domains.parse_address("phuong4.bentre.bentre.gov.vn"), plugins.agency("phuong-4")
    )
    assert verdict.rule.source == "Nghị định 42/2022/NĐ-CP, Điều 6"
    assert verdict.rule.confidence == "P"
