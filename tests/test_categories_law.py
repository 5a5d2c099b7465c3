"""The categories of each portal are those that a reader of the law counts by hand, on each day."""

from datetime import date, timedelta

import pytest

import govportal_bac_giang.govportal_hooks as bac_giang
import govportal_ben_tre.govportal_hooks as ben_tre
import govportal_dong_thap.govportal_hooks as dong_thap
import govportal_hung_yen.govportal_hooks as hung_yen
from govportal import RecordField, RecordType, SectionSpec, Text, law, plugins
from govportal.defaults import national
from govportal.folding import slug
from govportal.publishing.categories import categories, category
from govportal.testing import ProvinceContract, province_plugin
from tests import provinces
from tests.province_app import govportal_hooks

LAST_OF_DECREE_43 = date(2022, 8, 14)
LAST_OF_PROVINCE = date(2025, 6, 30)
TODAY = date(2026, 11, 22)


def keys(*groups):
    return [key for group in groups for key in group.split()]


# Every portal: Điều 4.1.a (documents), 4.1.e and 7.2 (introduction, contact), 5 (channels), 8
# (questions) of Nghị định 42/2022/NĐ-CP, and by need (4.2) news and notices.
EVERY = keys(
    "legal_documents", "introduction agency_profile contact", "channels", "feedback",
    "news notices",
)  # fmt: skip
# Every agency of the State: its leaders (4.1.e), procedures (4.1.b), dissemination (4.1.c), plans
# (4.1.d), projects and procurement (4.1.đ), statistics and financial statements (4.1.g), the list
# of what is disclosed (4.1.h), drafts (8), its spokesperson (Nghị định 244/2026/NĐ-CP), its budget
# and periodic reports (Luật 104/2016/QH13, Điều 17.1.đ, 17.1.l); directives by need (4.2).
STATE = keys(
    "leaders procedures legal_dissemination plans projects procurement",
    "statistics financial_statements disclosure consultations spokesperson budget work_reports",
    "directives",
)
# A department besides: science (4.1.g), press information, findings of inspections and recruitment
# (Luật 104/2016/QH13, Điều 17.1.i, 17.1.l), the leaders' calendar by need.
DEPARTMENT = [
    *EVERY, *STATE,
    *keys("science press_information inspections recruitment work_calendar"),
]  # fmt: skip
# A People's Committee besides: its territory (4.1.e), land-use plans (4.1.d), aid and funds, land
# prices, taxes and fees (Luật 104/2016/QH13, Điều 17.1.e, 17.1.g, 17.1.o).
COMMUNE = [
    *EVERY, *STATE,
    *keys("administrative_units natural_conditions history_culture places", "land_use_plans",
          "aid_funds land_prices taxes_fees"),
]  # fmt: skip
DISTRICT = [
    *COMMUNE,
    *keys("construction_plans urban_plans", "public_investment press_information inspections",
          "recruitment work_calendar"),
]  # fmt: skip
# The province besides: treaties (4.1.a), resources (4.1.d), science and epidemics (4.1.g), state
# capital and public health (Luật 104/2016/QH13, Điều 17.1.h, 17.1.i); by need the Gazette,
# directives by kind, the environment, what investors look for.
PROVINCE = [
    *DISTRICT,
    *keys("treaties resource_plans science epidemics state_capital public_health gazette",
          "leaders_directives petition_replies commendations sanctions",
          "environment waste_plans waste_sources polluted_areas risk_areas",
          "investment_promotion socioeconomic_profile development_strategy",
          "investment_incentives investment_opportunities calling_projects"),
]  # fmt: skip
THEMATIC = [*EVERY, *keys("legal_dissemination plans")]

# Bến Tre: Quy chế Cổng TTĐT tỉnh, Điều 10.1.a, 10.1.c and 10.9; QĐ 35/2023, Điều 4.1.a.
BEN_TRE_MAIN = [*PROVINCE, *keys("working_regulation_items approved_information sports")]
TRANSFORMATION = [
    *THEMATIC,
    *keys("transformation_plans transformation_results transformation_policy",
          "transformation_guides"),
]  # fmt: skip
# Bắc Giang: Mẫu 01, columns (11) and (12), binds every portal; Điều 5.1.a the main one.
FORM_1 = keys("science epidemics")
# Đồng Tháp: Điều 3.1.
BLOCS = keys("party_news state_news")

