"""Đồng Tháp: the regulation of 2026."""

import pytest

from govportal import law, plugins
from govportal.publishing.categories import category
from govportal.testing import ProvinceContract, province_plugin
from govportal_dong_thap import govportal_hooks


class TestDongThap(ProvinceContract):
    hooks = govportal_hooks
    good_addresses = (
        "https://dongthap.gov.vn",
        "https://dongthap.gov.vn/trang-english",
        "https://dongthap.gov.vn/trang-english/tin-tuc/",
        "skhcn.dongthap.gov.vn",
        "mytho.dongthap.gov.vn",
        ("xamytho.dongthap.gov.vn", "xa-my-tho"),
        "trungtamtinhocvacongbao.dongthap.gov.vn",
    )
    bad_addresses = (
        "en.dongthap.gov.vn",
        "dongthap.gov.vn/en",
        "sokhoahocvacongnghe.dongthap.gov.vn",
        ("sokhoahocvacongnghe.dongthap.gov.vn", "skhcn"),
        "skhcn-dt.gov.vn",
        "mt.dongthap.gov.vn",
        ("mt.dongthap.gov.vn", "phuong-my-tho"),
        ("mytho.dongthap.gov.vn", "xa-my-tho"),
        "xa.huyen.dongthap.gov.vn",
        "mỹtho.dongthap.gov.vn",
    )
    english_addresses = {
        "ubnd": "dongthap.gov.vn/trang-english",
        "skhcn": "skhcn.dongthap.gov.vn/en",
        "phuong-my-tho": "mytho.dongthap.gov.vn/en",
    }


@pytest.fixture(autouse=True)
def dong_thap():
    with province_plugin(govportal_hooks):
        yield


def test_units_are_those_after_july_2025():
    kinds = [agency.kind for agency in plugins.agencies()]
    assert kinds.count("ward") + kinds.count("commune") == 102


@pytest.mark.parametrize(
    ("rule", "value"),
    [("backup.interval", 7), ("backup.restore_within", 24), ("security.check_interval", 6)],
)
def test_numbers_of_the_regulation_are_in_force(rule, value):
    assert law.number(rule) == value


def test_feedback_has_the_name_that_the_regulation_gives_it():
    section = category("syt", "feedback")
    assert section.title.vi == "Trao đổi - Hỏi đáp"
    assert section.kind == "feedback"


def test_technical_and_content_operators_differ():
    bodies = plugins.province().system().bodies
    assert bodies.operator_content.agency != bodies.operator_technical.agency


def test_public_reports_security_incidents_to_the_police():
    routes = [route for route in plugins.province().system().incidents if route.email]
    assert [(route.kind, route.email) for route in routes] == [
        ("security", "congantinh@dongthap.gov.vn")
    ]


def test_day_that_the_decision_leaves_blank_stays_empty():
    assert plugins.province().system().decision.effective_on is None


def test_portal_speaks_for_party_and_state():
    """Điều 3.1."""
    assert category("ubnd", "party_news").parent == category("ubnd", "state_news").parent == "news"
    assert category("stc", "party_news") is None


def test_party_and_front_bodies_may_have_an_address():
    """Điều 4.4."""
    kinds = plugins.agency_kinds()
    blocs = {kind.bloc: key for key, kind in kinds.items() if kind.bloc != "state"}
    bound = {kind for rule in plugins.domain_scheme().rules for kind in rule.kinds}
    assert set(blocs) == {"party", "front"}
    assert set(blocs.values()) <= bound


def test_epidemics_are_supplied_by_the_health_department():
    assert category("ubnd", "epidemics").supplier.vi == "Sở Y tế"
    assert category("syt", "epidemics").is_mandatory
    assert category("stc", "epidemics") is None
