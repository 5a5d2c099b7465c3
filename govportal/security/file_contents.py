"""Tells from a file's content whether it is what its extension says, and whether it is safe.

The signatures of formats come from the ``filetype`` library; what is within a container (the
parts of an office file, the members of an archive) and within text is read here. Nothing is
unpacked to disk, and no more of a file is read than its check needs.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

import filetype
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.utils.translation import gettext as _

Fault = tuple[str, str]
"""What is wrong, and what to do about it, in the reader's language."""

HEAD = 8192
MEMBER = 1024 * 1024
AUDIO = frozenset({"m4a", "mp3", "ogg", "wav"})
VIDEO = frozenset({"mp4", "webm"})
TEXT = frozenset({"csv", "json", "txt", "vtt"})
MARKUP = frozenset({"svg", "xml"})
SAME = {"jpeg": "jpg", "tiff": "tif"}
ISO_MEDIA = {"m4a", "mp4"}
NO_ISO_FILM = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"qt  ")
OOXML = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
ODF = {
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odt": b"application/vnd.oasis.opendocument.text",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
EXECUTABLE = frozenset(
    """
    apk app bat bin class cmd com cpl dll dmg docm dotm elf exe hta htm html iso jar js jse lnk msi
    php pif potm ppam ppsm pptm ps1 py reg scr sh sldm svgz vb vbe vbs wsf xlam xlsm xltm
    """.split()
)
EXECUTABLE_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
)
ACTIVE_HEADS = (b"#!", b"<!doctype html", b"<html", b"<script", b"<?php")
ACTIVE_ELEMENTS = frozenset({"script", "foreignobject", "iframe", "embed", "object", "handler"})


def fault_of(file: Any, extension: str, in_any_encoding: bool = False) -> Fault | None:
    """Return what speaks against keeping *file* as a file with *extension*, None if nothing.

    Text in an encoding other than Unicode does, unless *in_any_encoding*.
    """
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        return _empty()
    if extension in TEXT | MARKUP:
        return _fault_of_text(file, extension, in_any_encoding)
    if head.startswith(EXECUTABLE_HEADS):
        return _executable()
    if extension in OOXML or extension in ODF or extension == "zip":
        return _fault_of_container(file, extension)
    return None if _is(head, extension) else _other_content(extension)


def _is(head: bytes, extension: str) -> bool:
    if extension in ISO_MEDIA:
        return head[4:8] == b"ftyp" and head[8:12] not in NO_ISO_FILM
    wanted = SAME.get(extension, extension)
    return any(kind.extension == wanted and kind.match(bytearray(head)) for kind in filetype.types)


# --- text and markup ------------------------------------------------------------------------------


def _fault_of_text(file: Any, extension: str, in_any_encoding: bool) -> Fault | None:
    file.seek(0)
    data = file.read()
    text = _decoded(data)
    if text is None and in_any_encoding and b"\0" not in data:
        text = data.decode("latin-1")  # enough to see whether it is a program
    if text is None:
        return _not_unicode()
    start = text.lstrip("\ufeff \t\r\n").lower().encode()[:HEAD]
    if start.startswith(ACTIVE_HEADS):
        return _executable()
    if extension == "vtt" and not start.startswith(b"webvtt"):
        return _other_content(extension)
    if extension in MARKUP:
        return _fault_of_markup(file, extension)
    return None


def _decoded(data: bytes) -> str | None:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    if encoding == "utf-8" and b"\0" in data:
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _fault_of_markup(file: Any, extension: str) -> Fault | None:
    file.seek(0)
    names: list[str] = []
    try:
        for _event, element in iterparse(file, events=("start",)):
            names.append(_bare(element.tag))
            if _is_active(element):
                return _executable()
            element.clear()
    except (ParseError, DefusedXmlException):
        return _other_content(extension)
    return _other_content(extension) if extension == "svg" and names[0] != "svg" else None


def _is_active(element: Any) -> bool:
    if _bare(element.tag) in ACTIVE_ELEMENTS:
        return True
    return any(
        _bare(name).startswith("on") or "javascript:" in "".join(str(value).split()).lower()
        for name, value in element.attrib.items()
    )


def _bare(name: Any) -> str:
    return str(name).rpartition("}")[2].lower()


# --- containers -----------------------------------------------------------------------------------


def _fault_of_container(file: Any, extension: str) -> Fault | None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if not _holds(archive, names, extension):
                return _other_content(extension)
            if any(_is_executable_member(name) for name in names):
                return _executable()
            return _macros() if any(_macro_parts(archive, names, extension)) else None
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError):
        return _other_content(extension)


def _holds(archive: zipfile.ZipFile, names: list[str], extension: str) -> bool:
    if extension in OOXML:
        return "[Content_Types].xml" in names and OOXML[extension] in names
    if extension in ODF:
        return "mimetype" in names and _read(archive, "mimetype").strip() == ODF[extension]
    return True


def _is_executable_member(name: str) -> bool:
    return "." in name and name.rpartition(".")[2].lower() in EXECUTABLE - {"bin"}


def _macro_parts(archive: zipfile.ZipFile, names: list[str], extension: str) -> Iterator[bool]:
    yield any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names)
    if extension in OOXML:
        yield b"macroenabled" in _read(archive, "[Content_Types].xml").lower()
    if extension in ODF:
        yield any(
            name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names
        )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(MEMBER)


# --- what is said of it ---------------------------------------------------------------------------


def _empty() -> Fault:
    return _("the file is empty."), _("Choose the file again.")


def _other_content(extension: str) -> Fault:
    return (
        _("its content is not that of a “%(extension)s” file.") % {"extension": extension},
        _("Open it in the program it was made with, save it in the right format and upload it."),
    )


def _executable() -> Fault:
    return (
        _("it holds a program or a script, which is not kept on a portal."),
        _("Take the program out and upload the document alone."),
    )


def _macros() -> Fault:
    return (
        _("it holds macros."),
        _("Save it without macros (as docx, xlsx, pptx or PDF) and upload it again."),
    )


def _not_unicode() -> Fault:
    return (
        _("its text is not in Unicode (perhaps TCVN3 or VNI)."),
        _("Save it in the encoding Unicode UTF-8 and upload it again."),
    )
