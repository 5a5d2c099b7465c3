"""Bắc Giang: the regulation of 2023, a historical rule set."""

from datetime import date

import pytest

from govportal import law, plugins
from govportal.publishing.categories import categories, category
from govportal.testing import ProvinceContract, province_plugin
from govportal_bac_giang import govportal_hooks


class TestBacGiang(ProvinceContract):
    hooks = govportal_hooks
    good_addresses = (
        "bacgiang.gov.vn",
        "stc.bacgiang.gov.vn",
        "sotaichinh.bacgiang.gov.vn",
        "vietyen.bacgiang.gov.vn",
        "tpbacgiang.bacgiang.gov.vn",
        "tangtien.vietyen.bacgiang.gov.vn",
    )
    bad_addresses = (
        "www2.bacgiang.gov.vn",
        "sở-tc.bacgiang.gov.vn",
        "vy.bacgiang.gov.vn",
        ("vy.bacgiang.gov.vn", "huyen-viet-yen"),
        "viet_yen.bacgiang.gov.vn",
        "bacgiang.bacgiang.gov.vn",
        "thanhphobacgiang.bacgiang.gov.vn",
        "tangtien.bacgiang.gov.vn",
        "tangtien.yendung.bacgiang.gov.vn",
        "tangtien.vy.bacgiang.gov.vn",
    )
    english_addresses = {"ubnd": "bacgiang.gov.vn/en", "stc": "stc.bacgiang.gov.vn/en"}


@pytest.fixture(autouse=True)
def bac_giang():
    with province_plugin(govportal_hooks):
        yield


def test_province_is_historical_and_says_so():
    province = plugins.province()
    assert province.is_historical
    assert province.reference_day(date(2026, 11, 21)) == date(2025, 6, 30)
    assert "Bắc Ninh" in province.history.vi
    assert "until 30 June 2025" in province.history.en


def test_units_are_those_of_2023():
    kinds = [agency.kind for agency in plugins.agencies()]
    communes = kinds.count("ward") + kinds.count("township") + kinds.count("commune")
    assert (kinds.count("district"), kinds.count("district_city"), communes) == (9, 1, 209)


def test_regulation_states_no_security_numbers():
    own = [rule.id for given_by, rule in plugins.rules() if given_by != "govportal"]
    assert [rule_id for rule_id in own if rule_id.startswith(("security.", "backup."))] == []


def test_advertising_is_allowed():
    assert law.value("advertising.is_allowed", date(2024, 1, 1)) is True


def test_form_1_has_its_fourteen_columns_in_printed_order():
    form = plugins.report_templates()["bac_giang_form_1"]
    assert [(column.indicator, column.kind) for column in form.columns] == [
        ("ordinal", "ordinal"),
        ("legal_documents", "ratio"),
        ("admin_documents", "ratio"),
        ("legal_dissemination", "count"),
        ("procedures_integrated", "yes_no"),
        ("plans", "ratio"),
        ("projects", "ratio"),
        ("apparatus", "yes_no"),
        ("financial_report", "yes_no"),
        ("statistics", "published_state"),
        ("science", "published_state"),
        ("epidemic", "published_state"),
        ("disclosure_list", "yes_no"),
        ("channels", "count"),
    ]


def test_form_1_puts_under_columns_4_and_5_what_their_heads_say_and_warns():
    form = plugins.report_templates()["bac_giang_form_1"]
    heads = {column.indicator: column.head.vi for column in form.columns}
    assert heads["legal_dissemination"] == "Tin PBPL"
    assert heads["procedures_integrated"] == "Thủ tục hành chính"
    assert form.warning.vi
    assert form.warning.en


def test_form_2_asks_for_problems_and_proposals():
    form = plugins.report_templates()["bac_giang_form_2"]
    assert [column.indicator for column in form.columns] == ["ordinal", "problems", "proposals"]


def test_both_forms_are_due_twice_a_year_without_a_day():
    reports = plugins.province().system().reports
    assert {report.period: report.due for report in reports} == {"half_year": "", "year": ""}
    assert all(len(report.templates) == 2 for report in reports)


def test_attribution_is_the_prescribed_string():
    (attribution,) = plugins.province().system().attribution
    text = attribution.template.vi.format(host="stc.bacgiang.gov.vn")
    assert text == "Cổng TTĐT tỉnh Bắc Giang, tại địa chỉ: stc.bacgiang.gov.vn"


# Phụ lục, Mẫu 01: the categories that each column asks every portal for, (8) that of any agency.
COLUMNS = {
    "(2), (3)": ["legal_documents"],
    "(4)": ["procedures"],
    "(5)": ["legal_dissemination"],
    "(6)": ["plans"],
    "(7)": ["projects", "procurement"],
    "(8)": ["agency_profile", "leaders"],
    "(9)": ["financial_statements"],
    "(10)": ["statistics"],
    "(11)": ["science"],
    "(12)": ["epidemics"],
    "(13)": ["disclosure"],
    "(14)": ["channels"],
}
TERRITORY = ["administrative_units", "natural_conditions", "history_culture", "places"]


@pytest.mark.parametrize("column", COLUMNS)
def test_every_portal_has_what_the_columns_of_form_1_ask_for(column):
    portals = [agency.code for agency in plugins.agencies() if agency.has_portal]
    lacking = [
        (code, key)
        for code in portals
        for key in COLUMNS[column]
        if (found := category(code, key)) is None or not found.is_mandatory
    ]
    assert lacking == []


@pytest.mark.parametrize("code", ["ubnd", "huyen-tan-yen", "thi-tran-nha-nam"])
def test_column_8_asks_the_peoples_committees_for_their_territory(code):
    assert set(TERRITORY) <= set(categories(code))
    assert not set(TERRITORY) & set(categories("stc"))


def test_form_1_binds_from_the_day_of_the_regulation():
    assert category("xa-tang-tien", "science", date(2023, 5, 19)) is None
    assert "cột (11)" in category("xa-tang-tien", "science", date(2023, 5, 20)).source


def test_what_the_chairman_asks_for_states_the_request():
    """Điều 5.1.a."""
    section = category("ubnd", "requested_information")
    assert not section.is_mandatory
    assert plugins.record_types()[section.record_type].field("request").is_required
