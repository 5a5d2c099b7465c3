"""A file that cannot be read is refused, or read with a notice, and the person told what to do."""

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from PIL import Image

from govportal.publishing.documents.files import UnreadableFile, read_file, word_container
from govportal.publishing.regulations.unreadable import _MESSAGES

pytestmark = pytest.mark.pure

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENTITIES = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def word(change=None):
    document = docx.Document()
    document.add_paragraph("Điều 1. Sách được mượn.")
    if change:
        change(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def tracked(kind):
    def change(document):
        element = parse_xml(f'<w:{kind} {nsdecls("w")} w:id="1" w:author="A"/>')
        document.paragraphs[0]._p.append(element)

    return change


def packed(parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def repacked(data, parts):
    """A Word file with parts added or replaced."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return packed({name: package.read(name) for name in package.namelist()} | parts)


def bomb():
    return repacked(word(), {"word/media/a.bin": bytes(word_container.LARGEST_UNPACKED + 1)})


def many_parts():
    return packed({f"word/{n}": b"" for n in range(word_container.MOST_PARTS + 1)})


def pdf(*pages, password=None):
    """A PDF file; a page is a text, or None for a scan."""
    file = FPDF()
    file.set_font("Helvetica", size=12)
    for text in pages:
        file.add_page()
        if text is None:
            file.image(Image.new("RGB", (60, 80), "grey"), x=0, y=0, w=210, h=297)
        else:
            file.multi_cell(0, text=text)
    if password:
        file.set_encryption("owner", user_password=password)
    return bytes(file.output())


LONG = "Article text that a reader can read without any doubt. " * 6
BAD = {
    "word_locked": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "old_word": lambda: OLE + "WordDocument".encode("utf-16-le"),
    "no_word_inside": lambda: packed({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}),
    "macros": lambda: repacked(word(), {"word/vbaProject.bin": b"x"}),
    "tracked_changes": lambda: word(tracked("ins")),
    "broken_word": lambda: word()[:900],
    "unpacked_too_large": bomb,
    "pdf_locked": lambda: pdf(LONG, password="secret"),
    "broken_pdf": lambda: b"%PDF-1.7\nnothing more",
    "too_many_pages": lambda: pdf(*["x"] * 501),
    "scan": lambda: pdf(None, None),
    "no_text": lambda: pdf(""),
    "not_text": lambda: b"\x00\x01\x02",
    "encoding_unknown": lambda: b"caf\xe9",
    "legacy_encoding": lambda: "§iÒu 1. Ng­êi d©n ®­îc m­în s¸ch".encode("latin-1"),
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_file_is_refused_with_what_to_do(code):
    with pytest.raises(UnreadableFile) as refused:
        read_file(BAD[code](), "van-ban")
    assert refused.value.code == code
    vietnamese, english = refused.value.message("vi"), refused.value.message("en")
    assert vietnamese != english
    assert "{" not in vietnamese + english


def test_every_refusal_has_a_file_that_causes_it():
    # A font without Unicode characters cannot be made with the libraries of the tests.
    assert set(_MESSAGES) == {*BAD, "fonts_unmapped"}


@pytest.mark.parametrize(
    "make",
    [
        many_parts,
        lambda: word(tracked("del")),
        lambda: word(tracked("moveTo")),
        lambda: OLE,
        lambda: b"PK\x03\x04" + bytes(100),
        lambda: packed({"[Content_Types].xml": b"not xml", "word/document.xml": b"not xml"}),
        lambda: repacked(word(), {"word/document.xml": b"<w:document"}),
        lambda: repacked(word(), {"word/document.xml": b"<other/>"}),
        lambda: repacked(word(), {"word/numbering.xml": b"<w:numbering"}),
        lambda: repacked(word(), {"word/styles.xml": b"<w:styles"}),
        lambda: packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}),
    ],
)  # fmt: skip
def test_other_bad_word_files_are_refused_too(make):
    with pytest.raises(UnreadableFile):
        read_file(make(), "van-ban.docx")


@pytest.mark.parametrize("place", [20, 300, 700])
def test_a_pdf_cut_off_anywhere_is_refused_or_read(place):
    with suppress(UnreadableFile):
        assert read_file(pdf(LONG)[:place], "van-ban.pdf").kind == "pdf"


def test_content_decides_and_not_the_name():
    assert read_file("Điều 1. Sách.".encode(), "van-ban.pdf").kind == "text"
    assert read_file(word(), "van-ban.txt").kind == "docx"
    assert read_file(pdf(LONG), "van-ban.docx").kind == "pdf"


def test_entities_of_a_word_file_are_not_resolved():
    data = word()
    with zipfile.ZipFile(BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    head, rest = xml.split("?>", 1)
    changed = f"{head}?>{ENTITIES}{rest}".replace("được mượn", "được &e; mượn")
    found = read_file(repacked(data, {"word/document.xml": changed.encode()}), "van-ban")
    name = Path("/etc/hostname")
    assert not name.exists() or name.read_text().strip() not in str(found.parsed)
    assert found.parsed.articles


def test_the_limit_of_pages_can_be_set():
    data = pdf(LONG, LONG)
    assert read_file(data, "van-ban", most_pages=2).kind == "pdf"
    with pytest.raises(UnreadableFile) as refused:
        read_file(data, "van-ban", most_pages=1)
    assert refused.value.params == {"pages": 2, "limit": 1}
    assert "2 trang" in refused.value.message("vi")


def test_scanned_pages_among_others_are_named():
    found = read_file(pdf(LONG, None, LONG, None), "van-ban")
    assert [(n.code, n.params) for n in found.notices] == [("pages_scanned", {"pages": "2, 4"})]
    assert "2, 4" in found.notices[0].message("vi")


def test_number_of_scanned_pages_is_told():
    with pytest.raises(UnreadableFile) as refused:
        read_file(pdf(None, None, None), "van-ban")
    assert refused.value.params == {"pages": 3}


def test_a_page_shown_turned_is_read_as_it_is_shown():
    document = pypdfium2.PdfDocument(pdf(LONG))
    straight = read_file(pdf(LONG), "van-ban").parsed.body
    page = document[0]
    page.set_rotation(90)
    file = BytesIO()
    document.save(file)
    turned = str(read_file(file.getvalue(), "van-ban").parsed.body)
    assert all(word in turned for word in str(straight[0].text).split()[:5])


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\n\n"])
def test_an_empty_text_is_told_by_a_warning(data):
    assert [w.code for w in read_file(data, "van-ban").parsed.warnings] == ["text_empty"]


def test_checksum_is_of_the_bytes(tmp_path):
    path = tmp_path / "van-ban.txt"
    path.write_bytes(b"abc")
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert read_file(path, path.name).checksum == expected
