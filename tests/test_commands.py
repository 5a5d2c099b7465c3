"""Each sub-command of ``manage.py govportal``: what it prints, in which language, how it ends."""

import json
import os
import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from wagtail.models import Page

from govportal import commands
from govportal.portals.models import Agency, Portal
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.testing import province_plugin
from govportal.trial import server
from tests import provinces

FIXTURES = Path(__file__).parent / "fixtures" / "regulations"
WHOLE, OTHER = str(FIXTURES / "whole.txt"), str(FIXTURES / "regulation_only.txt")
ENGLISH = ("--language", "en")


def run(*arguments, status=0):
    """Run ``govportal`` with *arguments*; return what it prints."""
    out = StringIO()
    if status:
        with pytest.raises(SystemExit) as end:
            call_command("govportal", *arguments, stdout=out)
        assert end.value.code == status
    else:
        call_command("govportal", *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments):
    """Run ``govportal``; return the sentence with which it refuses."""
    with pytest.raises(CommandError) as error:
        run(*arguments)
    return str(error.value)


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.NAME)
def test_help_names_each_sub_command_in_both_languages(command, capsys):
    with pytest.raises(SystemExit):
        call_command("govportal", "--help")
    assert command.NAME in capsys.readouterr().out
    vietnamese, _slash, english = command.HELP.partition(" / ")
    assert vietnamese and english.isascii()


@pytest.mark.parametrize(
    ("arguments", "vietnamese", "english"),
    [
        (["no-such"], "không có lựa chọn này", "invalid choice: 'no-such'"),
        (["domains", "--format", "xml"], "chọn một trong", "choose from"),
        (["domains", "--colour"], "không có tham số", "unrecognized arguments: --colour"),
        (["domains", "--check"], "cần một giá trị", "expected one argument"),
        ([], "thiếu tham số", "the following arguments are required: COMMAND"),
    ],
)
def test_command_that_is_typed_wrongly_is_refused_in_both_languages(arguments, vietnamese, english):
    said = refused(*arguments)
    assert f"{vietnamese} / " in said and english in said


# --- plugins and rules ----------------------------------------------------------------------------


def test_plugins_shows_who_answers_first():
    lines = dict(line.split(maxsplit=1) for line in run("plugins").splitlines())
    assert lines["agencies"] == "tests.province_app.govportal_hooks"
    assert lines["rules"] == "tests.province_app.govportal_hooks → govportal"
    assert lines["feedback_agency"] == "govportal"


def test_rules_name_value_article_and_what_they_replace():
    text = run(*ENGLISH, "rules")
    own = text[text.index("security.password_max_age = 45") :].splitlines()
    assert own[2].strip() == "Điều 12.1 (tests.province_app.govportal_hooks)"
    assert own[3].strip().startswith("in place of: ")
    assert "in place of: " not in run("rules")


def test_rules_of_another_day_are_those_in_force_then():
    today, before = run("rules"), run("rules", "--on", "2020-01-01")
    assert today != before
    assert len(before.splitlines()) < len(today.splitlines())


def test_rules_of_a_system_are_its_own(provisioned):
    import govportal_ben_tre.govportal_hooks as ben_tre

    with province_plugin(ben_tre):
        assert run("rules", "--on", "2025-01-01") != run(
            "rules", "--on", "2025-01-01", "--system", "chuyen_doi_so"
        )


def test_a_day_that_is_none_is_refused():
    for wrong in ("2026-02-30", "30/06/2026"):
        said = refused("rules", "--on", wrong)
        assert f"không đọc được ngày {wrong}" in said and "write it like 2026-07-01" in said


# --- domains --------------------------------------------------------------------------------------


def test_domains_lists_the_address_of_each_portal_in_each_language():
    lines = [line.split() for line in run("domains").splitlines()]
    assert ["en.minhhoa.gov.vn", "en", "ubnd"] in lines
    assert ["stc.minhhoa.gov.vn/en", "en", "stc"] in lines
    assert len(lines) == 10
    data = json.loads(run("domains", "--format", "json"))
    assert data["clashes"] == []
    assert len(data["addresses"]) == 10


