"""Read a legal document from plain text, in Unicode or an encoding before it."""

from __future__ import annotations

from govportal.publishing.legacy_text import encoding_of
from govportal.publishing.regulations import read_regulation
from govportal.publishing.regulations.files import decoded

from .content import Content, Options, in_unicode
from .unreadable import UnreadableFile


def read_text(data: bytes, options: Options) -> Content:
    """The document in a text file.

    Raises:
        LegacyEncoding: it is in a legacy encoding and may not be converted.
        UnreadableFile: it is no text.
    """
    found = in_unicode(_characters(data).splitlines(keepends=True), (), options)
    parsed = read_regulation("".join(found.paragraphs))
    return Content(parsed, found.notices, found.converted_from)


def _characters(data: bytes) -> str:
    try:
        return decoded(data)
    except UnreadableFile as error:
        text = data.decode("cp1252", errors="ignore")
        if error.code != "encoding_unknown" or not encoding_of(text):
            raise
        return text
