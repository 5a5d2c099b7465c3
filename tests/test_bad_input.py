"""Wrong data of a province is refused with file, key, reason and remedy, and changes nothing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from wagtail.models import Page

from govportal import DataPlugin, ProvinceDataError, ProvinceFiles, read_province
from govportal.portals.models import Agency, Portal, PortalEndpoint
from govportal.testing import province_plugin

ROOT = Path(__file__).parents[1]
GOOD = ROOT / "tests" / "province_app"
TOML, CSV = "province.toml", "agencies.csv"
SECTION = """[[sections]]
key = "plans"
title = { vi = "Kế hoạch", en = "Plans" }
kind = "records"
record_type = "ke_hoach"
source = "Điều 4"
confidence = "S"

[domains]"""

COMING_RULE = """
[[domains.rules]]
key = "english"
kinds = ["ward"]
host = "{label}.minhhoa.gov.vn"
names = ["english_name"]
source = "Điều 4.4"
valid_from = 2999-01-01
"""


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a copy of the invented province's two files."""
    for name in (TOML, CSV):
        shutil.copy(GOOD / name, tmp_path)
    return tmp_path


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def add_line(folder, line):
    with (folder / CSV).open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")


def line(code, kind="department", parent="ubnd", system=""):
    return f"{code},{kind},{parent},Sở Mới,New Department,{code},,,,,,yes,{system},Điều 1"


def problems_of(folder):
    with pytest.raises(ProvinceDataError) as error:
        read_province(folder)
    return error.value.problems


# The file, what is written in place of what, the key named, the words of the reason vi and en.
CHANGES = {
    "unknown key": (
        TOML, 'code = "minh-hoa"', 'code = "minh-hoa"\ncolour = "red"', "province.colour",
        "khóa không có trong quy ước", "not known",
    ),
    "wrong type": (
        TOML, 'kinds = ["province"]', 'kinds = "province"', "domains.rules.0.kinds",
        "cần một danh sách, không phải 'province'", "a list is wanted",
    ),
    "wrong value": (
        TOML, 'base = "minhhoa.gov.vn"', 'base = "Minh Hoa"', "domains.base",
        "không phải tên miền: 'Minh Hoa'", "not a domain: 'Minh Hoa'",
    ),
    "address in place of a domain": (
        TOML, 'base = "minhhoa.gov.vn"', 'base = "https://minhhoa.gov.vn"', "domains.base",
        "không có https://", "without https://",
    ),
    "host under another domain": (
        TOML, 'host = "{label}.minhhoa.gov.vn"', 'host = "{label}.minhoa.gov.vn"',
        "domains.rules.2.host",
        "không nằm dưới tên miền minhhoa.gov.vn", "not under minhhoa.gov.vn",
    ),
    "misspelt part of a host": (
        TOML, 'host = "{label}.minhhoa.gov.vn"', 'host = "{lable}.minhhoa.gov.vn"',
        "domains.rules.2.host", "{lable} không có nghĩa", "Use {label} and {parent} only.",
    ),
    "day as people write it": (
        TOML, 'code = "minh-hoa"', 'code = "minh-hoa"\nvalid_from = "01/07/2026"',
        "province.valid_from", "Viết năm-tháng-ngày, như 2026-07-01", "like 2026-07-01",
    ),
    "days in the wrong order": (
        TOML, 'code = "minh-hoa"',
        'code = "minh-hoa"\nvalid_from = 2026-07-01\nvalid_to = 2026-06-30',
        "province", "valid_to đứng trước valid_from", "valid_to is before valid_from",
    ),
    "decision in force before it is issued": (
        TOML, 'number = "01/2026/QĐ-UBND"',
        "issued_on = 2026-01-15\neffective_on = 2026-01-05", "province.systems.0.decision",
        "effective_on đứng trước issued_on", "effective_on is before issued_on",
    ),
    "body that is no agency": (
        TOML, "[domains]",
        '[province.systems.bodies]\nowner = { name = { vi = "Ủy ban" }, agency = "ubdn",'
        ' source = "Điều 5" }\n\n[domains]',
        "province.systems.0.bodies.owner.agency",
        "không có cơ quan ubdn", "no agency ubdn",
    ),
    "language of an address": (
        TOML, 'locale = "en"', 'locale = "eng"', "domains.rules.1.locale",
        "tỉnh không có ngôn ngữ eng", "no language eng",
    ),
    "language of a section": (
        TOML, "[domains]", SECTION.replace("source =", 'languages = ["vi", "enn"]\nsource ='),
        "sections.0.languages", "tỉnh không có ngôn ngữ enn", "no language enn",
    ),
    "agency of a section": (
        TOML, "[domains]", SECTION.replace("source =", 'agencies = ["so-x"]\nsource ='),
        "sections.0.agencies", "không có cơ quan so-x", "no agency so-x",
    ),
    "system of a rule": (
        TOML, "value = 45", 'value = 45\nsystem = "du-lich"', "rules.0.system",
        "không có hệ thống cổng du-lich", "portal system du-lich",
    ),
    "province without Vietnamese": (
        TOML, 'code = "minh-hoa"', 'code = "minh-hoa"\nlanguages = ["en"]', "province.languages",
        "thiếu tiếng Việt (vi)", "Vietnamese (vi) is missing",
    ),
    "value without source": (
        TOML, 'source = "Điều 4.3"\n', "", "domains.rules.2.source",
        "thiếu giá trị bắt buộc", "required value is missing",
    ),
    "syntax": (TOML, "[domains]", "[domains", "-", "sai cú pháp TOML", "not valid TOML"),
    "empty file": (
        TOML, (GOOD / TOML).read_text("utf-8"), "", "province",
        "thiếu giá trị bắt buộc", "required value is missing",
    ),
    "missing column": (
        CSV, "abbreviation,label", "abbreviation,nhan", "label",
        "thiếu cột này", "column is missing",
    ),
    "host with marks": (
        CSV, ",bosong,", ",bờsông,", "dòng/line 5, label", "giá trị không hợp lệ", "not valid",
    ),
    "day that is none": (
        CSV, "STC,,,,,,yes", "STC,,,,2026-02-30,,yes", "dòng/line 3, valid_from",
        "không đọc được ngày '2026-02-30'", "can't be read as a day",
    ),
    "answer in words": (
        CSV, "STC,,,,,,yes", "STC,,,,,,có", "dòng/line 3, portal",
        "giá trị không hợp lệ: 'có'", "not valid: 'có'",
    ),
    "line without source": (
        CSV, "STC,,,,,,yes,,Điều 1", "STC,,,,,,yes,,", "dòng/line 3, source",
        "đang bỏ trống", "is empty",
    ),
    "comma in a name": (
        CSV, "Sở Tài chính,", "Sở Tài chính, Vật giá,", "dòng/line 3", "nhiều ô hơn", "more cells",
    ),
    "comma forgotten": (
        CSV, "stc,department,ubnd,", "stc,department,ubnd", "dòng/line 3",
        "ít ô hơn", "fewer cells",
    ),
}  # fmt: skip
LINES = {
    "duplicate code": (line("stc"), "stc", "hai cơ quan dùng chung một mã", "two agencies have"),
    "unknown parent": (
        line("sm", parent="so-x"), "sm.parent", "không có cơ quan cấp trên so-x", "agency so-x"
    ),
    "unknown system": (
        line("sm", system="du-lich"), "sm.system",
        "không có hệ thống cổng du-lich", "portal system du-lich",
    ),
    "circle of superiors": (
        line("sm", parent="sm2") + "\n" + line("sm2", parent="sm"), "sm.parent",
        "cấp trên của chính mình", "its own superior",
    ),
    "two provinces": (
        line("tinh-2", "province", ""), "kind", "cần đúng một cơ quan loại province", "exactly one"
    ),
}  # fmt: skip


