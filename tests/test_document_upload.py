"""Staff hand in files of legal documents in the admin: each becomes their draft, or says why."""

import shutil
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.permissions import policy_registry

from govportal.publishing.documents import handing_in, handling
from govportal.publishing.documents.batches import DocumentImport, DocumentImportFile
from govportal.publishing.documents.files import ReadFile, read_file
from govportal.publishing.documents.files.encodings import TCVN3
from govportal.publishing.documents.originals import kept_original
from govportal.publishing.documents.pages import LegalDocumentPage
from tests.many_documents import regulation_text

pytestmark = pytest.mark.django_db
State = DocumentImportFile.State
TEXT = (
    "Điều 1. Việc ghi sổ\n1. Người phụ trách ghi sổ trong ngày làm việc.\n"
    "2. Sổ được giữ tại phòng làm việc.\n"
)
LEGACY = TEXT.translate({letter: code for code, letter in TCVN3.items()}).encode("latin-1")


@pytest.fixture
def private_folder():
    """Return the folder in which uploads lie, with none in it."""
    folder = Path(DocumentImportFile._meta.get_field("upload").storage.location)
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@pytest.fixture
def index(section_of):
    return section_of("stc", "legal_documents")


@pytest.fixture
def reporter(person):
    return person("stc", "reporter")


def text_file(number=1, name=""):
    text = regulation_text(number, 2).encode()
    return SimpleUploadedFile(name or f"{number}.txt", text, "text/plain")


def upload(client, index, *files):
    """Hand in *files*; return the answer with the report."""
    url = reverse("govportal_document_upload", args=[index.pk])
    return client.post(url, {"files": list(files)}, follow=True)


# --- what becomes of the files --------------------------------------------------------------------


def test_files_become_drafts_of_who_uploads_them(index, reporter, sign_in):
    answer = upload(sign_in(reporter), index, text_file(1), text_file(2))
    pages = LegalDocumentPage.objects.order_by("pk")
    assert [(page.number, page.live, page.owner) for page in pages] == [
        ("1", False, reporter), ("2", False, reporter),
    ]  # fmt: skip
    shown = answer.content.decode()
    for page in pages:
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown
        assert not page.permissions_for_user(reporter).can_publish()
    assert DocumentImport.objects.get().finished_at


def test_nobody_publishes_what_he_imported(index, person, sign_in):
    head = person("stc", "head")
    upload(sign_in(head), index, text_file())
    page = LegalDocumentPage.objects.get()
    assert not page.permissions_for_user(head).can_publish()
    assert page.permissions_for_user(person("stc", "head", "khac")).can_publish()


def test_one_file_that_is_not_fit_spoils_no_other(index, reporter, sign_in):
    program = SimpleUploadedFile("chuong-trinh.txt", b"#!/bin/sh")
    nothing = SimpleUploadedFile("khong-chu.txt", b"")
    table = SimpleUploadedFile("bang.xlsx", b"PK")
    upload(sign_in(reporter), index, program, text_file(), nothing, table)
    assert LegalDocumentPage.objects.count() == 1
    assert DocumentImport.objects.get().counts()["imported"] == 1
    refused = DocumentImportFile.objects.filter(state=State.FAILED)
    assert {row.name for row in refused} <= {"chuong-trinh.txt", "khong-chu.txt", "bang.xlsx"}
    assert all(row.reason["vi"] and row.reason["en"] for row in refused)


def test_no_upload_stays_when_it_is_done(index, reporter, sign_in, private_folder):
    upload(sign_in(reporter), index, text_file(1), text_file(1, "ban-sao.txt"))
    assert {row.state for row in DocumentImportFile.objects.all()} == {State.IMPORTED, State.THERE}
    assert not any(row.upload for row in DocumentImportFile.objects.all())
    assert not [path for path in private_folder.rglob("*") if path.is_file()]


