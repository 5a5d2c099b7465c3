"""A published document can be had in the formats of machines, at addresses below its page."""

from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import etree
from wagtail.models import Locale, PageViewRestriction

from govportal.publishing.documents.akoma_ntoso import read, validate
from govportal.publishing.documents.files import read_file
from govportal.publishing.documents.formats import FORMATS
from govportal.publishing.documents.importing import import_document, parse_file
from govportal.publishing.documents.national_record import read_records
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.structure import structure_of
from tests.test_akoma_ntoso import without_warnings

FIXTURES = Path(__file__).parent / "fixtures" / "regulations"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
FILES = sorted(FIXTURES.glob("*.txt")) + sorted(SEEDS.glob("*.txt"))
WHOLE = FIXTURES / "whole.txt"
HOST = {"host": "minhhoa.gov.vn"}
AKN = "akoma-ntoso.xml"


@pytest.fixture
def published(portal_of_code):
    """Return a function that imports a file into a portal and publishes the document."""

    def make(path=WHOLE, code="ubnd", **changes):
        pk = import_document(parse_file(path), portal_of_code(code), path).page.pk
        now = timezone.now()
        facts = {"live": True, "first_published_at": now, "last_published_at": now} | changes
        LegalDocumentPage.objects.filter(pk=pk).update(**facts)
        return LegalDocumentPage.objects.get(pk=pk)

    return make


def address(page, name=AKN):
    return page.get_url_parts()[2] + name


# --- Akoma Ntoso ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exported_from_the_public_address_and_imported_elsewhere_it_is_the_same(
    published, portal_of_code, client, tmp_path, path
):
    page = published(path)
    response = client.get(address(page), headers=HOST)
    assert response.headers["Content-Type"] == "application/akn+xml"
    validate(etree.fromstring(response.content))
    exported = tmp_path / "van-ban.xml"
    exported.write_bytes(response.content)
    parsed = read(response.content)
    assert without_warnings(parsed) == without_warnings(structure_of(page))
    pk = import_document(parsed, portal_of_code("stc"), exported).page.pk
    found = structure_of(LegalDocumentPage.objects.get(pk=pk))
    assert without_warnings(found) == without_warnings(structure_of(page))


def test_each_format_costs_few_queries(published, client, django_assert_max_num_queries):
    page = published()
    for name in FORMATS:
        client.get(address(page, name), headers=HOST)
        with django_assert_max_num_queries(10):
            assert client.get(address(page, name), headers=HOST).status_code == 200


def test_a_reader_who_has_the_newest_copy_is_told_so(published, client):
    page = published()
    first = client.get(address(page), headers=HOST)
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for condition in ({"if-none-match": etag}, {"if-modified-since": changed}):
        again = client.get(address(page), headers=HOST | condition)
        assert (again.status_code, again.content) == (304, b"")
    later = timezone.now() + timezone.timedelta(minutes=1)
    LegalDocumentPage.objects.filter(pk=page.pk).update(last_published_at=later)
    changed = client.get(address(page), headers=HOST | {"if-none-match": etag})
    assert changed.status_code == 200


# --- the national record --------------------------------------------------------------------------


def test_the_record_is_at_its_address(published, client):
    page = published()
    response = client.get(address(page, "ho-so.xml"), headers=HOST)
    assert response.headers["Content-Type"] == "application/xml"
    (record,) = read_records(response.content)
    assert (record.values["CodeNumber"], record.values["CodeNotation"]) == ("12", "2031/QĐ-UBND")


def test_a_document_too_long_for_the_record_is_refused_with_what_to_do(published, client):
    page = published(abstract="á" * 501)
    response = client.get(address(page, "ho-so.xml"), headers=HOST)
    assert response.status_code == 422
    assert "500" in response.content.decode()
    shown = client.get(page.get_url_parts()[2], headers=HOST).content.decode()
    assert "ho-so.xml" not in shown
    assert AKN in shown


# --- for offices ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "content_type"),
    [
        ("van-ban.docx", "docx", "application/vnd.openxmlformats-officedocument."
         "wordprocessingml.document"),
        ("van-ban.txt", "text", "text/plain; charset=utf-8"),
    ],
)  # fmt: skip
def test_the_text_can_be_had_for_word_processors_and_as_it_is(
    published, client, name, kind, content_type
):
    page = published()
    response = client.get(address(page, name), headers=HOST)
    assert response.headers["Content-Type"] == content_type
    found = read_file(response.content, name)
    assert found.kind == kind
    titles = [article.title for article in found.parsed.articles]
    assert titles == [article.title for article in structure_of(page).articles]


@pytest.mark.parametrize("name", FORMATS)
def test_a_control_character_pasted_into_a_text_harms_no_format(published, client, name):
    page = published(preamble="Căn cứ\x0bLuật", signer="An\x1f")
    assert client.get(address(page, name), headers=HOST).status_code == 200


# --- the page -------------------------------------------------------------------------------------


def test_the_page_names_its_formats_for_people_and_programs(published, client):
    page = published()
    shown = client.get(page.get_url_parts()[2], headers=HOST).content.decode()
    for name, found in FORMATS.items():
        assert f'<link rel="alternate" type="{found.media_type}"' in shown
        assert f'<a href="{address(page, name)}" type="{found.media_type}">' in shown


@pytest.mark.parametrize("name", FORMATS)
def test_a_draft_has_no_formats(published, client, name):
    page = published(live=False)
    assert client.get(address(page, name), headers=HOST).status_code == 404


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_that_is_not_for_everybody_has_no_formats(published, client, name):
    page = published()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get(address(page, name), headers=HOST)
    assert response.status_code == 302
    assert b"akomaNtoso" not in response.content


def test_a_placeholder_leads_to_the_original(published, client):
    page = published()
    english = Locale.objects.get(language_code="en")
    copy = page.copy_for_translation(english, copy_parents=True, alias=True)
    host = urlsplit(copy.full_url).netloc
    response = client.get(address(copy), headers={"host": host})
    assert response.status_code == 302
    assert response.headers["Location"] == page.full_url


@pytest.mark.parametrize("name", ["akoma-ntoso.xmlx", "x.xml", "akoma-ntoso"])
def test_other_names_are_not_found(published, client, name):
    page = published()
    assert client.get(address(page, name) + "/", headers=HOST).status_code == 404


# --- all documents of a portal --------------------------------------------------------------------


def export(folder, code="ubnd"):
    out = StringIO()
    call_command("govportal", "export-documents", "--portal", code, "--folder", folder, stdout=out)
    return out.getvalue()


def test_every_public_document_of_the_portal_is_written(published, tmp_path):
    page = published()
    published(FIXTURES / "decision_only.txt", live=False)
    published(FIXTURES / "regulation_only.txt", "stc")
    secret = published(FIXTURES / "pages.txt")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    assert "1" in export(tmp_path / "akn")
    (written,) = (tmp_path / "akn").rglob("*.*")
    assert written.name == f"{page.slug}.akn.xml"
    assert without_warnings(read(written.read_bytes())) == without_warnings(structure_of(page))


def test_a_folder_that_cannot_be_written_is_named(published, tmp_path):
    published()
    blocked = tmp_path / "akn"
    blocked.write_text("")
    with pytest.raises(CommandError, match="akn"):
        export(blocked)
