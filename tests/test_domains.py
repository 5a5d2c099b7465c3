"""Addresses: the rules of each province derive them and judge them, and say why."""

from datetime import date

import pytest

import govportal_bac_giang.govportal_hooks
import govportal_ben_tre.govportal_hooks
import govportal_dong_thap.govportal_hooks
import govportal_hung_yen.govportal_hooks
from govportal import plugins
from govportal.portals import domains
from govportal.portals.addresses import Address, parse_address
from govportal.portals.domains import Domains
from govportal.province import AgencySpec, DomainRule, DomainScheme, Text
from govportal.testing import province_plugin

PROVINCES = {
    "bac_giang": govportal_bac_giang.govportal_hooks,
    "ben_tre": govportal_ben_tre.govportal_hooks,
    "dong_thap": govportal_dong_thap.govportal_hooks,
    "hung_yen": govportal_hung_yen.govportal_hooks,
}


@pytest.fixture
def judge():
    """Return a function from a province, an address and an agency's code to the verdict."""

    def find(province, text, code=""):
        with province_plugin(PROVINCES[province]):
            agency = plugins.agency(code) if code else None
            return domains.of_province().judge(parse_address(text), agency)

    return find


def codes(verdict):
    return [(finding.severity, finding.code) for finding in verdict.findings]


# --- every example of the regulations, with and without the agency ---------------------------

ALLOWED = [
    ("ben_tre", "bentre.gov.vn", "ubnd"),
    ("ben_tre", "chuyendoiso.bentre.gov.vn", "chuyen-doi-so"),
    ("bac_giang", "bacgiang.gov.vn", "ubnd"),
    ("bac_giang", "stc.bacgiang.gov.vn", "stc"),
    ("bac_giang", "vietyen.bacgiang.gov.vn", "huyen-viet-yen"),
    ("bac_giang", "tpbacgiang.bacgiang.gov.vn", "thanh-pho-bac-giang"),
    ("bac_giang", "tangtien.vietyen.bacgiang.gov.vn", "xa-tang-tien"),
    ("hung_yen", "https://hungyen.gov.vn", "ubnd"),
    ("hung_yen", "https://en.hungyen.gov.vn", "ubnd"),
    ("hung_yen", "skhcn.hungyen.gov.vn", "skhcn"),
    ("hung_yen", "phohien.hungyen.gov.vn", "phuong-pho-hien"),
    ("dong_thap", "https://dongthap.gov.vn", "ubnd"),
    ("dong_thap", "https://dongthap.gov.vn/trang-english", "ubnd"),
    ("dong_thap", "skhcn.dongthap.gov.vn", "skhcn"),
    ("dong_thap", "mytho.dongthap.gov.vn", "phuong-my-tho"),
]


@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize(("province", "address", "code"), ALLOWED)
def test_good_example_is_allowed_without_a_word(judge, province, address, code, is_named):
    verdict = judge(province, address, code if is_named else "")
    assert verdict.is_allowed
    assert codes(verdict) == []
    assert verdict.agency.code == code
    assert verdict.rule.source


REFUSED = [
    # province, address, the agency it is judged for, the reason
    ("ben_tre", "bentre.com.vn", None, "not_gov_vn"),
    ("ben_tre", "sở.bentre.gov.vn", None, "diacritics"),
    ("ben_tre", "a_b.bentre.gov.vn", None, "label_shape"),
    ("ben_tre", "portal.vn", None, "not_gov_vn"),
    ("ben_tre", "chuyen-doi-so.bentre.gov.vn", "chuyen-doi-so", "fixed_address"),
    ("bac_giang", "www2.bacgiang.gov.vn", None, "unknown_name"),
    ("bac_giang", "sở-tc.bacgiang.gov.vn", None, "diacritics"),
    ("bac_giang", "vy.bacgiang.gov.vn", "huyen-viet-yen", "wrong_name"),
    ("bac_giang", "viet_yen.bacgiang.gov.vn", None, "label_shape"),
    ("bac_giang", "bacgiang.bacgiang.gov.vn", "thanh-pho-bac-giang", "fixed_address"),
    ("bac_giang", "thanhphobacgiang.bacgiang.gov.vn", "thanh-pho-bac-giang", "fixed_address"),
    ("bac_giang", "tangtien.bacgiang.gov.vn", "xa-tang-tien", "wrong_level"),
    ("bac_giang", "tangtien.yendung.bacgiang.gov.vn", "xa-tang-tien", "wrong_parent"),
    ("bac_giang", "en.bacgiang.gov.vn", "ubnd", "fixed_address"),
    ("hung_yen", "hungyen.gov.vn/en", "ubnd", "fixed_address"),
    ("hung_yen", "xa.hungyen.com.vn", None, "not_gov_vn"),
    ("hung_yen", "x.y.hungyen.gov.vn", None, "too_deep"),
    ("dong_thap", "en.dongthap.gov.vn", "ubnd", "fixed_address"),
    ("dong_thap", "dongthap.gov.vn/en", "ubnd", "fixed_address"),
    ("dong_thap", "sokhoahocvacongnghe.dongthap.gov.vn", "skhcn", "wrong_name"),
    ("dong_thap", "skhcn-dt.gov.vn", None, "not_under_base"),
    ("dong_thap", "xa.huyen.dongthap.gov.vn", None, "too_deep"),
]


