"""Pages are found by the text of the files attached to them, and say so (FUNC-05)."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from fpdf import FPDF
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction

from govportal.publishing.documents.attachments import LegalDocumentAttachment
from govportal.publishing.documents.files import Bounds, UnreadableFile, plain_text
from govportal.publishing.documents.files.first_bytes import OLE
from govportal.publishing.models import ArticlePage
from govportal.publishing.records.blocks import block_of
from govportal.publishing.records.fields import stream_of
from govportal.publishing.records.models import RecordPage
from govportal.search import index, reading
from govportal.search.excerpts import excerpt
from govportal.search.finding import find
from govportal.search.index import index_all
from govportal.search.models import EntryFile, FileText
from govportal.search.query import SearchQuery
from tests import legal_documents
from tests.printed_documents import font_file
from tests.record_samples import Samples


def word_file(*paragraphs):
    document, data = docx.Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(data)
    return data.getvalue()


def pdf_file(*pages):
    pdf = FPDF()
    pdf.add_font("Text", "", font_file()[0])
    pdf.set_font("Text", size=12)
    for text in pages:
        pdf.add_page()
        pdf.multi_cell(0, None, text)
    return bytes(pdf.output())


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Give the reading of files all the time that a busy machine may need."""
    effort = replace(index.AT_PUBLICATION, seconds_each=60, seconds=60)
    monkeypatch.setattr(index, "AT_PUBLICATION", effort)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return what makes that which follows a transaction happen."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def upload(provisioned):
    """Return a function that stores a file of a portal."""

    def make(data, name="tep.docx", title="Bảng giá đính kèm", code="ubnd"):
        collection = provisioned[code].collection
        return Document.objects.create(
            title=title, file=ContentFile(data, name), collection=collection
        )

    return make


@pytest.fixture
def publish(section_of, committed):
    """Return a function that publishes an article with files in its text."""

    def make(*files, title="Thông báo giá đất"):
        section = section_of("ubnd", "news")
        body = [("document", file) for file in files]
        page = ArticlePage(title=title, author="A", source="B", locale=section.locale, body=body,
                           first_published_at=timezone.now())  # fmt: skip
        with committed():
            return section.add_child(instance=page)

    return make


def hits(text):
    return find(SearchQuery(text)).hits


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tep.docx", lambda: word_file("Mở đầu " * 50, "Thửa ruộng bậc thang", "Hết " * 80)),
        ("tep.pdf", lambda: pdf_file("Mở đầu", "Thửa ruộng bậc thang")),
    ],
)
def test_page_is_found_by_its_file_and_says_so(publish, upload, client, name, data):
    file = upload(data(), name)
    publish(file)
    [hit] = hits("thua RUONG bac thang")
    assert (hit.file.title, hit.file.url) == (file.title, file.url)
    assert "Thửa ruộng bậc thang" in excerpt(hit, SearchQuery("thửa ruộng"))
    assert hits('"ruong bac"') and not hits('"bac ruong"')
    answer = client.get("/tim-kiem/?q=bac+thang", headers={"host": "minhhoa.gov.vn"})
    page = answer.content.decode()
    assert f'<a href="{file.url}">{file.title}</a>' in page
    assert "<mark>bậc thang</mark>" in page


def test_page_that_holds_the_words_itself_names_no_file(publish, upload):
    publish(upload(word_file("Trăng soi vằng vặc")), title="Trăng vằng vặc")
    assert [hit.file for hit in hits("trang vang vac")] == [None]
    assert hits("trang soi vang vac")[0].file is not None


def test_signed_and_attached_files_of_documents_are_read(section_of, upload, committed):
    signed, annex = upload(word_file("Bản ký lúa chiêm")), upload(word_file("Phụ lục lúa mùa"))
    with committed():
        document = legal_documents.publish(section_of("ubnd", "legal_documents"), file=signed)
        LegalDocumentAttachment.objects.create(document=document, title="Phụ lục", file=annex)
        document.save()
    assert [hits(text)[0].page_id for text in ("lua chiem", "lua mua")] == [document.pk] * 2