def test_nothing_is_half_saved_when_a_file_fails_midway(index, reporter, sign_in, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError("disk full")

    monkeypatch.setattr(LegalDocumentPage, "save_revision", fail)
    answer = upload(sign_in(reporter), index, text_file())
    assert answer.status_code == 200
    assert not LegalDocumentPage.objects.exists()
    index.refresh_from_db()
    assert index.numchild == 0
    assert DocumentImportFile.objects.get().reason["code"] == "fault"


@pytest.mark.parametrize("files", [[], "many"])
def test_too_few_and_too_many_files_are_refused_in_words(index, reporter, sign_in, settings, files):
    settings.GOVPORTAL_RULES = {"uploads.files_at_once": 1}
    given = [text_file(1), text_file(2)] if files else []
    answer = upload(sign_in(reporter), index, *given)
    assert answer.status_code == 200
    assert answer.context["form"].errors["files"]
    assert not DocumentImport.objects.exists()


def test_files_larger_than_a_request_may_be_are_refused_together(
    index, reporter, sign_in, settings
):
    rules = ("uploads.image_size", "uploads.document_size", "uploads.media_size")
    settings.GOVPORTAL_RULES = dict.fromkeys(rules, 1)
    large = SimpleUploadedFile("to.txt", b"a" * (2 * 1024 * 1024 + 1))
    answer = upload(sign_in(reporter), index, large)
    assert answer.context["form"].errors["files"]
    assert not DocumentImport.objects.exists()


# --- more than one request takes ------------------------------------------------------------------


def test_what_one_request_does_not_read_waits_until_the_person_goes_on(
    index, reporter, sign_in, monkeypatch
):
    monkeypatch.setattr(handing_in, "SECONDS", -1)
    client = sign_in(reporter)
    answer = upload(client, index, text_file(1), text_file(2), text_file(3))
    batch = DocumentImport.objects.get()
    assert batch.counts() == {"imported": 1, "waiting": 2}
    assert batch.finished_at is None
    assert answer.context["waiting"] == 2
    for _press in range(2):
        client.post(reverse("govportal_document_import", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.counts() == {"imported": 3}
    assert batch.finished_at


def test_a_file_that_another_request_reads_is_left_to_it(index, provisioned, reporter):
    batch = handing_in.hand_in([text_file()], provisioned["stc"], reporter)
    batch.files.update(state=State.READING, handled_at=timezone.now())
    handing_in.go_on(batch)
    assert batch.counts() == {"reading": 1}
    batch.files.update(handled_at=timezone.now() - handing_in.BROKEN_OFF - timedelta(minutes=1))
    handing_in.go_on(batch)
    assert batch.counts() == {"failed": 1}
    assert not batch.files.get().upload


def test_uploads_nobody_goes_on_with_are_deleted_after_a_time(
    provisioned, reporter, private_folder, capsys
):
    batch = handing_in.hand_in([text_file(1)], provisioned["stc"], reporter)
    call_command("govportal", "--language", "en", "forget-uploads")
    assert "0 files deleted" in capsys.readouterr().out
    DocumentImport.objects.update(started_at=timezone.now() - timedelta(days=15))
    call_command("govportal", "--language", "en", "forget-uploads")
    assert "1 file deleted" in capsys.readouterr().out
    assert batch.counts() == {"failed": 1}
    assert not [path for path in private_folder.rglob("*") if path.is_file()]


def test_a_stored_file_that_is_lost_is_named(provisioned, index, reporter):
    batch = handing_in.hand_in([text_file()], provisioned["stc"], reporter)
    row = batch.files.get()
    row.upload.storage.delete(row.upload.name)
    handing_in.go_on(batch)
    assert batch.files.get().reason["code"] == "lost"


# --- legacy encodings -----------------------------------------------------------------------------


@pytest.fixture
def asked(index, reporter, sign_in):
    """Return a client that has handed in a file in a legacy encoding, and its answer."""
    client = sign_in(reporter)
    return client, upload(client, index, SimpleUploadedFile("cu.txt", LEGACY), text_file(1))


def test_a_legacy_encoding_is_asked_about_with_a_sample(asked):
    row = DocumentImportFile.objects.get(name="cu.txt")
    assert row.state == State.ASKS and row.upload
    shown = asked[1].content.decode()
    assert "Việc ghi sổ" in shown
    assert f'name="convert" value="{row.pk}"' in shown
    assert f'name="leave" value="{row.pk}"' in shown
    assert LegalDocumentPage.objects.count() == 1


def test_a_confirmed_sample_is_converted(asked):
    row = DocumentImportFile.objects.get(name="cu.txt")
    url = reverse("govportal_document_import", args=[row.batch_id])
    for _twice in range(2):
        asked[0].post(url, {"convert": row.pk})
    row.refresh_from_db()
    assert (row.state, row.articles, bool(row.upload)) == (State.IMPORTED, 1, False)
    assert row.page.body[0].value["title"] == "Việc ghi sổ"
    assert "TCVN3" in row.page.import_notes
    assert LegalDocumentPage.objects.count() == 2
    assert DocumentImport.objects.get().finished_at


def test_a_wrong_sample_leaves_the_file_out(asked):
    row = DocumentImportFile.objects.get(name="cu.txt")
    asked[0].post(reverse("govportal_document_import", args=[row.batch_id]), {"leave": row.pk})
    row.refresh_from_db()
    assert (row.state, bool(row.upload)) == (State.FAILED, False)
    assert row.reason["vi"]
    assert LegalDocumentPage.objects.count() == 1


@pytest.mark.parametrize("answer", [{"convert": "x"}, {"leave": "999999"}, {"convert": ""}])
def test_answers_about_no_file_of_the_import_do_no_harm(asked, answer):
    batch = DocumentImport.objects.get()
    response = asked[0].post(reverse("govportal_document_import", args=[batch.pk]), answer)
    assert response.status_code in (302, 404)
    assert LegalDocumentPage.objects.count() == 1


# --- whose it is ----------------------------------------------------------------------------------


@pytest.fixture
def foreign(provisioned, person):
    """Return an import of another portal with a file that waits for an answer."""
    author = person("skhcn", "reporter")
    batch = handing_in.hand_in([text_file(7, "Zzkinxq.txt")], provisioned["skhcn"], author)
    handing_in.go_on(batch)
    handing_in.hand_in([text_file(8, "Zzkinxq-8.txt")], provisioned["skhcn"], author)
    batch.files.create(name="Zzkinxq-9.txt", state=State.ASKS)
    return batch


@pytest.mark.parametrize("role", ["reporter", "editor", "deputy_head", "head", "administrator"])
def test_staff_of_another_portal_never_see_an_import(foreign, index, person, sign_in, role):
    user = person("stc", role)
    client = sign_in(user)
    report = reverse("govportal_document_import", args=[foreign.pk])
    assert client.get(report).status_code == 404
    assert client.post(report, {"convert": foreign.files.last().pk}).status_code == 404
    own = client.get(reverse("govportal_document_upload", args=[index.pk]))
    assert own.status_code == 200
    assert "Zzkinxq" not in own.content.decode() and not own.context["lines"]
    policy = policy_registry.get_by_type(DocumentImport)
    assert not policy.instances_user_has_any_permission_for(user, ["view", "change"]).exists()
    assert not policy.user_has_permission_for_instance(user, "view", foreign)
    assert client.get(reverse("wagtailadmin_reports:site_history")).status_code in (200, 302)


def test_the_list_of_another_portal_takes_no_files(foreign, section_of, reporter, sign_in):
    other = section_of("skhcn", "legal_documents")
    client = sign_in(reporter)
    url = reverse("govportal_document_upload", args=[other.pk])
    assert client.get(url).status_code in (302, 403)
    before = LegalDocumentPage.objects.count()
    assert client.post(url, {"files": [text_file(5)]}).status_code in (302, 403)
    assert LegalDocumentPage.objects.count() == before


def test_a_colleague_sees_the_import_and_only_its_author_goes_on(foreign, person, sign_in):
    client = sign_in(person("skhcn", "editor"))
    report = reverse("govportal_document_import", args=[foreign.pk])
    shown = client.get(report)
    assert shown.status_code == 200
    assert "Zzkinxq-9.txt" in shown.content.decode()
    assert 'name="convert"' not in shown.content.decode()
    assert client.post(report, {"leave": foreign.files.last().pk}).status_code in (302, 403)
    assert foreign.files.last().state == State.ASKS


def test_the_button_stands_on_the_vietnamese_list_only(index, section_of, reporter, sign_in):
    client = sign_in(reporter)
    url = reverse("govportal_document_upload", args=[index.pk])
    shown = client.get(reverse("wagtailadmin_explore", args=[index.pk]))
    assert url in shown.content.decode()
    english = section_of("stc", "legal_documents", "en")
    url = reverse("govportal_document_upload", args=[english.pk])
    assert (
        url not in client.get(reverse("wagtailadmin_explore", args=[english.pk])).content.decode()
    )
    assert client.get(url).status_code in (302, 403)


# --- the signed file ------------------------------------------------------------------------------


@pytest.fixture
def signed(monkeypatch):
    """Let a PDF be read as the regulation that its bytes name."""

    def read(data, name, *, convert=False):
        found = read_file(regulation_text(int(data[-1:] or 1), 2).encode(), name)
        return ReadFile(found.parsed, "pdf", found.checksum)

    monkeypatch.setattr(handling, "read_file", read)
    return lambda number: SimpleUploadedFile(
        f"{number}.pdf", b"%PDF-1.7\n%\xe2\xe3\n%" + str(number).encode()
    )


def test_the_signed_file_is_kept_with_the_draft(index, provisioned, reporter, sign_in, signed):
    upload(sign_in(reporter), index, signed(1))
    page = LegalDocumentPage.objects.get()
    assert page.get_latest_revision_as_object().file == page.file
    assert page.file.collection == provisioned["stc"].collection
    assert page.file.uploaded_by_user == reporter
    with page.file.open_file() as stored:
        assert stored.read().startswith(b"%PDF")


def test_the_same_signed_file_is_kept_once_a_portal(provisioned, reporter):
    def keep(code):
        return kept_original(b"%PDF", "a.pdf", "A", provisioned[code], reporter, ExitStack())

    assert keep("stc") == keep("stc")
    assert keep("skhcn") != keep("stc")
    assert Document.objects.count() == 2


def test_no_signed_file_stays_of_a_draft_that_failed(
    index, reporter, sign_in, signed, monkeypatch, settings, tmp_path
):
    def fail(*arguments, **options):
        raise RuntimeError("disk full")

    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(LegalDocumentPage, "save_revision", fail)
    upload(sign_in(reporter), index, signed(1))
    assert not Document.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_uploads_lie_where_no_address_leads(provisioned, reporter, client, settings):
    row = DocumentImportFile(batch=handing_in.hand_in([], provisioned["stc"], reporter), name="a")
    row.upload.save("Tên thật.txt", ContentFile(b"x"))
    assert "Tên" not in row.upload.name
    assert client.get(row.upload.url, headers={"host": "minhhoa.gov.vn"}).status_code == 404
    assert not str(row.upload.path).startswith(str(settings.MEDIA_ROOT))
