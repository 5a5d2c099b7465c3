"""The accents of portals: a closed list, legible, to which a province may add."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

import govportal
from govportal import ProvinceDataError, plugins, province_checks, read_province
from govportal.accents import FOR_SHAPES, GOLD, GROUNDS, INKS, contrast
from govportal.portals import models
from govportal.portals.models import Portal
from govportal.testing import ProvinceContract, province_plugin
from tests.province_app import govportal_hooks

STYLE = (Path(govportal.__file__).parent / "static/govportal/portal.css").read_text()
FOLDER = Path(govportal_hooks.__file__).parent
CHAM = """
[[accents]]
key = "cham"
name = { vi = "Xanh chàm", en = "Deep indigo" }
light = { text = "#2B3A8C", fill = "#2B3A8C", wash = "#E9EBF7" }
dark = { text = "#AFBBFF", fill = "#4A5BC0", wash = "#1B2245" }
band = "#232F73"
"""
pure = pytest.mark.pure


@pytest.fixture
def describe(tmp_path_factory):
    """Return a function that describes the invented province with something added."""

    def write(added):
        folder = tmp_path_factory.mktemp("province")
        for name in ("province.toml", "agencies.csv"):
            (folder / name).write_text((FOLDER / name).read_text("utf-8"), "utf-8")
        with (folder / "province.toml").open("a", encoding="utf-8") as file:
            file.write(added)
        return govportal.DataPlugin(folder)

    return write


def colours(name, block=STYLE):
    """Return the light and the dark value of a token as portal.css states it first."""
    found = re.search(rf"--{name}: (?:var\(--l, (#\w+)\) var\(--d, (#\w+)\)|(#\w+));", block)
    both = (found[1] or found[3], found[2] or found[3])
    return tuple("#" + (c[1:] * 2 if len(c) == 4 else c[1:]).upper() for c in both)


@pure
def test_contrast_is_that_of_wcag():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pure
def test_an_empty_tick_box_is_seen_in_both_themes():
    assert re.search(r"\.ck input:not\(:checked\) \{[^}]*solid var\(--edge\)", STYLE)
    for edge, ground in zip(colours("edge"), colours("surface"), strict=True):
        assert contrast(edge, ground) >= FOR_SHAPES


@pure
def test_style_sheet_has_the_colours_that_accents_are_checked_against():
    for number, theme in enumerate(("light", "dark")):
        for name, colour in {**GROUNDS[theme], **INKS[theme]}.items():
            assert colours(name)[number] == colour
    assert colours("gold") == (GOLD, GOLD)


@pure
def test_style_sheet_and_national_data_describe_the_same_accents():
    for key, accent in plugins.national_accents().items():
        block = STYLE if key == "son" else re.search(rf"\[data-accent={key}\] {{.*}}", STYLE)[0]
        assert colours("accent", block) == (accent.light.text, accent.dark.text)
        assert colours("fill", block) == (accent.light.fill, accent.dark.fill)
        assert colours("tint", block) == (accent.light.wash, accent.dark.wash)
        assert colours("band", block)[0] == accent.band


@pure
@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('text = "#2B3A8C"', 'text = "#9AA5E8"', "light.text / ground"),
        ('fill = "#4A5BC0"', 'fill = "#8F9CF0"', "white / dark.fill"),
        ('fill = "#4A5BC0"', 'fill = "#141B3D"', "dark.fill / ground"),
        ('wash = "#1B2245"', 'wash = "#6B78D6"', "ink / dark.wash"),
        ('band = "#232F73"', 'band = "#B0B030"', f"gold / band 1.67 < {FOR_SHAPES}"),
    ],
)
def test_accent_without_contrast_is_refused_with_the_pair_in_both_languages(
    describe, right, wrong, fault
):
    with pytest.raises(ProvinceDataError) as refused:
        read_province(describe(CHAM.replace(right, wrong)).folder)
    [problem] = refused.value.problems
    assert (problem.file, problem.key) == ("province.toml", "accents.0")
    for language, words in (("vi", "màu nhấn không đủ tương phản"), ("en", "too little contrast")):
        assert fault in problem.in_language(language)
        assert words in problem.in_language(language)


@pure
@pytest.mark.parametrize("added", [CHAM.replace("cham", "sen"), CHAM * 2])
def test_key_that_is_taken_is_refused_at_the_start(describe, added):
    with province_plugin(describe(added)):
        assert [fault.id for fault in province_checks.province_is_described(None)] == [
            "govportal.E012"
        ]
        assert plugins.accents()["sen"].light.text == "#17694A"
        with pytest.raises(AssertionError):
            ProvinceContract().test_accents_have_keys_of_their_own()


@pure
def test_kind_with_an_accent_that_nobody_describes_is_refused_at_the_start(describe):
    kind = """
[[province.agency_kinds]]
key = "guild"
name = { vi = "Hội" }
portal_name = { vi = "Cổng" }
accent = "tim"
"""
    with province_plugin(describe(kind)):
        [fault] = province_checks.province_is_described(None)
        assert fault.id == "govportal.E012"
        assert "tim" in fault.msg
        with pytest.raises(AssertionError):
            ProvinceContract().test_kinds_have_accents_that_are_described()


@pure
def test_choices_of_a_portal_are_the_closed_list_even_while_the_data_are_wrong(describe):
    with province_plugin(describe(CHAM)):
        assert [key for key, _name in models.accent_choices()] == ["", "sen", "lam", "nhan", "cham"]
    with province_plugin(describe(CHAM.replace("#2B3A8C", "#FFFFFF"))):
        assert [key for key, _name in models.accent_choices()] == ["", "sen", "lam", "nhan"]


@pure
def test_portal_refuses_an_accent_outside_the_list():
    others = {field.name for field in Portal._meta.fields} - {"accent"}
    Portal(accent="nhan").clean_fields(exclude=others)
    with pytest.raises(ValidationError):
        Portal(accent="tim").clean_fields(exclude=others)


def test_only_portals_with_an_accent_of_the_province_load_its_colours(
    provisioned, client, describe
):
    host = {"host": "stc.minhhoa.gov.vn"}
    assert b"accents.css" not in client.get("/", headers=host).content
    with province_plugin(describe(CHAM)):
        provisioned["stc"].accent = "cham"
        provisioned["stc"].save()
        page = client.get("/", headers=host).content.decode()
        address = re.search(r'href="(/accents\.css\?v=\w{8})"', page)[1]
        style = client.get(address, headers=host)
    assert 'data-accent="cham"' in page
    assert style["Content-Type"].startswith("text/css")
    assert style.content.decode() == (
        "[data-accent=cham] { --accent: var(--l, #2B3A8C) var(--d, #AFBBFF); "
        "--fill: var(--l, #2B3A8C) var(--d, #4A5BC0); "
        "--tint: var(--l, #E9EBF7) var(--d, #1B2245); --band: #232F73; }\n"
    )
