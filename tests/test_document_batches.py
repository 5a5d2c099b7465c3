"""Many documents from a folder: in order, one by one, to be stopped and run again at any time."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import unicodedata
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend

from govportal.publishing.documents import folder_import, handling, late_index
from govportal.publishing.documents.batches import DocumentImport, DocumentImportFile
from govportal.publishing.documents.folders import files_in
from govportal.publishing.documents.importing import Intake
from govportal.publishing.documents.pages import LegalDocumentPage
from tests.many_documents import regulation_text, write_documents

pytestmark = pytest.mark.django_db
State = DocumentImportFile.State


def run(*arguments, status=0):
    """Run the import into a department's portal; return what it prints."""
    out = StringIO()
    command = ("govportal", "--language", "en", "import-document", *map(str, arguments))
    try:
        call_command(*command, stdout=out)
        ended = 0
    except SystemExit as end:
        ended = end.code
    assert ended == status, out.getvalue()
    return out.getvalue()


def run_here(*arguments, status=0):
    return run(*arguments, "--portal", "stc", status=status)


def lines_of(text):
    """Return the printed line of each file, without its details."""
    return [line for line in text.splitlines() if line.startswith("[")]


@pytest.fixture
def folder(tmp_path):
    """Return a folder of three documents in two folders."""
    path = tmp_path / "van-ban"
    for number, below in ((1, "2031"), (2, "2031"), (3, "khac")):
        (path / below).mkdir(parents=True, exist_ok=True)
        (path / below / f"{number}.txt").write_text(regulation_text(number, 2), "utf-8")
    return path


@pytest.fixture
def broken(folder):
    """Put a file that is no text between the others."""
    path = folder / "2031" / "1b.txt"
    path.write_bytes(b"a\0b")
    return path


# --- what is imported -----------------------------------------------------------------------------


def test_every_file_of_a_folder_and_below_becomes_a_draft_in_a_stable_order(folder, person):
    owner = person("stc", "reporter")
    text = run_here(folder, "--owner", owner.username)
    assert [line.split(":")[0] for line in lines_of(text)] == [
        "[1/3] van-ban/2031/1.txt", "[2/3] van-ban/2031/2.txt", "[3/3] van-ban/khac/3.txt",
    ]  # fmt: skip
    pages = LegalDocumentPage.objects.order_by("pk")
    assert [page.number for page in pages] == ["1", "2", "3"]
    assert {(page.owner, page.live) for page in pages} == {(owner, False)}
    batch = DocumentImport.objects.get()
    assert batch.finished_at
    assert batch.counts() == {"imported": 3}
    assert {(file.articles, file.page_id) for file in batch.files.all()} == {
        (4, page.pk) for page in pages
    }


def test_broken_files_are_named_and_the_others_go_on(folder, broken):
    text = run_here(folder, status=1)
    assert LegalDocumentPage.objects.count() == 3
    line = next(line for line in lines_of(text) if "1b.txt" in line)
    assert "not imported" in line
    row = DocumentImportFile.objects.get(state=State.FAILED)
    assert row.reason["vi"] != row.reason["en"]
    assert "not imported: 1" in text.splitlines()[-1]


def test_a_fault_of_the_program_stops_one_file_only(folder, monkeypatch, caplog):
    read_file = handling.read_file

    def fail_at_the_second(data, name, **options):
        if name.endswith("2.txt"):
            raise ZeroDivisionError
        return read_file(data, name, **options)

    monkeypatch.setattr(handling, "read_file", fail_at_the_second)
    run_here(folder, status=1)
    assert LegalDocumentPage.objects.count() == 2
    assert DocumentImportFile.objects.get(state=State.FAILED).reason["code"] == "fault"
    assert "ZeroDivisionError" in caplog.text


def test_a_lost_database_stops_the_run(folder, monkeypatch):
    def fail(*arguments):
        raise OperationalError("gone")

    monkeypatch.setattr(Intake, "save", fail)
    with pytest.raises(OperationalError):
        run_here(folder)


def test_a_dry_run_saves_nothing_and_needs_no_portal(folder, broken):
    before = Page.objects.count()
    text = run(folder, "--dry-run", status=1)
    assert len(lines_of(text)) == 4
    assert "1/2031/QĐ-UBND" in text
    assert Page.objects.count() == before
    assert not DocumentImport.objects.exists()


