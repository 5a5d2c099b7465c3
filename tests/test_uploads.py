"""What staff upload: its size, its type, its content, on every way that Wagtail offers."""

import io
import re
import unicodedata
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from govportal.security import uploads

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n"
PROGRAM = b"MZ\x90\x00\x03" + b"\0" * 80
IMAGE_PATHS = ("wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create")
DOCUMENT_PATHS = ("wagtaildocs:add", "wagtaildocs:add_multiple", "wagtaildocs_chooser:create")


def png():
    out = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


def container(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def word(**more):
    return container(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w/>"} | more)


@pytest.fixture
def collection(provisioned):
    return provisioned["stc"].collection_id


@pytest.fixture
def editor(person, sign_in):
    return sign_in(person("stc", "editor"))


def send(client, address, name, content, collection):
    """Upload as the page at *address* does; return what is answered."""
    file = SimpleUploadedFile(name, content)
    kind = "image" if "images" in address else "document"
    prefix = f"{kind}-chooser-upload-" if "chooser" in address else ""
    data = {f"{prefix}title": name, f"{prefix}file": file, f"{prefix}collection": collection}
    if address.endswith("add_multiple"):
        data = {"title": name, "files[]": file, "collection": collection}
    response = client.post(reverse(address), data)
    assert response.status_code in (200, 302)
    is_json = response.headers["Content-Type"].startswith("application/json")
    return str(response.json()) if is_json else response.content.decode()


@pytest.mark.parametrize("address", IMAGE_PATHS)
def test_an_image_is_read_on_every_way(editor, collection, address):
    refused = send(editor, address, "ảnh.png", PDF, collection)
    assert not Image.objects.exists()
    assert "png" in refused
    send(editor, address, "ảnh.png", png(), collection)
    assert Image.objects.get().title == "ảnh.png"


@pytest.mark.parametrize("address", DOCUMENT_PATHS)
def test_a_document_is_read_on_every_way(editor, collection, address):
    send(editor, address, "báo cáo.pdf", PROGRAM, collection)
    assert not Document.objects.exists()
    send(editor, address, "báo cáo.pdf", PDF, collection)
    assert Document.objects.get().title == "báo cáo.pdf"


def test_a_replaced_file_is_read_too(editor, collection):
    send(editor, "wagtaildocs:add", "a.pdf", PDF, collection)
    document = Document.objects.get()
    address = reverse("wagtaildocs:edit", args=[document.pk])
    data = {"title": "a", "collection": collection, "file": SimpleUploadedFile("b.pdf", PROGRAM)}
    assert editor.post(address, data).status_code == 200
    assert Document.objects.get().filename == document.filename


UNFIT = {
    "program": ("a.pdf", PROGRAM, "a program or a script"),
    "script in text": ("a.txt", b"#!/bin/sh\nrm -r /\n", "a program or a script"),
    "page in text": ("a.csv", b" <HTML><script>1</script>", "a program or a script"),
    "other content": ("a.pdf", png(), "not that of a “pdf” file"),
    "empty archive": ("a.docx", container(), "not that of a “docx” file"),
    "no archive": ("a.docx", b"PK\x03\x04 cut short", "not that of a “docx” file"),
    "sheet as text": ("a.xlsx", word(), "not that of a “xlsx” file"),
    "macros": ("a.docx", word(**{"word__vbaProject.bin": b"x"}), "it holds macros"),
    "macro type": (
        "a.docx",
        word(**{"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}),
        "it holds macros",
    ),
    "macros of LibreOffice": (
        "a.odt",
        container(mimetype=b"application/vnd.oasis.opendocument.text", **{"Basic__a.xml": b"x"}),
        "it holds macros",
    ),
    "program in archive": ("a.zip", container(**{"tool.exe": PROGRAM}), "a program or a script"),
    "document with macros in archive": (
        "a.zip", container(**{"b.docm": b"x"}), "a program or a script"
    ),
    "script in markup": (
        "a.xml", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        "a program or a script",
    ),
    "event in markup": ("a.xml", b"<a onload='x()'/>", "a program or a script"),
    "bomb in markup": (
        "a.xml", b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>', "not that of"
    ),
    "TCVN3": ("a.txt", "Céng hßa x· héi".encode("latin-1"), "not in Unicode"),
    "captions": ("a.vtt", b"1\n00:00 --> 00:01\nHello", "not that of a “vtt” file"),
    "type": ("a.docm", word(), "files of the type “docm” are not allowed"),
    "no type": ("readme", b"text", "not allowed"),
}  # fmt: skip
FIT = {
    "a.pdf": PDF,
    "a.docx": word(),
    "a.xlsx": container(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": b"<w/>"}),
    "a.ods": container(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "a.zip": container(**{"báo cáo.txt": b"x"}),
    "a.txt": "Cộng hòa".encode(),
    "b.txt": "Cộng hòa".encode("utf-16"),
    "a.csv": "MZ,Tên\n1,Bờ Sông".encode(),
    "a.xml": "<thủ-tục/>".encode(),
    "a.vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello",
    "a.mp4": b"\0\0\0\x18ftypiso5\0\0\0\0iso5iso6mp41",
    "a.mp3": b"ID3\x03" + b"\0" * 30,
}


def refusal(name, content):
    file = SimpleUploadedFile(name, content)
    try:
        uploads.CheckedDocumentField().clean(file)
    except Exception as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize("case", UNFIT.values(), ids=UNFIT)
def test_unfit_content_is_named_with_file_and_remedy(case):
    name, content, reason = case
    with translation.override("en"):
        message = refusal(name, content)
    assert message.startswith(f"“{name}”: ")
    assert reason in message
    assert message.count(". ") >= 1


@pytest.mark.parametrize("name", FIT)
def test_fit_content_is_kept(name):
    assert refusal(name, FIT[name]) == ""


def test_svg_that_a_project_allows_may_hold_no_script(settings):
    settings.WAGTAILDOCS_EXTENSIONS = ["svg"]
    drawing = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
    assert refusal("a.svg", drawing.format("<path d='M0 0'/>").encode()) == ""
    assert refusal("a.svg", b"<a/>")
    for harm in (
        "<script/>", "<foreignObject/>", "<a href='java\nscript:1'/>", "<g onclick='1'/>"
    ):  # fmt: skip
        assert refusal("a.svg", drawing.format(harm).encode()), harm


class Endless(io.BytesIO):
    """A stream that must not be read."""

    def read(self, *args):
        raise AssertionError("read")


def test_size_is_looked_at_before_anything_is_read(settings):
    settings.GOVPORTAL_RULES = {"uploads.document_size": 3}
    file = SimpleUploadedFile("lớn.pdf", b"x")
    file.size, file.file = 4 * uploads.MEGABYTE, Endless()
    with translation.override("en"), pytest.raises(uploads.ValidationError) as error:
        uploads.CheckedDocumentField().clean(file)
    assert error.value.messages == [
        "“lớn.pdf”: the file has 4.0\xa0MB, and at most 3\xa0MB are allowed. "
        "Make it smaller or split it, and upload it again."
    ]


def test_an_upload_beyond_every_limit_is_refused_with_a_message_and_not_kept(
    editor, collection, settings
):
    settings.GOVPORTAL_RULES = dict.fromkeys(
        ("uploads.image_size", "uploads.document_size", "uploads.media_size"), 1
    )
    for address in DOCUMENT_PATHS:
        text = send(editor, address, "phim.mp4", b"\0" * 3 * uploads.MEGABYTE, collection)
        assert "phim.mp4" in text
        assert re.search(r"tối đa 1\W+(xa0)?MB", text)
    assert not Document.objects.exists()


def test_a_sound_or_film_may_be_larger_than_a_document():
    assert uploads.document_limit("mp4") > uploads.document_limit("pdf")


def test_a_name_in_decomposed_letters_survives(editor, collection):
    name = unicodedata.normalize("NFD", "Quyết định về đường Bờ Sông.pdf")
    send(editor, "wagtaildocs:add_multiple", name, PDF, collection)
    document = Document.objects.get()
    assert document.title == "Quyết định về đường Bờ Sông.pdf"
    assert document.filename.startswith("Quyết_định_về_đường_Bờ_Sông")


def test_the_message_holds_no_markup_of_the_name():
    assert "<" not in refusal("<img src=x>.pdf", PROGRAM)


def test_a_form_of_many_fields_is_read(editor, settings):
    data = {f"field-{number}": "x" for number in range(5000)}
    assert editor.post(reverse("wagtaildocs:add"), data).status_code == 200


def test_uploads_of_another_portal_stay_unseen(editor, provisioned):
    theirs = Document.objects.create(
        title="Riêng", collection_id=provisioned["skhcn"].collection_id
    )
    shown = editor.get(reverse("wagtaildocs_chooser:choose")).content.decode()
    assert theirs.title not in shown
