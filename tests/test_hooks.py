"""Every hook is called, in the right order, and its answer is used; each has a test here."""

from datetime import date
from types import SimpleNamespace

import pluggy
import pytest

from govportal import (
    Accent,
    AgencySpec,
    Confirmation,
    Connection,
    EditorialStep,
    FeedbackFacts,
    Holiday,
    MapArea,
    RecordField,
    RecordType,
    ReportColumn,
    ReportTemplate,
    Rule,
    SectionSpec,
    Shades,
    Text,
    hookimpl,
    hookspecs,
    law,
    plugins,
)
from govportal.testing import province_plugin

AGENCY = AgencySpec(code="stc", kind="department", name=Text(vi="Sở Tài chính"), source="Điều 1")


def plugin(**answers):
    return SimpleNamespace(**{name: hookimpl(answer) for name, answer in answers.items()})


def hook_names():
    return [name for name, item in vars(hookspecs).items() if hasattr(item, "govportal_spec")]


def test_every_hook_has_a_test():
    tests = {name for name in globals() if name.startswith("test_hook_")}
    assert {f"test_hook_{name}" for name in hook_names()} <= tests


def test_unknown_hook_is_refused_by_name():
    with pytest.raises(pluggy.PluginValidationError, match="provnce"):
        plugins.make_manager([plugin(provnce=lambda: None)])


def test_first_plugin_answers_first_and_none_falls_through():
    silent, first = (
        plugin(feedback_agency=lambda feedback: None),
        plugin(feedback_agency=lambda feedback: "first"),
    )
    second = plugin(feedback_agency=lambda feedback: "second")
    facts = FeedbackFacts(portal_agency="ubnd", subject="a", body="b")
    with province_plugin(silent, first, second):
        assert plugins.feedback_agency(facts) == "first"


def test_hook_province():
    province = plugins.province()
    with province_plugin(plugin(province=lambda: province.model_copy(update={"code": "khac"}))):
        assert plugins.province().code == "khac"


def test_no_province_is_an_error_in_both_languages():
    with province_plugin(), pytest.raises(plugins.NoProvinceError) as error:
        plugins.province()
    assert "Chưa có gói tỉnh" in str(error.value)
    assert "No installed app" in str(error.value)


def test_hook_agencies():
    province = plugins.province()
    child = AGENCY.model_copy(update={"code": "con", "parent": "stc"})
    with province_plugin(plugin(province=lambda: province, agencies=lambda: [child, AGENCY])):
        assert [agency.code for agency in plugins.agencies()] == ["stc", "con"]


def test_hook_domain_scheme():
    scheme = plugins.domain_scheme()
    other = scheme.model_copy(update={"base": "khac.gov.vn"})
    with province_plugin(plugin(domain_scheme=lambda: other)):
        assert plugins.domain_scheme().base == "khac.gov.vn"


def test_hook_map_areas():
    area = MapArea(code="stc", polygons=[[[(0, 0), (1, 0), (1, 1), (0, 0)]]])
    with province_plugin(plugin(map_areas=lambda: [area])):
        assert plugins.map_areas() == {"stc": area}
    assert "stc" not in plugins.map_areas()


TODAY = date(2026, 11, 22)


def _section(key, title, **facts):
    return SectionSpec(key=key, title=Text(vi=title), source="Điều 10", **facts)


def _sections_with(*own, on=TODAY):
    with province_plugin(plugin(sections=lambda agency: own)):
        return {section.key: section for section in plugins.sections(AGENCY, on)}


def test_hook_sections():
    own, renamed = _section("tourism", "Du lịch"), _section("news", "Thời sự")
    found = _sections_with(own, renamed)
    assert found["tourism"] == own
    assert found["news"].title.vi == "Thời sự"
    assert "legal_documents" in found


def test_a_section_that_has_ended_is_retired_from_the_day_after():
    ended = _section("news", "Thời sự", valid_to=date(2026, 6, 30))
    assert "news" not in _sections_with(ended)
    assert _sections_with(ended, on=date(2026, 6, 30))["news"].title.vi == "Thời sự"


