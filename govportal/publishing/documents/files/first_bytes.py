"""The bytes by which the format of a file is told, whatever its name says."""

from __future__ import annotations

from .unreadable import UnreadableFile

PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused_ole(data: bytes) -> UnreadableFile:
    """What a file in the container of the older Office programs is, and what to do about it."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableFile("word_locked")
    is_word = "WordDocument".encode("utf-16-le") in data
    return UnreadableFile("old_word" if is_word else "no_word_inside")
