"""Hưng Yên: the regulation of 2025."""

from datetime import date

import pytest

from govportal import law, plugins
from govportal.publishing.categories import category
from govportal.testing import ProvinceContract, province_plugin
from govportal_hung_yen import govportal_hooks


class TestHungYen(ProvinceContract):
    hooks = govportal_hooks
    good_addresses = (
        "https://hungyen.gov.vn",
        "https://en.hungyen.gov.vn",
        "skhcn.hungyen.gov.vn",
        "sokhoahocvacongnghe.hungyen.gov.vn",
        "dost.hungyen.gov.vn",
        ("phohien.hungyen.gov.vn", "phuong-pho-hien"),
        "skhcn.hungyen.gov.vn/en",
    )
    bad_addresses = (
        "hungyen.gov.vn/en",
        ("en.hungyen.gov.vn", "skhcn"),
        "xa.hungyen.com.vn",
        "x.y.hungyen.gov.vn",
        "phốhiến.hungyen.gov.vn",
        "stc.dongthap.gov.vn",
    )
    english_addresses = {
        "ubnd": "en.hungyen.gov.vn",
        "skhcn": "skhcn.hungyen.gov.vn/en",
        "phuong-pho-hien": "phohien.hungyen.gov.vn/en",
    }


@pytest.fixture(autouse=True)
def hung_yen():
    with province_plugin(govportal_hooks):
        yield


def test_units_are_those_after_july_2025():
    kinds = [agency.kind for agency in plugins.agencies()]
    assert kinds.count("ward") + kinds.count("commune") == 104


def test_restore_is_due_within_a_day_from_october_2025():
    assert law.number("backup.restore_within", date(2025, 10, 1)) == 24
    with pytest.raises(KeyError):
        law.number("backup.restore_within", date(2025, 9, 30))


def test_advertising_stays_off_where_the_regulation_is_silent():
    assert plugins.province().system().advertising is None
    assert law.value("advertising.is_allowed") is False


def test_submissions_are_signed():
    intake = plugins.province().system().intake
    assert all(channel.requires_digital_signature for channel in intake)
    assert {channel.kind for channel in intake} == {"document_axis", "email"}


def test_board_is_led_by_the_office():
    board = plugins.province().system().board
    assert board.head.vi == "Chánh Văn phòng Ủy ban nhân dân tỉnh"
    assert board.is_part_time


def test_number_that_the_decision_leaves_blank_stays_empty():
    decision = plugins.province().system().decision
    assert (decision.number, decision.issued_on) == ("", None)
    assert decision.effective_on == date(2025, 10, 1)
    assert len(decision.replaces) == 2


def test_own_categories_begin_with_the_regulation():
    before, since = date(2025, 9, 30), date(2025, 10, 1)
    assert category("ubnd", "feedback", before).title.vi == "Hỏi – Đáp"
    assert category("ubnd", "feedback", since).source == "Quy chế Hưng Yên 2025, Điều 10.2.c, 11.4"
    assert category("ubnd", "news", since).source == "Quy chế Hưng Yên 2025, Điều 10.2.c"
    assert category("syt", "epidemics", before) is None
    assert category("syt", "epidemics", since).supplier.vi == "Sở Y tế"


def test_content_is_otherwise_that_of_national_law():
    """Điều 8.1."""
    assert "Hưng Yên" not in category("stc", "plans").source