def test_until_a_section_begins_the_one_before_it_holds():
    coming = _section("news", "Thời sự", valid_from=date(2027, 1, 1))
    assert _sections_with(coming)["news"].title.vi != "Thời sự"
    assert _sections_with(coming, on=date(2027, 1, 1))["news"].title.vi == "Thời sự"


def test_hook_record_types():
    field = RecordField(key="area", kind="number", label=Text(vi="Diện tích"))
    garden = RecordType(
        key="garden", title=Text(vi="Vườn"), plural=Text(vi="Vườn"), fields=(field,),
        source="Điều 10",
    )  # fmt: skip
    with province_plugin(plugin(record_types=lambda: [garden])):
        assert plugins.record_types()["garden"] == garden
        assert "project" in plugins.record_types()


def test_hook_editorial_steps():
    step = EditorialStep(key="one", name=Text(vi="Duyệt"), role="head", source="Điều 13")
    with province_plugin(plugin(editorial_steps=lambda agency, page_type: [step])):
        assert plugins.editorial_steps(AGENCY, "ArticlePage") == (step,)
    assert [item.role for item in plugins.editorial_steps(AGENCY, "ArticlePage")] == [
        "editor",
        "deputy_head",
    ]


def test_hook_confirmations():
    own = Confirmation(key="policy", text=Text(vi="Đúng chủ trương"), source="Điều 9",
                       confidence="S", valid_from=date(2026, 7, 1))  # fmt: skip
    with province_plugin(plugin(confirmations=lambda: [own])):
        found = {item.key: item for item in plugins.confirmations(date(2026, 7, 1))}
        assert found["policy"] == own
        assert "state_secrets" in found
        before = {item.key: item for item in plugins.confirmations(date(2026, 6, 30))}
        assert before["policy"] != own
    assert "personal_data" not in {i.key for i in plugins.confirmations(date(2025, 12, 31))}


def test_hook_rules():
    rule = Rule(id="feedback.answer_within", value=7, source="Điều 24", confidence="S")
    with province_plugin(plugin(rules=lambda: [rule])):
        assert law.value("feedback.answer_within") == 7


def test_hook_report_templates():
    column = ReportColumn(indicator="ordinal", head=Text(vi="TT"), kind="ordinal")
    template = ReportTemplate(
        key="mau", title=Text(vi="Báo cáo"), form_number=Text(vi="Mẫu 01"), columns=(column,),
        source="Phụ lục",
    )  # fmt: skip
    with province_plugin(plugin(report_templates=lambda: [template])):
        assert plugins.report_templates() == {"mau": template}


def test_hook_feedback_agency():
    facts = FeedbackFacts(portal_agency="ubnd", subject="Thuế", body="Hỏi")
    assert plugins.feedback_agency(facts) == "ubnd"
    route = plugin(feedback_agency=lambda feedback: "stc" if "Thuế" in feedback.subject else None)
    with province_plugin(route):
        assert plugins.feedback_agency(facts) == "stc"


def test_hook_holidays():
    local = Holiday(day=date(2026, 11, 23), name=Text(vi="Ngày truyền thống"))
    with province_plugin(plugin(holidays=lambda year: [local])):
        assert not law.is_working_day(date(2026, 11, 23))
    assert law.is_working_day(date(2026, 11, 23))


def test_hook_connections():
    own = Connection(key="gazette", name=Text(vi="Công báo"), source="Điều 3.7")
    with province_plugin(plugin(connections=lambda: [own])):
        found = plugins.connections(TODAY)
        assert found["gazette"] == own
        assert "national_public_services" in found


def test_hook_accents():
    own = Accent(
        key="cham", name=Text(vi="Xanh chàm", en="Deep indigo"), band="#232F73",
        light=Shades(text="#2B3A8C", fill="#2B3A8C", wash="#E9EBF7"),
        dark=Shades(text="#AFBBFF", fill="#4A5BC0", wash="#1B2245"),
    )  # fmt: skip
    with province_plugin(plugin(accents=lambda: [own])):
        assert list(plugins.accents()) == ["son", "sen", "lam", "nhan", "cham"]
        assert plugins.own_accents() == {"cham": own}
    assert plugins.own_accents() == {}