def test_files_in_public_fields_of_records_are_read_and_no_others(
    section_of, portal_of_code, upload, committed, monkeypatch
):
    samples = Samples(portal_of_code("stc"), section_of("stc", "legal_documents"))
    file = upload(word_file("Đồng lúa chiêm"), code="stc")
    section, kind = section_of("stc", "plans"), "plan"
    page = RecordPage(title="Kế hoạch", kind=kind, author="A", source="B", locale=section.locale)
    page.details = stream_of(samples.record(kind, file=file), block_of(kind))
    with committed():
        section.add_child(instance=page)
    assert [hit.page_id for hit in hits("lua chiem")] == [page.pk]
    known = page.record_type
    hidden = tuple(
        field.model_copy(update={"is_public": field.key != "file"}) for field in known.fields
    )
    monkeypatch.setattr(RecordPage, "record_type", known.model_copy(update={"fields": hidden}))
    index_all(anew=True)
    assert hits("lua chiem") == ()


def test_content_is_read_once_and_again_only_when_it_changes(publish, upload, committed):
    data = word_file("Thửa ruộng bậc thang")
    first, second = publish(upload(data)), publish(upload(data), title="Bài khác")
    assert FileText.objects.count() == 1
    EntryFile.objects.get(entry__page=second).file.file.delete(save=False)
    second.refresh_from_db()
    assert index_all(anew=True) > 0
    assert {hit.page_id for hit in hits("bac thang")} == {first.pk, second.pk}
    file = EntryFile.objects.get(entry__page=first).file
    with committed():
        file.file, file.file_hash, file.file_size = ContentFile(word_file("Nương"), "m.docx"), "", 9
        file.save()
    assert {hit.page_id for hit in hits("bac thang")} == {second.pk}
    assert [hit.page_id for hit in hits("nuong")] == [first.pk]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.pdf", b"%PDF-1.7 nothing", "broken_pdf"),
        ("a.pdf", b"text", "no_text"),
        ("a.docx", b"PK\x03\x04 broken", "broken_word"),
        ("a.docx", word_file(""), "no_text"),
    ],
)
def test_unreadable_file_stops_nothing_and_is_told_in_the_log(
    publish, upload, caplog, name, data, problem
):
    publish(upload(data, name))
    assert [hit.title for hit in hits("thong bao gia dat")] == ["Thông báo giá đất"]
    assert FileText.objects.get().problem == problem
    assert problem in caplog.text
    caplog.clear()
    index_all()
    assert not caplog.text


def test_big_file_is_left_to_the_command(publish, upload, monkeypatch):
    monkeypatch.setattr("govportal.search.index.AT_PUBLICATION", reading.Effort(largest=10))
    page = publish(upload(word_file("Thửa ruộng bậc thang")))
    assert hits("bac thang") == ()
    index_all()
    assert [hit.page_id for hit in hits("bac thang")] == [page.pk]
    assert index_all() == 0


def test_hidden_file_is_not_found_until_it_is_public(publish, upload, provisioned, committed):
    file = upload(word_file("Thửa ruộng bậc thang"))
    hiding = {"collection": provisioned["ubnd"].collection, "restriction_type": "login"}
    with committed():
        restriction = CollectionViewRestriction.objects.create(**hiding)
    publish(file)
    assert hits("bac thang") == () and not FileText.objects.exists()
    with committed():
        restriction.delete()
    assert len(hits("bac thang")) == 1
    with committed():
        CollectionViewRestriction.objects.create(**hiding)
    assert hits("bac thang") == ()
    index_all()
    assert not FileText.objects.exists()


def test_deleted_file_and_draft_are_not_found(publish, upload, committed):
    file = upload(word_file("Thửa ruộng bậc thang"))
    page = publish(file)
    page.body = [("document", file), ("document", upload(word_file("Nháp rừng thông")))]
    with committed():
        page.save_revision()
    assert hits("rung thong") == ()
    with committed():
        file.delete()
    assert hits("bac thang") == ()


# ------------------------------------------------------------------- bounds

pure = pytest.mark.pure


@pure
def test_text_is_cut_to_its_bounds():
    data = pdf_file("một", "hai", "ba")
    assert plain_text(data, Bounds()) == "một hai ba"
    assert plain_text(data, Bounds(pages=2)) == "một hai"
    assert plain_text(data, Bounds(characters=4)) == "một"
    assert plain_text(data, Bounds(seconds=-1)) == "một"
    with pytest.raises(TimeoutError):
        plain_text(data, Bounds(seconds=-1, keeps_part=False))


@pure
@pytest.mark.parametrize("data", [b"", OLE, b"PK\x03\x04", b"%PDF-"])
def test_what_is_no_file_of_ours_is_refused(data):
    with pytest.raises(UnreadableFile):
        plain_text(data, Bounds())
