"""Open a Word file without trusting it: no locks, no macros, no bombs."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any
from zlib import error as ZlibError

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from .unreadable import UnreadableFile

LARGEST_UNPACKED = 200_000_000
"""So many bytes may all parts of a file have together when unpacked."""
MOST_PARTS = 5_000
_TYPES = "[Content_Types].xml"
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, PackageNotFoundError, etree.LxmlError, ZlibError,
    KeyError, ValueError, TypeError, EOFError, OSError, NotImplementedError, RuntimeError,
    AttributeError,
)  # fmt: skip
"""What zipfile, lxml and python-docx raise for files that are no package of Word's."""


def open_word(data: bytes) -> Any:
    """The document of python-docx in a file; its parser resolves no entities.

    Raises:
        UnreadableFile: it holds macros, is too large unpacked, damaged or no Word file.
    """
    try:
        _check_parts(data)
        document = docx.Document(BytesIO(data))
        iter(document.element.body)
        return document
    except UnreadableFile:
        raise
    except _BROKEN as error:
        raise UnreadableFile("broken_word") from error


def _check_parts(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = package.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or size > LARGEST_UNPACKED:
            raise UnreadableFile("unpacked_too_large", limit=LARGEST_UNPACKED // 1_000_000)
        names = {part.filename for part in parts}
        if _TYPES not in names or not any(name.startswith("word/") for name in names):
            raise UnreadableFile("no_word_inside")
        if _has_macros(names, package.read(_TYPES)):
            raise UnreadableFile("macros")


def _has_macros(names: set[str], types: bytes) -> bool:
    return b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names)