@pytest.mark.parametrize("change_made", CHANGES.values(), ids=CHANGES)
def test_wrong_value_is_named_with_file_key_reason_and_remedy(folder, change_made):
    file, old, new, key, vietnamese, english = change_made
    change(folder, file, old, new)
    assert_named(problems_of(folder), file, key, vietnamese, english)


# What is written in place of what, the key named, what is told in both languages.
WRITTEN = {
    "code": (
        TOML, 'code = "minh-hoa"', 'code = "Minh Hòa"', "province.code",
        "chữ thường không dấu và chữ số, giữa các từ một dấu gạch nối, như so-tai-chinh",
        "plain lower-case letters and digits, with one hyphen between words",
    ),
    "code of an agency": (
        CSV, "stc,", "s_tc,", "dòng/line 3, code", "giữa các từ một dấu gạch nối", "like so-tai",
    ),
    "code left out": (CSV, "stc,", ",", "dòng/line 3, code", "đang bỏ trống", "is empty"),
    "key": (
        TOML, 'key = "component"', 'key = "2-component"', "domains.rules.2.key",
        "bắt đầu bằng chữ cái, như ke_hoach", "beginning with a letter, like ke_hoach",
    ),
    "host": (
        TOML, 'host = "en.', 'host = "EN.', "domains.rules.1.host",
        "như {label}.hungyen.gov.vn", "like {label}.hungyen.gov.vn",
    ),
    "label": (CSV, ",bosong,", ",bờ,", "dòng/line 5, label", "như sotaichinh", "like sotaichinh"),
    "abbreviation": (
        CSV, ",STC,", ",S.TC,", "dòng/line 3, abbreviation", "như STC", "like STC",
    ),
    "official code": (
        CSV, ",90001,", ",9000I,", "dòng/line 5, official_code", "Chỉ viết chữ số", "digits only",
    ),
    "one of several": (
        TOML, '"abbreviation", "place_name"', '"short"', "domains.rules.2.names.0",
        "Dùng một trong các giá trị", "Use one of the values",
    ),
    "too long": (
        TOML, 'code = "minh-hoa"', f'code = "{81 * "a"}"', "province.code", "(80)", "(80)",
    ),
    "yes or no": (CSV, "STC,,,,,,yes", "STC,,,,,,có", "dòng/line 3, portal", "yes hoặc no", "yes"),
    "text": (
        TOML, 'code = "minh-hoa"', "code = 7", "province.code", "trong ngoặc kép", "quotation",
    ),
    "address of a connection": (
        TOML, "[domains]",
        '[[connections]]\nkey = "x"\nname = { vi = "X" }\nurl = "x.vn"\nsource = "Điều 1"\n'
        "[domains]", "connections.0.url",
        "bắt đầu bằng https://", "begins with https://",
    ),
    "address that is asked": (
        TOML, "[domains]", '[[connections]]\nhealth = { url = "x.vn" }\n[domains]',
        "connections.0.health.url", "http:// hoặc https://", "http:// or https://",
    ),
    "whole number": (
        TOML, "[domains]", '[[connections]]\norder = "đầu"\n[domains]', "connections.0.order",
        "Viết số nguyên", "Write a whole number",
    ),
    "colour": (
        TOML, "[domains]", '[[accents]]\nband = "xanh"\n[domains]', "accents.0.band",
        "như #1D4F91", "like #1D4F91",
    ),
    "day of a year": (
        TOML, "[[province.systems.attribution]]",
        '[[province.systems.reports]]\nkey = "x"\nperiod = "year"\ndue = "20/6"\n'
        'recipients = [{ vi = "X" }]\nsource = "Điều 1"\n[[province.systems.attribution]]',
        "province.systems.0.reports.0.due", "như 06-20", "like 06-20",
    ),
    "accent": (
        TOML, "[domains]",
        '[[province.agency_kinds]]\nkey = "x"\nname = { vi = "X" }\naccent = "Chàm"\n'
        'portal_name = { vi = "X" }\n[domains]',
        "province.agency_kinds.0.accent", "như cham", "like cham",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change_made", WRITTEN.values(), ids=WRITTEN)
def test_how_a_value_is_written_is_told_in_words(folder, change_made):
    file, old, new, key, vietnamese, english = change_made
    change(folder, file, old, new)
    problem = next(p for p in problems_of(folder) if (p.file, p.key) == (file, key))
    assert vietnamese in problem.in_language("vi") and english in problem.in_language("en")
    assert "^" not in problem.in_language("vi") and "province.toml reference" not in str(problem)


def test_no_value_of_a_province_is_held_to_a_pattern_that_only_programmers_read():
    assert '"pattern"' not in json.dumps(ProvinceFiles.model_json_schema())


@pytest.mark.parametrize("added", LINES.values(), ids=LINES)
def test_wrong_line_is_named_with_file_key_reason_and_remedy(folder, added):
    text, key, vietnamese, english = added
    add_line(folder, text)
    assert_named(problems_of(folder), CSV, key, vietnamese, english)


def assert_named(problems, file, key, vietnamese, english):
    problem = next(p for p in problems if (p.file, p.key) == (file, key))
    for language, reason in (("vi", vietnamese), ("en", english)):
        text = problem.in_language(language)
        assert text.startswith(f"{file}: {key}: ")
        assert reason in text
        assert text.endswith(problem.remedy.in_language(language))
    assert problem.remedy.vi != problem.remedy.en


@pytest.mark.parametrize("file", [TOML, CSV])
def test_file_that_is_not_utf8_or_not_there_is_named(folder, file):
    text = (folder / file).read_text("utf-8")
    (folder / file).write_bytes(text.encode("utf-16"))
    assert_named(problems_of(folder), file, "-", "không ở mã UTF-8", "not in UTF-8")
    (folder / file).unlink()
    assert_named(problems_of(folder), file, "-", "không có tệp này", "missing")


def test_spreadsheet_saved_with_semicolons_is_one_problem(folder):
    text = (folder / CSV).read_text("utf-8")
    (folder / CSV).write_text(text.replace(",", ";"), "utf-8")
    problems = problems_of(folder)
    assert_named(problems, CSV, "-", "phân cách bằng dấu phẩy", "separated by commas")
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("old", "new", "number", "vietnamese", "english"),
    [
        ('"commune", "ward"', '"comune", "ward"', "E008", "loại cơ quan comune", "kind comune"),
        ("value = 45", 'value = "45 ngày"', "E005", "không đúng kiểu giá trị", "of the wrong type"),
        ("[domains]", SECTION, "E009", "loại hồ sơ ke_hoach", "kind of record ke_hoach"),
        ("value = 45", "value = true", "E005", "không đúng kiểu giá trị", "of the wrong type"),
        (
            'code = "minh-hoa"', 'code = "minh-hoa"\nlanguages = ["vi", "en", "fr"]', "E011",
            "không có ngôn ngữ nội dung fr", "no content language fr",
        ),
    ],
)  # fmt: skip
def test_check_names_what_the_files_alone_do_not_show(
    folder, old, new, number, vietnamese, english
):
    change(folder, TOML, old, new)
    with province_plugin(DataPlugin(folder)):
        (found,) = [message for message in run_checks() if message.id == f"govportal.{number}"]
    assert vietnamese in found.msg and english in found.msg
    assert " / " in found.hint


def errors_of_labels(folder):
    with province_plugin(DataPlugin(folder)):
        return [message for message in run_checks() if message.id == "govportal.E010"]


def test_label_that_no_rule_allows_is_named_with_those_that_are_allowed(folder):
    change(folder, CSV, ",bosong,", ",song,")
    (found,) = errors_of_labels(folder)
    assert "agencies.csv: phuong-bo-song.label: " in found.msg
    assert "nhãn song" in found.msg and "the label song" in found.msg
    assert "bosong, phuongbosong, hoặc" in found.hint and "bosong, phuongbosong, or" in found.hint


def test_label_that_a_coming_rule_allows_is_right(folder):
    change(folder, CSV, ",bosong,", ",boatside,")
    change(folder, CSV, "Bo Song Ward", "Boatside Ward")
    with (folder / TOML).open("a", encoding="utf-8") as stream:
        stream.write(COMING_RULE)
    assert errors_of_labels(folder) == []


def test_unknown_kind_of_agency_is_named(folder):
    add_line(folder, line("sm", kind="bureau"))
    with province_plugin(DataPlugin(folder)), pytest.raises(CommandError) as error:
        call_command("govportal", "domains")
    assert "sm.kind: loại cơ quan bureau chưa được khai báo" in str(error.value)
    assert "sm.kind: the kind bureau is not described" in str(error.value)


def test_all_problems_of_both_files_are_told_at_once(folder):
    change(folder, TOML, 'source = "Điều 4.3"\n', "")
    change(folder, TOML, 'code = "minh-hoa"', "code = 7")
    change(folder, CSV, ",bosong,", ",bờ sông,")
    add_line(folder, line("Có Dấu"))
    assert {problem.file for problem in problems_of(folder)} == {TOML, CSV}
    assert len(problems_of(folder)) >= 4


def test_provisioning_from_wrong_data_changes_nothing(folder, provisioned):
    def counts():
        return [model.objects.count() for model in (Agency, Portal, PortalEndpoint, Page)]

    before = counts()
    add_line(folder, line("sm"))
    add_line(folder, line("sm2", parent="so-x"))
    with province_plugin(DataPlugin(folder)), pytest.raises(CommandError) as error:
        call_command("govportal", "provision")
    assert "sm2.parent" in str(error.value)
    assert counts() == before


# --- a half-written province ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "content"), [(CSV, None), (TOML, ""), (CSV, ""), (TOML, '[province]\ncode = "x"\n')]
)
def test_half_written_province_is_a_system_check_with_text(folder, file, content):
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content)
    with province_plugin(DataPlugin(folder)):
        found = [message for message in run_checks() if message.id == "govportal.E002"]
    assert found
    assert all(message.msg.startswith(f"{file}: ") for message in found)
    assert all(message.hint.startswith(f"{file}: ") for message in found)
    assert all(message.msg != message.hint for message in found)


@pytest.mark.slow
def test_manage_check_fails_with_a_half_written_province(folder):
    app = folder / "half_written"
    app.mkdir()
    (folder / CSV).unlink()
    (folder / TOML).rename(app / TOML)
    (app / "__init__.py").touch()
    shutil.copy(GOOD / "govportal_hooks.py", app)
    (folder / "half_settings.py").write_text(
        "from tests.settings import *\n"
        "INSTALLED_APPS = ['half_written', "
        "*(app for app in INSTALLED_APPS if app != 'tests.province_app')]\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "django", "check"], cwd=ROOT, capture_output=True, text=True,
        env={
            **os.environ, "DJANGO_SETTINGS_MODULE": "half_settings",
            "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "PYTHONIOENCODING": "utf-8",
        },
    )  # fmt: skip
    assert done.returncode != 0
    assert "govportal.E002" in done.stderr
    assert "agencies.csv: -: không có tệp này." in done.stderr
    assert "agencies.csv: -: the file is missing." in done.stderr