@pytest.mark.parametrize(("province", "address", "code", "reason"), REFUSED)
def test_bad_example_is_refused_for_its_reason(judge, province, address, code, reason):
    verdict = judge(province, address)
    assert not verdict.is_allowed
    assert codes(verdict)[0] == ("error", reason)
    assert (verdict.agency and verdict.agency.code) == code
    finding = verdict.findings[0]
    assert finding.source
    assert finding.text.vi != finding.text.en != ""


@pytest.mark.parametrize(
    ("province", "address", "code", "reason"), [row for row in REFUSED if row[2] is not None]
)
def test_bad_example_is_refused_for_its_agency_too(judge, province, address, code, reason):
    assert codes(judge(province, address, code)) == [("error", reason)]


@pytest.mark.parametrize(
    ("province", "address", "code", "reason"),
    [
        ("hung_yen", "en.hungyen.gov.vn", "skhcn", "reserved_label"),
        ("hung_yen", "x.y.hungyen.gov.vn", "xa-vu-tien", "wrong_level"),
        ("dong_thap", "mt.dongthap.gov.vn", "phuong-my-tho", "wrong_name"),
        ("dong_thap", "mytho.dongthap.gov.vn/en-us", "phuong-my-tho", "wrong_path"),
        ("dong_thap", "mytho.dongthap.gov.vn", "xa-my-tho", "taken"),
        ("dong_thap", "skhcn.dongthap.gov.vn", "stc", "wrong_name"),
        ("ben_tre", "ubnd.bentre.gov.vn", "ubnd", "fixed_address"),
    ],
)
def test_address_of_another_form_is_refused_for_the_named_agency(
    judge, province, address, code, reason
):
    assert codes(judge(province, address, code)) == [("error", reason)]


def test_message_says_what_the_address_should_be(judge):
    (finding,) = judge("bac_giang", "vy.bacgiang.gov.vn").findings
    assert "vietyen.bacgiang.gov.vn" in finding.text.vi
    assert "vietyen.bacgiang.gov.vn" in finding.text.en
    assert finding.source == "Điều 4.1.c"


def test_english_attempt_cites_the_rule_on_the_english_address(judge):
    (finding,) = judge("dong_thap", "dongthap.gov.vn/en").findings
    assert finding.source == "Điều 4.2.b"
    assert "dongthap.gov.vn/trang-english" in finding.text.en


def test_initials_of_many_communes_are_refused_and_the_communes_named(judge):
    verdict = judge("dong_thap", "mt.dongthap.gov.vn")
    assert not verdict.is_allowed
    assert ("advice", "ambiguous") in codes(verdict)


# --- shapes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("https://", "empty"),
        ("phốhiến.hungyen.gov.vn", "diacritics"),
        ("xn--phhin-8g5a.hungyen.gov.vn", "diacritics"),
        ("pho_hien.hungyen.gov.vn", "label_shape"),
        ("pho hien.hungyen.gov.vn", "label_shape"),
        ("-phohien.hungyen.gov.vn", "label_shape"),
        ("phohien-.hungyen.gov.vn", "label_shape"),
        ("phohien..hungyen.gov.vn", "label_shape"),
        (".hungyen.gov.vn", "label_shape"),
        ("a" * 64 + ".hungyen.gov.vn", "label_shape"),
        ("a." * 143 + "hungyen.gov.vn", "label_shape"),
        ("x" * 300, "label_shape"),
        ("someone@hungyen.gov.vn", "label_shape"),
        ("hungyen.com.vn", "not_gov_vn"),
        ("gov.vn", "not_gov_vn"),
        ("hungyen.gov.vn.example.com", "not_gov_vn"),
        ("xhungyen.gov.vn", "not_under_base"),
    ],
)
def test_host_of_a_wrong_shape_is_refused_with_its_reason(judge, text, reason):
    verdict = judge("hung_yen", text)
    assert codes(verdict) == [("error", reason)]
    assert verdict.findings[0].source == "Nghị định 224/2026/NĐ-CP, Điều 11.4.b" or (
        reason == "not_under_base"
    )


