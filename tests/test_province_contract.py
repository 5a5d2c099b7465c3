"""The contract for province plugins finds what is wrong with one."""

from types import SimpleNamespace

import pytest

from govportal import AgencySpec, ProvinceDataError, Rule, Text, hookimpl, plugins
from govportal.testing import ProvinceContract, province_plugin
from tests.province_app import govportal_hooks


class TestInventedProvince(ProvinceContract):
    hooks = govportal_hooks
    good_addresses = ("minhhoa.gov.vn", ("stc.minhhoa.gov.vn", "stc"))
    bad_addresses = ("minhhoa.gov.vn/en", "stc.minhhoa.com.vn")
    english_addresses = {"ubnd": "en.minhhoa.gov.vn", "stc": "stc.minhhoa.gov.vn/en"}


def broken(**answers):
    """Return the invented province with some of its answers replaced."""
    kept = {
        name: getattr(govportal_hooks.plugin, name)
        for name in ("province", "agencies", "domain_scheme", "rules")
    }
    return SimpleNamespace(**kept | {name: hookimpl(answer) for name, answer in answers.items()})


def agency(code, name, **facts):
    facts = {"kind": "commune", "parent": "ubnd", "source": "Điều 1"} | facts
    return AgencySpec(code=code, name=Text(vi=name, en=name), **facts)


def with_agencies(*added):
    return broken(agencies=lambda: (*govportal_hooks.plugin.agencies(), *added))


def with_rule(rule_id, value, **facts):
    rule = Rule(id=rule_id, value=value, source="Điều 2", confidence="S", **facts)
    return broken(rules=lambda: (rule,))


def changed(**values):
    province = govportal_hooks.plugin.province().model_copy(update=values)
    return broken(province=lambda: province)


@pytest.mark.parametrize(
    ("test", "hooks"),
    [
        ("test_codes_are_unique", with_agencies(agency("stc", "Xã Bờ Đê"))),
        ("test_parents_exist", with_agencies(agency("xa-x", "Xã Bờ Đê", parent="nowhere"))),
        ("test_systems_of_agencies_exist", with_agencies(agency("xa-x", "Xã Bờ", system="x"))),
        (
            "test_no_two_agencies_share_a_host",
            with_agencies(agency("xa-x", "Xã Bờ Đê"), agency("xa-y", "Xã Bồ Đề")),
        ),
        (
            "test_every_portal_has_an_address",
            with_agencies(agency("h", "Hội", kind="thematic")),
        ),
        ("test_stated_values_have_a_source", changed(source="")),
        ("test_names_are_in_both_languages", changed(name=Text(vi="Tỉnh Minh Họa"))),
        ("test_rules_are_defined", with_rule("security.moat_depth", 3)),
        ("test_rules_are_defined", with_rule("security.password_max_age", True)),
        ("test_rules_bind_systems_that_exist", with_rule("backup.keep", 90, system="x")),
        ("test_no_rule_loosens_security_silently", with_rule("security.session_idle", 600)),
    ],
)
def test_contract_finds(test, hooks):
    with province_plugin(hooks), pytest.raises(AssertionError):
        getattr(ProvinceContract(), test)()


def test_contract_names_the_agency_whose_kind_nobody_describes():
    hooks = with_agencies(agency("xa-x", "Xã Bờ Đê", kind="castle"))
    with province_plugin(hooks), pytest.raises(ProvinceDataError, match=r"xa-x\.kind"):
        ProvinceContract().test_kinds_are_known()


def test_contract_finds_a_wrong_expectation_of_an_address():
    class Mistaken(ProvinceContract):
        good_addresses = ("stc.minhhoa.com.vn",)
        bad_addresses = ("stc.minhhoa.gov.vn",)

    with province_plugin(govportal_hooks):
        for test in (
            Mistaken().test_good_addresses_are_allowed,
            Mistaken().test_bad_addresses_are_refused,
        ):
            with pytest.raises(AssertionError):
                test()


def test_former_plugins_answer_again_afterwards():
    before = plugins.manager
    with pytest.raises(plugins.NoProvinceError), province_plugin():
        plugins.province()
    assert plugins.manager is before
    assert plugins.province().code == "minh-hoa"