COUNTS = [
    (ben_tre, "ubnd", LAST_OF_PROVINCE, 62, BEN_TRE_MAIN),
    (ben_tre, "sct", LAST_OF_PROVINCE, 27, DEPARTMENT),
    (ben_tre, "huyen-ba-tri", LAST_OF_PROVINCE, 37, DISTRICT),
    (ben_tre, "xa-tan-hung", LAST_OF_PROVINCE, 30, COMMUNE),
    (ben_tre, "chuyen-doi-so", LAST_OF_PROVINCE, 14, TRANSFORMATION),
    (bac_giang, "ubnd", LAST_OF_PROVINCE, 60, [*PROVINCE, "requested_information"]),
    (bac_giang, "stc", LAST_OF_PROVINCE, 28, [*DEPARTMENT, "epidemics"]),
    (bac_giang, "huyen-tan-yen", LAST_OF_PROVINCE, 39, DISTRICT + FORM_1),
    (bac_giang, "thi-tran-nha-nam", LAST_OF_PROVINCE, 32, COMMUNE + FORM_1),
    (hung_yen, "ubnd", TODAY, 59, PROVINCE),
    (hung_yen, "stc", TODAY, 27, DEPARTMENT),
    (hung_yen, "syt", TODAY, 28, [*DEPARTMENT, "epidemics"]),
    (hung_yen, "phuong-pho-hien", TODAY, 30, COMMUNE),
    (dong_thap, "ubnd", TODAY, 61, PROVINCE + BLOCS),
    (dong_thap, "stc", TODAY, 27, DEPARTMENT),
    (dong_thap, "syt", TODAY, 28, [*DEPARTMENT, "epidemics"]),
    (dong_thap, "phuong-my-tho", TODAY, 30, COMMUNE),
]


@pytest.mark.parametrize(
    ("hooks", "code", "day", "count", "expected"),
    COUNTS,
    ids=lambda value: getattr(value, "__package__", value if isinstance(value, str) else ""),
)
def test_portal_has_the_categories_counted_by_hand(hooks, code, day, count, expected):
    with province_plugin(hooks):
        found = categories(code, day)
    assert sorted(found) == sorted(expected)
    assert len(found) == count


def test_a_province_that_ended_is_counted_by_the_law_of_its_last_day():
    with province_plugin(ben_tre):
        assert categories("ubnd") == categories("ubnd", LAST_OF_PROVINCE)
        assert category("ubnd", "procedures").source == "Nghị định 42/2022/NĐ-CP, Điều 4.1.b"


def test_a_portal_that_no_plugin_names_has_no_categories():
    assert categories("no-such-agency") == {}
    assert category("stc", "no_such_key") is None


# --- law by date ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "day", "source"),
    [
        ("legal_documents", LAST_OF_DECREE_43, "Nghị định 43/2011/NĐ-CP, Điều 10.1.e"),
        ("legal_documents", date(2022, 8, 15), "Nghị định 42/2022/NĐ-CP, Điều 4.1.a"),
        ("legal_documents", date(2026, 6, 30), "Nghị định 42/2022/NĐ-CP, Điều 4.1.a"),
        ("legal_documents", date(2026, 7, 1), "Nghị định 224/2026/NĐ-CP, Điều 9.1.d; Luật Tiếp "),
        ("administrative_units", LAST_OF_DECREE_43, "Nghị định 43/2011/NĐ-CP, Điều 10.1.a"),
        ("administrative_units", TODAY, "Nghị định 224/2026/NĐ-CP, Điều 9.1.c"),
        ("epidemics", date(2026, 6, 30), "Nghị định 42/2022/NĐ-CP, Điều 4.1.g"),
        ("budget", date(2026, 8, 31), "Luật Tiếp cận thông tin 104/2016/QH13, Điều 17.1.đ"),
        ("budget", date(2026, 9, 1), "Luật Tiếp cận thông tin (sửa đổi)"),
        ("spokesperson", date(2026, 6, 30), "Nghị định 09/2017/NĐ-CP"),
        ("spokesperson", date(2026, 7, 1), "Nghị định 244/2026/NĐ-CP, Điều 4"),
    ],
)
def test_article_is_that_of_the_law_in_force_on_the_day(key, day, source):
    assert category("ubnd", key, day).source.startswith(source)


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("channels", date(2022, 8, 15)),
        ("epidemics", date(2022, 8, 15)),
        ("disclosure", date(2018, 7, 1)),
        ("budget", date(2018, 7, 1)),
    ],
)
def test_category_begins_with_the_law_that_asks_for_it(key, first):
    assert category("ubnd", key, first - timedelta(days=1)) is None
    assert category("ubnd", key, first) is not None


