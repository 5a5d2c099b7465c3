"""Turn the bytes of a text file into text, or tell what is wrong with a file."""

import codecs
from os import PathLike
from pathlib import Path

from .characters import normalise
from .unreadable import UnreadableFile

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text_file(path: str | PathLike[str]) -> str:
    """The text of a UTF-8 file, or of a UTF-16 file with a byte order mark.

    Raises:
        UnreadableFile: it is no text, or text in another encoding.
    """
    return normalise(decoded(Path(path).read_bytes()))


def decoded(data: bytes) -> str:
    """The characters of a text in UTF-8, or in UTF-16 with a byte order mark.

    Raises:
        UnreadableFile: it is no text, or text in another encoding.
    """
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in data:
        raise UnreadableFile("not_text")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile("encoding_unknown") from error