def test_domains_names_agencies_that_would_share_an_address():
    def twins(found):
        return [*found, found[1].model_copy(update={"code": "stc-2"})]

    with province_plugin(provinces.with_agencies(twins)):
        text = run("domains", status=1)
        data = json.loads(run("domains", "--format", "json", status=1))
    assert "! stc.minhhoa.gov.vn" in text
    assert data["clashes"] == [{"address": "stc.minhhoa.gov.vn", "agencies": ["stc", "stc-2"]}]


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("stc.minhhoa.gov.vn", True),
        ("https://stc.minhhoa.gov.vn/en/", True),
        ("x.y.minhhoa.gov.vn", False),
        ("sở.minhhoa.gov.vn", False),
        ("stc.example.com", False),
    ],
)
def test_check_of_an_address_tells_by_its_status(host, allowed):
    status = 0 if allowed else 1
    text = run("domains", "--check", host, status=status)
    data = json.loads(run("domains", "--check", host, "--format", "json", status=status))
    assert ("không được phép" in text) == (not allowed)
    assert data["allowed"] == allowed
    assert any(finding["severity"] == "error" for finding in data["findings"]) == (not allowed)


def test_address_of_nobody_is_judged_without_an_empty_name():
    first, *_findings = run("domains", "--check", "xa-la.minhhoa.gov.vn", status=1).splitlines()
    assert first == "xa-la.minhhoa.gov.vn: không được phép"


def test_check_says_rule_article_and_what_would_be_right():
    check = ("domains", "--check", "en.minhhoa.gov.vn", "--agency", "stc")
    data = json.loads(run(*check, "--format", "json", status=1))
    assert data["agency"] == "stc"
    finding = data["findings"][0]
    assert "Điều 4" in finding["source"]
    for language in ("vi", "en"):
        assert "stc.minhhoa.gov.vn" in finding["message"][language]


def test_check_for_an_unknown_agency_is_refused():
    text = "Không có cơ quan nào mang mã sotc. Xem agencies.csv."
    assert refused("domains", "--check", "stc.minhhoa.gov.vn", "--agency", "sotc") == text
    assert "no agency with the code sotc" in refused(
        *ENGLISH, "domains", "--check", "stc.minhhoa.gov.vn", "--agency", "sotc"
    )


# --- provision ------------------------------------------------------------------------------------


def test_provision_says_that_all_is_in_place(provisioned):
    assert run("provision").splitlines()[-1] == "Mọi thứ đã đúng, không có gì thay đổi."
    assert run(*ENGLISH, "provision").splitlines()[-1] == "Everything was already in place."


def test_dry_run_of_provision_prints_each_change_and_saves_nothing(provisioned):
    with province_plugin(provinces.many_departments(1)):
        text = run("provision", "--dry-run")
        assert not Agency.objects.filter(code="so-0").exists()
        assert "so-0" in text
        run("provision")
    assert Portal.objects.filter(agency__code="so-0").exists()


def test_provision_refuses_a_clash_in_both_languages(provisioned):
    def twins(found):
        return [*found, found[1].model_copy(update={"code": "stc-2"})]

    with province_plugin(provinces.with_agencies(twins)):
        text = refused("provision")
    assert "2 cơ quan cùng được địa chỉ này" in text
    assert "2 agencies would share this address" in text


# --- import-document ------------------------------------------------------------------------------


def test_import_saves_a_draft_and_says_what_is_left_to_complete(provisioned):
    text = run("import-document", WHOLE, "--portal", "stc")
    page = LegalDocumentPage.objects.get()
    assert "12/2031/QĐ-UBND  2031-03-05" in text
    assert f"Đã lưu bản nháp {page.pk}." in text
    again = run(*ENGLISH, "import-document", WHOLE, "--portal", "stc")
    assert f"Already imported as draft {page.pk}." in again
    assert LegalDocumentPage.objects.count() == 1