def test_what_decree_43_asked_of_every_agency_ended_with_it():
    ended = {"leaders_directives", "petition_replies", "commendations", "sanctions"}
    assert ended <= set(categories("xa-dong-xanh", LAST_OF_DECREE_43))
    assert not ended & set(categories("xa-dong-xanh", date(2022, 8, 15)))
    before, after = (categories("ubnd", day) for day in (LAST_OF_DECREE_43, TODAY))
    assert all(before[key].is_mandatory and not after[key].is_mandatory for key in ended)


def test_laws_without_a_text_at_hand_are_marked():
    assert {section.confidence for section in categories("ubnd", LAST_OF_DECREE_43).values()} <= {
        "N", "K",
    }  # fmt: skip
    unread = {key for key, item in categories("ubnd", TODAY).items() if "(sửa đổi)" in item.source}
    assert {category("ubnd", key, TODAY).confidence for key in unread} == {"K"}


# --- deadlines, languages, metadata -----------------------------------------------------------

# Nghị định 43/2011/NĐ-CP, Điều 17.1, in working days.
DEADLINES = {
    "legal_documents": 2, "legal_dissemination": 15, "plans": 10, "land_use_plans": 10,
    "projects": 10, "procurement": 10, "science": 20, "statistics": 10,
}  # fmt: skip


def deadlines(code, day):
    return {key: category(code, key, day).update_within for key in DEADLINES}


def test_deadlines_of_decree_43_ended_with_it():
    assert deadlines("ubnd", LAST_OF_DECREE_43) == DEADLINES
    assert deadlines("ubnd", date(2022, 8, 15)) == dict.fromkeys(DEADLINES)
    assert deadlines("ubnd", TODAY) == dict.fromkeys(DEADLINES)


def test_a_deployment_may_keep_the_deadlines_of_decree_43(settings):
    settings.GOVPORTAL_RULES = {"information.deadlines_2011": True}
    assert deadlines("ubnd", TODAY) == DEADLINES
    assert category("ubnd", "news", TODAY).update_within is None


@pytest.mark.parametrize("day", [date(2018, 7, 1), LAST_OF_PROVINCE, TODAY])
def test_five_working_days_where_a_category_has_no_deadline(day):
    assert law.number("information.update_within", day) == 5


def test_what_must_be_in_english_is_the_profile_and_the_contacts():
    for code in plugins.agencies_by_code():
        found = categories(code, TODAY).values()
        assert {item.key for item in found if "en" in item.languages} == {
            "agency_profile", "contact",
        }  # fmt: skip


def test_metadata_is_mandatory_where_circular_24_says():
    """Thông tư 24/2011/TT-BTTTT, Điều 6, on the main portal."""
    assert {key for key, item in categories("ubnd", TODAY).items() if item.is_described} == {
        "agency_profile", "contact", "news", "legal_dissemination", "legal_documents",
        "directives", "leaders_directives", "petition_replies", "commendations", "sanctions",
        "plans", "land_use_plans", "resource_plans", "construction_plans", "urban_plans",
        "development_strategy", "projects", "procurement", "calling_projects", "procedures",
        "gazette", "science", "statistics", "consultations",
    }  # fmt: skip


def test_what_is_due_regularly():
    due = {key: item.renewed_every for key, item in categories("ubnd", TODAY).items()}
    assert {key: every for key, every in due.items() if every} == {
        "press_information": "month", "financial_statements": "year",
    }  # fmt: skip


# --- packs ------------------------------------------------------------------------------------

ATI = set(keys(
    "budget public_investment aid_funds land_prices state_capital inspections public_health",
    "work_reports recruitment taxes_fees",
))  # fmt: skip


def of_pack(pack, day):
    return {key for key, item in categories("ubnd", day).items() if item.pack == pack}


def test_disclosure_classes_pass_from_one_law_to_the_next():
    assert of_pack("ati-2016", date(2026, 8, 31)) == ATI == of_pack("ati-2026", date(2026, 9, 1))
    assert of_pack("ati-2026", date(2026, 8, 31)) == of_pack("ati-2016", TODAY) == set()


@pytest.mark.parametrize(
    ("rule", "day"),
    [("information.ati_2016", date(2026, 8, 31)), ("information.ati_2026", date(2026, 9, 1))],
)
def test_a_deployment_may_turn_the_classes_of_a_law_off(settings, rule, day):
    before = set(categories("ubnd", day))
    settings.GOVPORTAL_RULES = {rule: False}
    assert before - set(categories("ubnd", day)) == ATI


# --- what a plugin does -----------------------------------------------------------------------


def section(key, **facts):
    values = {"title": Text(vi="Mục", en="Section"), "source": "Điều 10"} | facts
    return SectionSpec(key=key, **values)