def test_a_limit_takes_so_many_new_files_each_time(folder):
    run_here(folder, "--limit", 2)
    assert LegalDocumentPage.objects.count() == 2
    assert DocumentImport.objects.get().finished_at is None
    run_here(folder, "--limit", 2)
    assert LegalDocumentPage.objects.count() == 3
    assert DocumentImport.objects.get().finished_at


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_the_report_has_a_line_for_each_file(folder, broken, tmp_path, kind):
    report = tmp_path / f"bao-cao.{kind}"
    run_here(folder, "--report", report, status=1)
    text = report.read_text("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text))) if kind == "csv" else [
        json.loads(line) for line in text.splitlines()
    ]  # fmt: skip
    assert [row["state"] for row in rows] == ["imported", "failed", "imported", "imported"]
    drafts = {str(page.pk) for page in LegalDocumentPage.objects.all()}
    assert {str(row["draft"]) for row in rows if row["draft"]} == drafts
    assert rows[1]["reason"]


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_saved(folder, tmp_path):
    for path in (tmp_path / "bao-cao.doc", tmp_path / "khong" / "co.csv"):
        with pytest.raises(CommandError, match="report"):
            run_here(folder, "--report", path)
    assert not LegalDocumentPage.objects.exists()


def test_drafts_of_a_folder_are_in_the_search_index_and_tell_their_origin(folder):
    run_here(folder)
    page = LegalDocumentPage.objects.order_by("pk").last()
    found = get_search_backend().search(page.title, LegalDocumentPage.objects.all())
    assert page.pk in {item.pk for item in found}
    entries = PageLogEntry.objects.filter(page=page, action="govportal.import_document")
    logged = [entry.data for entry in entries]
    assert logged == [{"file": "van-ban/khac/3.txt"}]


# --- twice, and again -----------------------------------------------------------------------------


def test_a_second_run_reads_nothing_again_and_makes_nothing_twice(folder, monkeypatch):
    run_here(folder)

    def fail(*arguments, **options):
        raise AssertionError

    monkeypatch.setattr(handling, "read_file", fail)
    text = run_here(folder)
    assert all("Already imported" in line for line in lines_of(text))
    assert LegalDocumentPage.objects.count() == 3
    assert DocumentImport.objects.count() == 2


def test_the_same_file_under_two_names_makes_one_document(folder):
    (folder / "ban-sao.txt").write_bytes((folder / "2031" / "1.txt").read_bytes())
    run_here(folder)
    assert LegalDocumentPage.objects.count() == 3
    rows = DocumentImportFile.objects.filter(page__number="1")
    assert {row.state for row in rows} == {State.IMPORTED, State.THERE}


def test_the_same_text_in_another_file_is_the_same_document(folder):
    run_here(folder)
    (folder / "2031" / "1.txt").write_text(regulation_text(1, 2) + "\n\n", "utf-8")
    text = run_here(folder)
    assert LegalDocumentPage.objects.count() == 3
    assert "the same text" in text
    assert "the same text" not in run_here(folder)  # known from now on
    assert LegalDocumentPage.objects.count() == 3


def test_a_changed_file_makes_a_new_draft_that_names_the_earlier(folder):
    run_here(folder)
    path = folder / "2031" / "1.txt"
    path.write_text(regulation_text(1, 2).replace("Điều 2. Việc", "Điều 2. Công việc"), "utf-8")
    run_here(folder)
    old, new = LegalDocumentPage.objects.filter(number="1").order_by("pk")
    assert f"({old.pk})" in new.import_notes
    codes = [notice["code"] for notice in DocumentImportFile.objects.get(page=new).notices]
    assert codes.count("changed_file") == 1


def test_another_text_with_a_used_number_is_a_draft_with_a_note(folder):
    run_here(folder / "2031" / "1.txt")
    LegalDocumentPage.objects.update(live=True)
    other = folder / "khac" / "1-sua.txt"
    other.write_text(regulation_text(1, 3), "utf-8")
    text = run_here(other)
    assert LegalDocumentPage.objects.filter(live=False).count() == 1
    assert "published document" in text


def test_a_deleted_draft_is_imported_again(folder):
    run_here(folder)
    LegalDocumentPage.objects.first().delete()
    assert sum("saved" in line for line in lines_of(run_here(folder))) == 1