def test_dry_run_of_an_import_prints_data_and_needs_no_portal(provisioned):
    before = Page.objects.count()
    data = json.loads(run("import-document", WHOLE, "--dry-run", "--format", "json"))
    wanted = {
        "number", "symbol", "type", "issuer", "issued_on", "signer", "abstract", "effective_on",
        "replaces", "articles", "decision_articles", "warnings", "file",
    }  # fmt: skip
    assert wanted <= set(data)
    assert (data["citation"], data["effective_on"]) == ("12/2031/QĐ-UBND", "2031-03-20")
    assert len(data["decision_articles"]) == 3
    assert Page.objects.count() == before
    several = json.loads(run("import-document", WHOLE, OTHER, "--dry-run", "--format", "json"))
    assert [item["file"] for item in several] == ["whole.txt", "regulation_only.txt"]


def test_warnings_are_in_both_languages(provisioned):
    path = str(FIXTURES / "decision_only.txt")
    data = json.loads(run("import-document", path, "--dry-run", "--format", "json"))
    message = next(w["message"] for w in data["warnings"] if w["code"] == "number_missing")
    assert message["vi"] in run("import-document", path, "--dry-run")
    assert message["en"] in run(*ENGLISH, "import-document", path, "--dry-run")
    assert message["vi"] != message["en"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\xca\xd8\xff", "UTF-8"), (b"a\0b", "UTF-8"), (None, "Không đọc được tệp")],
    ids=["another encoding", "no text", "missing"],
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(
    provisioned, tmp_path, content, reason
):
    bad = tmp_path / "hong.txt"
    if content is not None:
        bad.write_bytes(content)
    text = run("import-document", str(bad), WHOLE, str(tmp_path), "--portal", "stc", status=1)
    lines = text.splitlines()
    named = next(place for place, line in enumerate(lines) if "hong.txt" in line)
    assert reason in lines[named + 1]
    assert LegalDocumentPage.objects.count() == 1
    data = json.loads(run("import-document", str(bad), "--dry-run", "--format", "json", status=1))
    assert data["file"] == "hong.txt" and data["error"]


def test_import_into_an_unknown_portal_is_refused_before_anything_is_saved(provisioned):
    assert "không có cổng sotc" in refused("import-document", WHOLE, "--portal", "sotc")
    assert "sotc is none" in refused(*ENGLISH, "import-document", WHOLE, "--portal", "sotc")
    assert "--portal" in refused("import-document", WHOLE)
    assert not LegalDocumentPage.objects.exists()


def test_import_for_an_unknown_author_is_refused_before_anything_is_saved(provisioned):
    text = refused("import-document", WHOLE, "--portal", "stc", "--owner", "ai-do")
    assert text == "Không có tài khoản nào tên ai-do."
    assert not LegalDocumentPage.objects.exists()


def test_import_into_a_portal_without_a_list_of_documents_is_refused(provisioned, section_of):
    section_of("stc", "legal_documents").delete()
    assert "govportal provision" in refused("import-document", WHOLE, "--portal", "stc")


# --- report ---------------------------------------------------------------------------------------


@pytest.fixture
def forms():
    """Let the province prescribe the forms of Bắc Giang."""
    from govportal_bac_giang.govportal_hooks import plugin as bac_giang

    forms = list(bac_giang.report_templates())
    with province_plugin(provinces.with_agencies(list, report_templates=lambda: forms)):
        yield forms


def test_report_without_a_form_lists_them(provisioned, forms):
    listed = run("report")
    assert all(form.key in listed and form.title.vi in listed for form in forms)


def test_a_province_without_forms_says_so(provisioned):
    assert "prescribes no form" in run(*ENGLISH, "report")


def test_report_is_written_as_a_spreadsheet(provisioned, forms, tmp_path):
    file = tmp_path / "mau.xlsx"
    text = run("report", forms[0].key, "--period", "2026-H1", "--output", str(file))
    assert str(file) in text
    words = [str(cell) for row in load_workbook(file).active.values for cell in row if cell]
    assert any("Sở Tài chính" in word for word in words)


@pytest.mark.parametrize(
    "arguments",
    [("khong-co", "--period", "2026-H1"), (None, "--period", "2026-H3"), (None, "--period", "")],
    ids=["form", "period", "no period"],
)
def test_wrong_report_is_refused_in_the_language_asked_for(provisioned, forms, tmp_path, arguments):
    form, *rest = arguments
    file = tmp_path / "mau.xlsx"
    wanted = ("report", form or forms[0].key, *rest, "--output", str(file))
    vietnamese, english = refused(*wanted), refused(*ENGLISH, *wanted)
    assert vietnamese != english
    assert not file.exists()


def test_report_of_an_unknown_portal_or_into_no_folder_is_refused(provisioned, forms, tmp_path):
    wanted = ("report", forms[0].key, "--period", "2026-H1")
    assert "sotc" in refused(*wanted, "--portal", "sotc", "--output", str(tmp_path / "a.xlsx"))
    assert "không" in refused(*wanted, "--output", str(tmp_path / "no" / "a.xlsx")).lower()


# --- erase-senders and demo -----------------------------------------------------------------------


def test_erase_senders_says_how_many(provisioned):
    assert run(*ENGLISH, "erase-senders").strip() == "0 senders erased."


def test_demo_refuses_the_production_profile_before_it_touches_anything(provisioned, settings):
    settings.IS_PRODUCTION = True
    assert refused("demo", "--no-serve", "--reset").endswith("development.")
    assert refused(*ENGLISH, "demo") == "The trial runs in the development profile only."


def test_demo_refuses_a_port_in_use(provisioned, monkeypatch):
    monkeypatch.setattr(server, "is_free", lambda port: False)
    assert "PORT=8001" in refused("demo", "--port", "8000")


@pytest.mark.parametrize("port", ["0", "99999", "-1", "abc"])
def test_demo_refuses_what_is_no_port_in_both_languages(port):
    said = refused("demo", f"--port={port}")
    assert "không phải số từ 1 đến 65535 / is no number from 1 to 65535" in said


def test_interrupted_command_ends_quietly_with_130(monkeypatch):
    def interrupted(options, out):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.demo, "run", interrupted)
    assert run("demo", status=130) == ""


