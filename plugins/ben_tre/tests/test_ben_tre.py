"""Bến Tre: two systems of portals under two decisions, a historical rule set."""

from datetime import date

import pytest

from govportal import law, plugins
from govportal.portals import domains
from govportal.publishing.categories import categories
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
    assert "until 30 June 2025" in province.history.en


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


# Quy chế Cổng TTĐT tỉnh, Điều 10: what each agency supplies, by point.
SUPPLIED = {
    "Văn phòng Ủy ban nhân dân tỉnh": {
        "10.1.a": ["working_regulation_items"],
        "10.1.b": [
            "directives", "leaders_directives", "petition_replies", "commendations", "sanctions",
            "work_calendar",
        ],
        "10.1.c": ["approved_information"],
    },
    "Sở Nội vụ": {"10.2": ["agency_profile", "leaders"]},
    "Sở Tài nguyên và Môi trường": {
        "10.3.a": ["administrative_units"],
        "10.3.b": [
            "land_use_plans", "resource_plans", "environment", "waste_plans", "waste_sources",
            "polluted_areas", "risk_areas",
        ],
    },
    "Sở Tư pháp": {"10.4": ["legal_documents", "legal_dissemination"]},
    "Sở Kế hoạch và Đầu tư": {
        "10.5.a": [
            "investment_promotion", "socioeconomic_profile", "development_strategy",
            "investment_incentives", "investment_opportunities", "calling_projects",
        ],
        "10.5.b": ["projects"],
    },
    "Sở Tài chính": {"10.6": ["procurement"]},
    "Sở Xây dựng": {"10.7": ["construction_plans", "urban_plans"]},
    "Sở Khoa học và Công nghệ": {"10.8": ["science"]},
    "Sở Văn hóa, Thể thao và Du lịch": {"10.9": ["history_culture", "places", "sports"]},
    "Cục Thống kê tỉnh": {"10.10": ["statistics"]},
}  # fmt: skip
# Besides the 27 that national law asks of a department, of which some are in the list above.
MORE_THAN_A_DEPARTMENT = {
    "vpubnd": 33, "snv": 27, "stnmt": 35, "stp": 27, "skhdt": 33, "stc": 27, "sxd": 29,
    "skhcn": 27, "svhttdl": 30,
}  # fmt: skip


@pytest.mark.parametrize("supplier", SUPPLIED)
def test_main_portal_names_who_supplies_each_category(supplier):
    main = categories("ubnd").values()
    supplied = {item.key: item.source for item in main if _supplier(item) == supplier}
    expected = {key: point for point, found in SUPPLIED[supplier].items() for key in found}
    assert {key: source.split(";")[0] for key, source in supplied.items()} == {
        key: f"Quy chế Cổng TTĐT tỉnh, Điều {point}" for key, point in expected.items()
    }


def _supplier(section):
    return section.supplier.vi if section.supplier else ""


def test_main_portal_has_35_supplied_categories():
    assert sum(1 for item in categories("ubnd").values() if item.supplier) == 35


@pytest.mark.parametrize("supplier", [name for name in SUPPLIED if "Thống kê" not in name])
def test_supplier_has_its_categories_on_its_own_portal(supplier):
    (agency,) = [item for item in plugins.agencies() if item.name.vi == supplier]
    own = categories(agency.code)
    for keys in SUPPLIED[supplier].values():
        assert [key for key in keys if _supplier(own[key]) != supplier] == []
    assert len(own) == MORE_THAN_A_DEPARTMENT[agency.code]


def test_only_what_the_chairman_may_add_is_optional():
    supplied = [item for item in categories("ubnd").values() if item.supplier]
    assert [item.key for item in supplied if not item.is_mandatory] == ["approved_information"]
    assert plugins.record_types()["approved_information"].field("approval").is_required


def test_transformation_portal_has_its_four_categories():
    own = {key: item for key, item in categories("chuyen-doi-so").items() if "QĐ 35" in item.source}
    assert sorted(own) == [
        "feedback",
        "transformation_guides",
        "transformation_plans",
        "transformation_policy",
        "transformation_results",
    ]
    assert all(item.is_mandatory and item.in_menu for item in own.values())
    assert not any(key.startswith("transformation_") for key in categories("syt"))


def test_categories_of_the_transformation_portal_begin_with_its_decision():
    before = categories("chuyen-doi-so", date(2023, 9, 3))
    assert not any(key.startswith("transformation_") for key in before)
    assert before["feedback"].title.vi == "Hỏi – Đáp"


def test_communes_fall_back_to_the_national_rule_of_their_time():
    verdict = domains.of_province().judge(
        domains.parse_address("phuong4.bentre.bentre.gov.vn"), plugins.agency("phuong-4")
    )
    assert verdict.rule.source == "Nghị định 42/2022/NĐ-CP, Điều 6"
    assert verdict.rule.confidence == "P"