def test_decomposed_letters_are_marks_too(judge):
    assert codes(judge("hung_yen", "pho\u0302\u0301.hungyen.gov.vn")) == [("error", "diacritics")]


@pytest.mark.parametrize(
    "text",
    [
        "SKHCN.HungYen.GOV.VN",
        "skhcn.hungyen.gov.vn.",
        "www.skhcn.hungyen.gov.vn",
        "  https://skhcn.hungyen.gov.vn:8443/  ",
        "http://skhcn.hungyen.gov.vn?trang=2#dau",
    ],
)
def test_ways_of_writing_one_address_are_the_same(text):
    assert parse_address(text) == Address("skhcn.hungyen.gov.vn")


def test_path_is_its_first_part():
    assert parse_address("dongthap.gov.vn/trang-english/tin/?a=1") == Address(
        "dongthap.gov.vn", "trang-english"
    )


# --- severities ------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["ph", "phohienward"])
def test_commune_name_that_national_law_does_not_allow_is_a_warning(judge, label):
    verdict = judge("hung_yen", f"{label}.hungyen.gov.vn", "phuong-pho-hien")
    assert verdict.is_allowed
    assert codes(verdict) == [("warning", "national_name")]
    assert verdict.findings[0].source == "Nghị định 224/2026/NĐ-CP, Điều 11.4.c"


@pytest.mark.parametrize("label", ["phohien", "phuongphohien"])
def test_full_vietnamese_name_of_a_commune_needs_no_warning(judge, label):
    assert codes(judge("hung_yen", f"{label}.hungyen.gov.vn", "phuong-pho-hien")) == []


def test_initials_that_several_communes_share_are_allowed_with_a_warning(judge):
    verdict = judge("hung_yen", "tt.hungyen.gov.vn")
    assert verdict.is_allowed
    assert ("warning", "ambiguous") in codes(verdict)


def test_address_of_an_organisation_is_only_encouraged(judge):
    code = "trung-tam-tin-hoc-va-cong-bao"
    right = judge("dong_thap", "trungtamtinhocvacongbao.dongthap.gov.vn", code)
    wrong = judge("dong_thap", "congbao.dongthap.gov.vn", code)
    assert (right.is_allowed, codes(right)) == (True, [("advice", "encouraged")])
    assert (wrong.is_allowed, codes(wrong)) == (True, [("warning", "wrong_name")])


# --- whole provinces -------------------------------------------------------------------------


@pytest.mark.parametrize("province", PROVINCES)
def test_every_derived_address_is_allowed_and_leads_back_to_its_agency(province):
    with province_plugin(PROVINCES[province]):
        scheme = domains.of_province()
        for agency in plugins.agencies():
            for locale in ("vi", "en"):
                address = scheme.derive(agency, locale)
                assert scheme.judge(address, agency).is_allowed
                if agency.has_portal:
                    assert scheme.judge(address).agency == agency


@pytest.mark.parametrize("province", PROVINCES)
def test_no_two_agencies_get_one_host(province):
    with province_plugin(PROVINCES[province]):
        assert domains.of_province().clashes() == []


@pytest.mark.parametrize(
    ("province", "code", "vietnamese", "english"),
    [
        ("hung_yen", "ubnd", "hungyen.gov.vn", "en.hungyen.gov.vn"),
        ("hung_yen", "stc", "stc.hungyen.gov.vn", "stc.hungyen.gov.vn/en"),
        ("dong_thap", "ubnd", "dongthap.gov.vn", "dongthap.gov.vn/trang-english"),
        ("dong_thap", "xa-my-tho", "xamytho.dongthap.gov.vn", "xamytho.dongthap.gov.vn/en"),
        ("bac_giang", "ubnd", "bacgiang.gov.vn", "bacgiang.gov.vn/en"),
        (
            "ben_tre",
            "phuong-4",
            "phuong4.bentre.bentre.gov.vn",
            "phuong4.bentre.bentre.gov.vn/en",
        ),
    ],
)
def test_address_is_derived_in_each_language(province, code, vietnamese, english):
    with province_plugin(PROVINCES[province]):
        scheme, agency = domains.of_province(), plugins.agency(code)
        assert str(scheme.derive(agency)) == vietnamese
        assert str(scheme.derive(agency, "en")) == english