def giving(*own, **answers):
    """Return the invented province with the sections *own*, which its departments alone have."""

    def sections(agency):
        return [item for item in own if agency.kind == "department" and item.binds(agency)]

    return provinces.with_agencies(lambda found: found, sections=sections, **answers)


def test_a_plugin_adds_a_category_and_a_kind_of_record():
    field = RecordField(key="area", kind="number", label=Text(vi="Diện tích", en="Area"))
    garden = RecordType(
        key="garden", title=Text(vi="Vườn", en="Garden"), plural=Text(vi="Vườn", en="Gardens"),
        fields=(field,), source="Điều 10",
    )  # fmt: skip
    own = section(
        "gardens", kind="records", record_type="garden", parent="plans", pack="own-gardens"
    )
    with province_plugin(giving(own, record_types=lambda: [garden])):
        assert category("stc", "gardens", TODAY) == own
        assert category("ubnd", "gardens", TODAY) is None
        assert plugins.record_types()["garden"] == garden


def test_a_plugin_tightens_a_category_from_a_day_on():
    own = section("notices", update_within=1, is_mandatory=True, valid_from=date(2026, 10, 1))
    with province_plugin(giving(own)):
        before, after = (
            category("stc", "notices", day) for day in (date(2026, 9, 30), date(2026, 10, 1))
        )
        untouched = category("ubnd", "notices", TODAY)
    assert (before.is_mandatory, before.update_within) == (False, None)
    assert (after.is_mandatory, after.update_within) == (True, 1)
    assert not untouched.is_mandatory


def test_a_plugin_retires_a_category_from_a_day_on():
    with province_plugin(giving(section("notices", valid_to=date(2026, 10, 31)))):
        assert category("stc", "notices", date(2026, 10, 31)) is not None
        assert category("stc", "notices", date(2026, 11, 1)) is None
        assert category("ubnd", "notices", date(2026, 11, 1)) is not None


def test_versions_of_a_plugin_follow_each_other():
    first = section("gardens", valid_to=date(2025, 12, 31))
    second = section("gardens", source="Điều 11", valid_from=date(2026, 2, 1))
    with province_plugin(giving(first, second)):
        on = {
            day: category("stc", "gardens", day)
            for day in (date(2025, 12, 31), date(2026, 1, 15), date(2026, 2, 1))
        }
    assert [item and item.source for item in on.values()] == ["Điều 10", None, "Điều 11"]


@pytest.mark.parametrize(
    ("test", "own", "line"),
    [
        ("stand_in_sections_that_the_portal_has", section("gardens", parent="parks"),
         "gardens stands in parks, which this portal has not"),
        ("stand_in_sections_that_the_portal_has", section("plans", valid_to=date(2026, 10, 31)),
         "land_use_plans stands in plans"),
        ("do_not_stand_in_themselves", section("gardens", parent="gardens"),
         "gardens stands in itself"),
        ("hold_records_that_are_described",
         section("gardens", kind="records", record_type="garden"),
         r"gardens holds garden, which no \[\[record_types\]\] describes"),
        ("bind_agencies_and_kinds_that_exist", section("gardens", agencies=("stc", "so-x")),
         "gardens binds so-x, which is unknown"),
    ],
)  # fmt: skip
def test_contract_finds(test, own, line):
    class Mistaken(ProvinceContract):
        # The parent's end is found on the portal that keeps the child.
        hooks = provinces.with_agencies(
            lambda found: found, sections=lambda agency: [own] if own.binds(agency) else []
        )

    with province_plugin(Mistaken.hooks), pytest.raises(AssertionError, match=line):
        getattr(Mistaken(), f"test_sections_{test}")()


# --- the data itself --------------------------------------------------------------------------


@pytest.mark.parametrize("hooks", [ben_tre, bac_giang, hung_yen, dong_thap, govportal_hooks])
def test_titles_and_descriptions_are_in_both_languages_and_give_each_its_own_address(hooks):
    with province_plugin(hooks):
        for code in plugins.agencies_by_code():
            found = categories(code).values()
            assert [item.key for item in found if not item.description] == []
            for language in ("vi", "en"):
                assert all(getattr(item.description, language) for item in found)
                addresses = [(item.parent, slug(getattr(item.title, language))) for item in found]
                assert len(set(addresses)) == len(addresses), (code, language)


def test_every_national_section_has_a_law_for_each_day_of_its_life():
    """The periods of a section follow each other without a gap and end before its own source."""
    for item in national("sections").sections:
        for former, later in zip(item.earlier, item.earlier[1:], strict=False):
            assert (later.valid_from - former.valid_to).days == 1, item.key
