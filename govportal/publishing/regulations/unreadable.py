"""What keeps a file from being read, told to the person who handed it in."""

_MESSAGES: dict[str, tuple[str, str]] = {
    "encoding_unknown": (
        "Không đọc được tệp: tệp không dùng bảng mã Unicode UTF-8 (có thể là TCVN3 hoặc VNI). "
        "Mở tệp bằng phần mềm soạn thảo, lưu lại với bảng mã Unicode UTF-8 rồi tải lên lại.",
        "The file cannot be read: it is not Unicode UTF-8 (it may be TCVN3 or VNI). "
        "Open it in a word processor, save it as Unicode UTF-8 text and upload it again.",
    ),
    "not_text": (
        "Không đọc được tệp: đây không phải là tệp văn bản thuần. "
        "Lưu văn bản dưới dạng tệp .txt với bảng mã Unicode UTF-8 rồi tải lên lại.",
        "The file cannot be read: it is not plain text. "
        "Save the document as a .txt file in Unicode UTF-8 and upload it again.",
    ),
    "legacy_encoding": (
        "Tệp dùng bảng mã cũ {encoding}. Nếu đoạn sau đây đúng tiếng Việt thì chọn chuyển sang "
        "Unicode: “{sample}”. Nếu không, mở tệp bằng phần mềm soạn thảo, chuyển sang Unicode rồi "
        "tải lên lại.",
        "The file is written in the legacy encoding {encoding}. If this is correct Vietnamese, "
        "have it converted to Unicode: “{sample}”. If not, convert the file to Unicode in a word "
        "processor and upload it again.",
    ),
}


class UnreadableFile(ValueError):
    """A file that cannot be read as a document; `code` tells why, `params` what the text names."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(self.message("en"))

    def message(self, language: str = "vi") -> str:
        """What is wrong with the file and what to do about it, in Vietnamese or English."""
        return _MESSAGES[self.code][language.startswith("en")].format(**self.params)