def test_book_of_addresses_is_kept_until_the_plugins_change():
    with province_plugin(PROVINCES["bac_giang"]):
        kept = domains.of_province()
        assert domains.of_province() is kept
    with province_plugin(PROVINCES["ben_tre"]):
        assert domains.of_province().base == "bentre.gov.vn"


# --- the rules themselves --------------------------------------------------------------------


def scheme_of(*rules, reserved=("www",)):
    return DomainScheme(base="minhhoa.gov.vn", rules=rules, reserved_labels=reserved)


def agency_of(code, kind, name, **facts):
    return AgencySpec(code=code, kind=kind, name=Text(vi=name, en=name), source="Điều 1", **facts)


COMMITTEE = agency_of("ubnd", "province", "Ủy ban nhân dân tỉnh Minh Họa")
TWINS = [
    agency_of("xa-a", "commune", "Xã Tân Thành", parent="ubnd"),
    agency_of("xa-b", "commune", "Xã Tân Thạnh", parent="ubnd"),
]
ON = date(2026, 8, 1)


def test_agencies_that_would_get_one_host_are_reported():
    (clash,) = Domains(scheme_of(), [COMMITTEE, *TWINS], ON).clashes()
    assert str(clash.address) == "tanthanh.minhhoa.gov.vn"
    assert [agency.code for agency in clash.agencies] == ["xa-a", "xa-b"]


def test_stated_label_settles_a_clash():
    settled = TWINS[1].model_copy(update={"label": "xatanthanh"})
    scheme = Domains(scheme_of(), [COMMITTEE, TWINS[0], settled], ON)
    assert scheme.clashes() == []
    assert str(scheme.derive(settled)) == "xatanthanh.minhhoa.gov.vn"


def test_reserved_label_is_never_derived():
    commune = agency_of("xa", "commune", "Xã En", parent="ubnd")
    scheme = Domains(scheme_of(reserved=("www", "en")), [COMMITTEE, commune], ON)
    assert str(scheme.derive(commune)) == "xaen.minhhoa.gov.vn"
    verdict = scheme.judge(Address("en.minhhoa.gov.vn"), commune)
    assert codes(verdict) == [("error", "reserved_label")]


@pytest.mark.parametrize(
    ("on", "source"),
    [
        (date(2026, 6, 30), "Nghị định 42/2022/NĐ-CP, Điều 6, sau khi bỏ cấp huyện"),
        (date(2026, 7, 1), "Nghị định 224/2026/NĐ-CP, Điều 11.4.c"),
    ],
)
def test_national_rule_of_the_day_stands_in_for_a_kind_without_rules(on, source):
    scheme = Domains(scheme_of(), [COMMITTEE, TWINS[0]], on)
    verdict = scheme.judge(Address("tanthanh.minhhoa.gov.vn"), TWINS[0])
    assert verdict.is_allowed
    assert verdict.rule.source == source


def test_note_of_a_rule_is_given_as_advice():
    rule = DomainRule(
        key="province",
        kinds=("province",),
        host="minhhoa.gov.vn",
        note=Text(vi="Xin cấp trước", en="Apply first"),
        source="Điều 4",
    )
    verdict = Domains(scheme_of(rule), [COMMITTEE], ON).judge(Address("minhhoa.gov.vn"))
    assert [finding.text.en for finding in verdict.findings] == ["Apply first"]


def test_kind_that_no_rule_binds_is_a_warning():
    club = agency_of("hoi", "organisation", "Hội Chữ thập đỏ", parent="ubnd")
    verdict = Domains(scheme_of(), [COMMITTEE, club], ON).judge(
        Address("hoichuthapdo.minhhoa.gov.vn"), club
    )
    assert codes(verdict) == [("warning", "no_rule")]


def test_finding_is_ready_for_json(judge):
    (finding,) = judge("hung_yen", "hungyen.gov.vn/en").findings
    data = finding.as_dict()
    assert data["severity"] == "error"
    assert data["code"] == "fixed_address"
    assert data["rule"] == "province_english"
    assert set(data["message"]) == {"vi", "en"}