def test_the_same_files_make_drafts_of_their_own_on_another_portal(folder):
    run_here(folder)
    text = run(folder, "--portal", "skhcn")
    assert LegalDocumentPage.objects.count() == 6
    assert "has this number" not in text


# --- stopped in the middle ------------------------------------------------------------------------


def stop_after(monkeypatch, count, error):
    """Let the import of a file fail with *error* when so many are saved, in the midst of it."""
    saved, save_revision = [], LegalDocumentPage.save_revision

    def save(page, *arguments, **options):
        if len(saved) == count:
            raise error
        saved.append(page)
        return save_revision(page, *arguments, **options)

    monkeypatch.setattr(LegalDocumentPage, "save_revision", save)


def test_an_interrupted_run_goes_on_where_it_stopped(folder, monkeypatch):
    with monkeypatch.context() as patch:
        stop_after(patch, 1, KeyboardInterrupt)
        assert "Run the same command again" in run_here(folder, status=130)
    assert LegalDocumentPage.objects.count() == Revision.objects.count() == 1
    assert DocumentImport.objects.get().counts() == {"imported": 1}
    text = run_here(folder)
    assert ["saved" in line for line in lines_of(text)] == [False, True, True]
    batch = DocumentImport.objects.get()
    assert batch.finished_at
    assert batch.counts() == {"imported": 3}


def test_what_a_killed_run_left_out_of_the_index_is_in_it_after_the_next(folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(late_index.LateIndex, "flush", lambda self: None)  # as kill -9 does
        stop_after(patch, 2, KeyboardInterrupt)
        run_here(folder, status=130)
    first = LegalDocumentPage.objects.first()
    search = get_search_backend().search
    assert not search(first.title, LegalDocumentPage.objects.filter(pk=first.pk))
    run_here(folder)
    assert search(first.title, LegalDocumentPage.objects.filter(pk=first.pk))


KILLED = """
import os, sys
import django
django.setup()
from django.core.management import call_command
from govportal.publishing.documents.pages import LegalDocumentPage
save, saved = LegalDocumentPage.save_revision, []
def save_or_die(page, *arguments, **options):
    saved.append(page)
    if len(saved) == 2:
        os.kill(os.getpid(), 9)
    return save(page, *arguments, **options)
LegalDocumentPage.save_revision = save_or_die
call_command("govportal", "import-document", sys.argv[1], "--portal", "stc")
"""
COUNTED = """
import sys
import django
django.setup()
from django.core.management import call_command
from govportal.publishing.documents.pages import LegalDocumentPage
from wagtail.models import Page, Revision
if sys.argv[1] == "run":
    call_command("govportal", "import-document", sys.argv[2], "--portal", "stc")
print("counted", LegalDocumentPage.objects.count(), Revision.objects.count(), Page.find_problems())
"""


@pytest.mark.slow
@pytest.mark.pure
def test_a_run_that_is_killed_leaves_whole_documents_and_goes_on(folder, tmp_path, django_db_setup):
    shutil.copy(django_db_setup, tmp_path / "killed.sqlite3")
    settings = tmp_path / "killed_settings.py"
    settings.write_text(
        "from tests.settings import *\n"
        f"DATABASES['default']['NAME'] = {str(tmp_path / 'killed.sqlite3')!r}\n"
    )
    path = os.pathsep.join([str(tmp_path), os.getcwd(), *sys.path])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "killed_settings", "PYTHONPATH": path}
    environment.pop("DATABASE_URL", None)
    environment.pop("GOVPORTAL_TEST_PROFILE", None)

    def python(code, *arguments):
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            env=environment, capture_output=True, text=True,
        )  # fmt: skip

    none = "([], [], [], [], [])"
    assert f"counted 0 0 {none}" in python(COUNTED, "count").stdout
    assert python(KILLED, folder).returncode == -signal.SIGKILL
    assert f"counted 1 1 {none}" in python(COUNTED, "count").stdout
    assert f"counted 3 3 {none}" in python(COUNTED, "run", folder).stdout


# --- what is wrong with folders -------------------------------------------------------------------


