"""Documents are exchanged by the fields and lengths of Decree 30/2020, Appendix VI (DOC-02)."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from lxml import etree

from govportal.publishing.documents.national_record import (
    NoRecordsError,
    WrongRecordError,
    as_xml,
    document_of,
    exchanged,
    read_records,
    record_of,
)
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.record_details import DocumentRecordDetails
from govportal.publishing.documents.record_fields import record_format
from govportal.publishing.documents.record_importing import import_records
from govportal.publishing.regulations.unreadable import UnreadableFile

FACTS = {
    "title": "Quy chế", "number": "35", "symbol": "QĐ-UBND", "document_type": "quyet_dinh",
    "document_class": "normative", "issuer": "Ủy ban nhân dân tỉnh Minh Họa",
    "signer": "Nguyễn Văn An", "signer_title": "Chủ tịch", "abstract": "Ban hành Quy chế",
    "issued_on": date(2026, 2, 5), "recipients": "Như Điều 3\nSở Tài chính",
}  # fmt: skip
DETAILS = {
    "organ_id": "000.00.01.H99", "file_catalog": "2026", "file_notation": "12.QĐ", "ordinal": 4,
    "page_amount": 18, "issued_amount": 40, "priority": "1", "due_on": date(2026, 3, 1),
    "description": "Bản điện tử",
    "addressees": "000.00.02.H99 | Sở Tài chính\n | Sở Y tế",
}  # fmt: skip
WHOLE = {
    "OrganId": "000.00.01.H99", "FileCatalog": "2026", "FileNotation": "12.QĐ", "DocOrdinal": 4,
    "TypeName": "Quyết định", "CodeNumber": "35", "CodeNotation": "2026/QĐ-UBND",
    "IssuedDate": date(2026, 2, 5), "OrganName": "Ủy ban nhân dân tỉnh Minh Họa",
    "Subject": "Ban hành Quy chế", "Language": "Tiếng Việt", "PageAmount": 18,
    "Description": "Bản điện tử",
    "SignerInfo": {"Position": "Chủ tịch", "FullName": "Nguyễn Văn An"},
    "To": [{"OrganId": "000.00.02.H99", "OrganName": "Sở Tài chính"}, {"OrganName": "Sở Y tế"}],
    "Priority": "1", "IssuedAmount": 40, "DueDate": date(2026, 3, 1),
}  # fmt: skip


@pytest.fixture
def published(section_of):
    """Return a function that publishes a document with details of its record."""

    def make(code="ubnd", details=None, **changes):
        index = section_of(code, "legal_documents")
        now, live = timezone.now(), changes.pop("live", True)
        page = LegalDocumentPage(
            locale=index.locale, live=False, first_published_at=now, last_published_at=now,
            **FACTS | changes,
        )  # fmt: skip
        page.record_details = [DocumentRecordDetails(**details)] if details else []
        index.add_child(instance=page)
        # As a draft it may lack what a test leaves out.
        LegalDocumentPage.objects.filter(pk=page.pk).update(live=live)
        return LegalDocumentPage.objects.get(pk=page.pk)

    return make


def run(*arguments):
    """Return the exit status and the output of a sub-command."""
    out = StringIO()
    try:
        call_command("govportal", *arguments, stdout=out)
    except SystemExit as left:
        return left.code, out.getvalue()
    return 0, out.getvalue()


def file_of(*records):
    return "".join(document_of(map(as_xml, records))).encode()


def drafts(code, portal_of_code):
    home = portal_of_code(code).homes.get(locale__language_code="vi").page
    return LegalDocumentPage.objects.descendant_of(home)


# --- of a page ------------------------------------------------------------------------------------


def test_a_record_holds_all_fields_of_the_appendix(published):
    page = published(details=DETAILS)
    assert record_of(page) == WHOLE
    groups = {field.name.partition(".")[0] for field in record_format().fields}
    assert groups == set(WHOLE)


def test_what_the_page_does_not_know_is_left_out(published):
    page = published(number="", issued_on=None, signer_title="")
    record = record_of(page)
    assert {"CodeNumber", "IssuedDate", "OrganId", "DueDate"}.isdisjoint(record)
    assert record["SignerInfo"] == {"FullName": "Nguyễn Văn An"}
    assert record["To"] == [{"OrganName": "Như Điều 3"}, {"OrganName": "Sở Tài chính"}]


def test_the_record_is_in_the_words_of_the_state_in_every_language(published):
    with translation.override("en"):
        assert record_of(published())["TypeName"] == "Quyết định"


LENGTHS = {
    "OrganId": 13, "FileNotation": 20, "TypeName": 100, "CodeNumber": 11, "CodeNotation": 30,
    "OrganName": 200, "Subject": 500, "Language": 30, "PageAmount": 3, "Description": 500,
    "SignerInfo.Position": 100, "SignerInfo.FullName": 50, "Priority": 1, "IssuedAmount": 3,
}  # fmt: skip


def test_lengths_are_those_of_the_appendix():
    found = {field.name: field.longest for field in record_format().fields if field.longest}
    assert {name: found[name] for name in LENGTHS} == LENGTHS


@pytest.mark.parametrize(
    ("changes", "name", "length", "longest"),
    [
        ({"number": "1" * 12}, "CodeNumber", 12, 11),
        ({"symbol": "Q" * 31, "document_class": "administrative"}, "CodeNotation", 31, 30),
        ({"abstract": "á" * 501}, "Subject", 501, 500),
        ({"issuer": "á" * 201}, "OrganName", 201, 200),
        ({"signer": "á" * 51}, "SignerInfo.FullName", 51, 50),
        ({"recipients": "Sở Y tế\n" + "á" * 201}, "To.OrganName", 201, 200),
    ],
)
def test_a_value_too_long_is_refused_with_field_length_limit_and_remedy(
    published, changes, name, length, longest
):
    page = published(**changes)
    with pytest.raises(WrongRecordError) as caught:
        exchanged(page)
    (problem,) = caught.value.problems
    assert problem.field == name
    for words in (name, str(length), str(longest)):
        assert words in problem.message


def test_a_value_as_long_as_allowed_is_exchanged(published):
    page = published(abstract="á" * 500, signer="á" * 50, number="1" * 11)
    assert len(exchanged(page)["Subject"]) == 500


def test_a_record_without_abstract_is_refused(published):
    with pytest.raises(WrongRecordError, match="Subject"):
        exchanged(published(abstract=""))


# --- XML ------------------------------------------------------------------------------------------


def test_xml_has_the_names_of_the_appendix():
    root = etree.fromstring(file_of(WHOLE, {"Subject": "B & C"}))
    first, second = root
    assert [child.tag for child in first] == [
        "OrganId", "FileCatalog", "FileNotation", "DocOrdinal", "TypeName", "CodeNumber",
        "CodeNotation", "IssuedDate", "OrganName", "Subject", "Language", "PageAmount",
        "Description", "SignerInfo", "To", "To", "Priority", "IssuedAmount", "DueDate",
    ]  # fmt: skip
    assert first.findtext("SignerInfo/FullName") == "Nguyễn Văn An"
    assert first.findtext("To/OrganId") == "000.00.02.H99"
    assert first.findtext("IssuedDate") == "2026-02-05"
    assert second.findtext("Subject") == "B & C"


def test_a_record_comes_back_from_its_xml():
    (read,) = read_records(file_of(WHOLE))
    assert read.problems == read.unknown == []
    assert read.values == WHOLE | {"Priority": 1}


def test_a_day_as_it_is_printed_is_read_too():
    data = file_of({"Subject": "A"}).replace(
        b"</Subject>", b"</Subject><IssuedDate>05/02/2026</IssuedDate>"
    )
    assert read_records(data)[0].values["IssuedDate"] == date(2026, 2, 5)


@pytest.mark.parametrize("data", [b"<html/>", b"<Documents/>", b"<Documents><X/></Documents>"])
def test_xml_without_records_is_refused(data):
    with pytest.raises(NoRecordsError, match="Documents"):
        read_records(data)


@pytest.mark.parametrize(
    "data", [b"", b"<Documents>", b'<!DOCTYPE x [<!ENTITY a "b">]><Documents>&a;</Documents>']
)
def test_broken_and_dangerous_xml_is_refused(data):
    with pytest.raises(UnreadableFile):
        read_records(data)


# --- import ---------------------------------------------------------------------------------------


@pytest.fixture
def imported(portal_of_code):
    """Return a function that imports records into a portal."""

    def take(data, code="stc", owner=None):
        return import_records(read_records(data), portal_of_code(code), owner)

    return take


def test_a_record_that_was_exported_makes_a_draft_with_the_same_record(published, imported):
    original = published(details=DETAILS)
    (draft,) = imported(file_of(exchanged(original))).created
    draft = LegalDocumentPage.objects.get(pk=draft.pk)
    assert not draft.live
    assert record_of(draft) == record_of(original)
    assert draft.document_class == "normative"
    assert draft.citation == "35/2026/QĐ-UBND"
    assert record_of(draft.get_latest_revision_as_object()) == record_of(original)


def test_a_type_or_language_that_the_portal_lacks_is_kept(imported):
    record = {"Subject": "Mời họp", "TypeName": "Giấy mời", "Language": "Tiếng Khmer"}
    (draft,) = imported(file_of(record)).created
    found = record_of(LegalDocumentPage.objects.get(pk=draft.pk))
    assert (draft.document_type, found["TypeName"]) == ("khac", "Giấy mời")
    assert found["Language"] == "Tiếng Khmer"


def test_fields_that_have_no_place_are_noted_in_the_draft(imported):
    data = file_of({"Subject": "A"}).replace(
        b"</Subject>", "</Subject><KeyWord>chợ phiên</KeyWord>".encode()
    )
    (draft,) = imported(data).created
    assert "KeyWord: chợ phiên" in draft.import_notes


@pytest.mark.parametrize("left_out", ["", "CodeNumber"])
def test_a_second_run_makes_nothing(imported, left_out):
    record = {name: value for name, value in WHOLE.items() if name != left_out}
    data = file_of(record)
    (draft,) = imported(data).created
    again = imported(data)
    assert (again.created, [page.pk for page in again.known]) == ([], [draft.pk])


def test_a_document_that_the_portal_has_is_known_by_number_symbol_day_and_issuer(
    published, imported
):
    there = published("stc")
    found = imported(file_of(WHOLE))
    assert (found.created, [page.pk for page in found.known]) == ([], [there.pk])
    assert imported(file_of(WHOLE | {"CodeNumber": "36"})).created


def test_a_document_of_another_portal_is_neither_known_nor_touched(published, imported):
    other = published("ubnd")
    (draft,) = imported(file_of(WHOLE), "stc").created
    assert draft.pk != other.pk
    assert draft.portal.code == "stc"


def test_bad_records_are_named_and_the_others_go_on(imported):
    bad = [
        WHOLE | {"CodeNumber": "1" * 12},
        {"OrganName": "Sở Y tế"},
        {"Subject": "B", "PageAmount": "mười"},
        {"Subject": "C", "IssuedDate": "31/02/2026"},
        {"Subject": "D", "DocOrdinal": "9" * 30},
    ]
    result = imported(file_of(*bad, {"Subject": "Tốt"}))
    assert [page.title for page in result.created] == ["Tốt"]
    told = [message for _line, message in result.problems]
    names = ("CodeNumber", "Subject", "PageAmount", "IssuedDate", "DocOrdinal")
    assert len(told) == len(names)
    assert all(name in message for name, message in zip(names, told, strict=True))
    lines = [line for line, _message in result.problems]
    assert lines == sorted(set(lines))


def test_nothing_of_a_record_is_half_saved(imported, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError("disk full")

    monkeypatch.setattr(LegalDocumentPage, "save_revision", fail)
    with pytest.raises(RuntimeError):
        imported(file_of(WHOLE))
    assert not LegalDocumentPage.objects.exists()
    assert not DocumentRecordDetails.objects.exists()


# --- who sees it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "status"), [("stc", 200), ("ubnd", 302)])
def test_details_are_seen_by_the_staff_of_the_portal_only(published, person, sign_in, code, status):
    page = published("stc", DETAILS)
    response = sign_in(person(code, "editor")).get(f"/cms/pages/{page.pk}/edit/")
    assert response.status_code == status
    assert ("000.00.01.H99" in response.content.decode()) == (status == 200)


# --- commands -------------------------------------------------------------------------------------


def test_records_of_one_portal_are_exported_by_the_day_of_issue(published):
    published("stc", number="1", issued_on=date(2026, 1, 1), slug="mot")
    published("stc", number="2", issued_on=date(2026, 2, 1), slug="hai")
    published("stc", number="3", issued_on=None, slug="ba")
    published("stc", number="4", slug="bon", live=False)
    published("ubnd", number="5", slug="nam")
    _status, whole = run("export-document-records", "--portal", "stc")
    numbers = [read.values["CodeNumber"] for read in read_records(whole.encode())]
    assert numbers == ["1", "2", "3"]
    days = ("--from", "2026-01-02", "--to", "2026-12-31")
    _status, chosen = run("export-document-records", "--portal", "stc", *days)
    assert [read.values["CodeNumber"] for read in read_records(chosen.encode())] == ["2"]


def test_a_document_that_breaks_the_lengths_is_named_apart_from_the_file(published, capsys):
    published("stc", number="1" * 12, slug="dai")
    published("stc", number="2", slug="vua")
    status, written = run("export-document-records", "--portal", "stc")
    assert status == 1
    assert [read.values["CodeNumber"] for read in read_records(written.encode())] == ["2"]
    assert "CodeNumber" in capsys.readouterr().err


def test_exported_file_is_imported_into_another_portal(published, portal_of_code, tmp_path):
    published("stc", DETAILS)
    path = tmp_path / "ho-so.xml"
    path.write_text(run("export-document-records", "--portal", "stc")[1], "utf-8")
    for _run in range(2):
        assert run("import-document-records", str(path), "--portal", "ubnd")[0] == 0
    assert drafts("ubnd", portal_of_code).count() == 1


def test_import_tells_what_was_wrong(tmp_path, provisioned):
    path = tmp_path / "ho-so.xml"
    path.write_bytes(file_of({"Subject": "A"}, {"OrganName": "B"}))
    status, told = run("import-document-records", str(path), "--portal", "stc")
    assert status == 1
    assert "Subject" in told


@pytest.mark.parametrize("content", [None, b"<html/>", b"<Documents>"])
def test_a_file_that_cannot_be_read_ends_the_command_with_a_reason(tmp_path, provisioned, content):
    path = tmp_path / "ho-so.xml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("govportal", "import-document-records", str(path), "--portal", "stc")


@pytest.mark.parametrize(
    "arguments",
    [
        ("export-document-records", "--portal", "x"),
        ("export-document-records",),
        ("import-document-records", "x.xml", "--portal", "x"),
        ("export-documents", "--folder", "x", "--portal", "x"),
    ],
)
def test_commands_name_a_portal_that_is_none(provisioned, arguments):
    with pytest.raises(CommandError, match="--portal"):
        call_command("govportal", *arguments)


def test_portal_without_a_document_list_is_told(section_of, tmp_path):
    section_of("stc", "legal_documents").delete()
    path = tmp_path / "ho-so.xml"
    path.write_bytes(file_of(WHOLE))
    with pytest.raises(CommandError, match="provision"):
        call_command("govportal", "import-document-records", str(path), "--portal", "stc")