def test_demo_prepares_samples_and_accounts_once(provisioned, monkeypatch, settings):
    monkeypatch.setenv("GOVPORTAL_PORT", "")
    settings.GOVPORTAL_PORT = ""  # what the command sets is undone with it
    first = run("demo", "--no-serve", "--port", "8123")
    assert "Ready: http://minhhoa.gov.vn.localhost:8123/" in first
    assert "http://en.minhhoa.gov.vn.localhost:8123/" in first
    assert "phongvien" in first
    before = Page.objects.count()
    second = run("demo", "--no-serve", "--port", "8123")
    assert "phongvien" not in second and "make demo-reset" in second
    assert set(re.findall(r"(\d+) mục mới", second)) == {"0"}
    assert Page.objects.count() == before


def test_the_trial_server_finds_what_the_command_finds(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(tmp_path)  # as manage.py puts its own folder first
    assert str(tmp_path) in server.environment(8000)["PYTHONPATH"].split(os.pathsep)


def test_trial_server_with_an_open_port_and_no_worker_is_not_ready(monkeypatch):
    monkeypatch.setattr(server, "ANSWER_SECONDS", 0.1)
    with socket.create_server((server.HOST, 0)) as deaf:
        port = deaf.getsockname()[1]
        assert not server.is_free(port)
        assert not server.answers(port)
    assert not server.answers(port)


def test_trial_server_that_answers_is_ready_whatever_it_answers():
    with HTTPServer((server.HOST, 0), BaseHTTPRequestHandler) as web:
        thread = threading.Thread(target=web.handle_request)
        thread.start()
        assert server.answers(web.server_address[1])
        thread.join()