def test_what_is_no_folder_of_documents_is_named_and_the_rest_goes_on(folder, tmp_path):
    empty = tmp_path / "trong"
    empty.mkdir()
    text = run_here(tmp_path / "khong-co", empty, folder, status=1)
    assert "no file or folder of this name" in text
    assert "the folder is empty" in text
    assert LegalDocumentPage.objects.count() == 3
    codes = [row.reason["code"] for row in DocumentImportFile.objects.filter(state=State.FAILED)]
    assert codes == ["not_given", "not_given"]


def test_a_folder_that_leads_back_to_itself_is_named_once(folder):
    (folder / "2031" / "vong").symlink_to(folder)
    (folder / "tu-tro").symlink_to("tu-tro")
    text = run_here(folder, status=1)
    assert text.count("leads back") == 2
    assert LegalDocumentPage.objects.count() == 3


def test_a_file_that_may_not_be_read_is_named(folder, monkeypatch):
    # The superuser of a container may read everything, so the refusal is the file system's own.
    closed = folder / "2031" / "2.txt"
    found = [
        item if item.path != closed else type(item)(item.path, item.name, PermissionError(13, "x"))
        for item in files_in([folder])
    ]
    outcomes = list(folder_import.look_at(found))
    assert [outcome.row.state for outcome in outcomes] == ["readable", "failed", "readable"]
    assert "may not read it" in outcomes[1].row.reason["en"]


def test_a_pipe_in_the_folder_does_not_stop_the_run(folder):
    os.mkfifo(folder / "ong.txt")
    assert "neither a file nor a folder" in run_here(folder, status=1)


def test_files_that_programs_leave_behind_are_no_documents(folder):
    for name in (".DS_Store", "~$van-ban.docx", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    assert len(lines_of(run_here(folder))) == 3


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.txt", b"", "empty"),
        ("bang.xlsx", b"PK\x03\x04", "not allowed"),
        ("gia.pdf", b"khong phai pdf", "not that of a"),
        ("script.txt", b"#!/bin/sh", "program"),
    ],
)
def test_a_file_that_is_not_fit_is_refused_by_name(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    text = run_here(tmp_path / name, status=1)
    assert name in text and said in text


def test_a_file_larger_than_the_rule_is_not_read(folder, settings, monkeypatch):
    settings.GOVPORTAL_RULES = {"uploads.document_size": 1}
    large = folder / "2031" / "to.txt"
    large.write_bytes(b"a" * (1024 * 1024 + 1))
    text = run_here(folder, status=1)
    assert "at most" in text
    assert DocumentImportFile.objects.get(state=State.FAILED).checksum == ""


def test_names_are_shown_in_composed_letters_whatever_the_disk_has(tmp_path):
    name = "Văn bản"
    below = tmp_path / unicodedata.normalize("NFD", name)
    below.mkdir()
    (below / "1.txt").write_text(regulation_text(1, 1), "utf-8")
    text = run_here(tmp_path / name)
    assert f"{name}/1.txt" in text
    assert DocumentImportFile.objects.get().name == f"{name}/1.txt"


def test_a_name_that_is_no_text_is_shown_and_kept(tmp_path):
    (tmp_path / os.fsdecode(b"\xca\xd8.txt")).write_text(regulation_text(1, 1), "utf-8")
    run_here(tmp_path)
    assert DocumentImportFile.objects.get().state == State.IMPORTED


def test_a_portal_without_a_document_list_is_told(folder, section_of):
    section_of("stc", "legal_documents").delete()
    with pytest.raises(CommandError, match="govportal provision"):
        run_here(folder)


# --- how much it costs ----------------------------------------------------------------------------


def test_a_document_costs_the_same_queries_however_many_are_there(provisioned, tmp_path):
    write_documents(tmp_path, 12, 1)
    files = [*files_in([tmp_path])]
    importer = folder_import.FolderImport(provisioned["stc"])
    costs = []
    outcomes = importer.run(files, "x")
    for _outcome in range(12):
        with CaptureQueriesContext(connection) as queries:
            next(outcomes)
        costs.append(len(queries))
    outcomes.close()
    assert len(set(costs[2:])) == 1
    assert costs[-1] <= 60


def test_the_reference_index_is_as_if_an_editor_had_saved_the_draft(folder):
    run_here(folder)
    page = LegalDocumentPage.objects.first()
    before = set(ReferenceIndex.get_references_for_object(page).values_list("to_object_id"))
    page.save()
    assert set(ReferenceIndex.get_references_for_object(page).values_list("to_object_id")) == before
