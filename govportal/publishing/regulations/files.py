"""Turn the bytes of a text file into text."""

import codecs
from os import PathLike
from pathlib import Path

from .characters import normalise

_MESSAGES = {
    "encoding_unknown": {
        "vi": (
            "Không đọc được tệp: tệp không dùng bảng mã Unicode UTF-8 (có thể là TCVN3 hoặc VNI). "
            "Mở tệp bằng phần mềm soạn thảo, lưu lại với bảng mã Unicode UTF-8 rồi tải lên lại."
        ),
        "en": (
            "The file cannot be read: it is not Unicode UTF-8 (it may be TCVN3 or VNI). "
            "Open it in a word processor, save it as Unicode UTF-8 text and upload it again."
        ),
    },
    "not_text": {
        "vi": (
            "Không đọc được tệp: đây không phải là tệp văn bản thuần. "
            "Lưu văn bản dưới dạng tệp .txt với bảng mã Unicode UTF-8 rồi tải lên lại."
        ),
        "en": (
            "The file cannot be read: it is not plain text. "
            "Save the document as a .txt file in Unicode UTF-8 and upload it again."
        ),
    },
}
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnreadableText(ValueError):
    """The bytes of a file are no text that can be read."""

    def __init__(self, code: str) -> None:
        super().__init__(_MESSAGES[code]["en"])
        self.code = code

    def message(self, language: str = "vi") -> str:
        """What is wrong with the file and what to do about it."""
        return _MESSAGES[self.code]["en" if language.startswith("en") else "vi"]


def read_text_file(path: str | PathLike[str]) -> str:
    """The text of a UTF-8 file, or of a UTF-16 file with a byte order mark."""
    return normalise(_decoded(Path(path).read_bytes()))


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in data:
        raise UnreadableText("not_text")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableText("encoding_unknown") from error
