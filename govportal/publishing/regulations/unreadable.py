"""What keeps a file from being read, told to the person who handed it in."""

_MESSAGES: dict[str, tuple[str, str]] = {
    "encoding_unknown": (
        "Không đọc được tệp: tệp không dùng bảng mã Unicode UTF-8 (có thể là TCVN3 hoặc VNI). "
        "Mở tệp bằng phần mềm soạn thảo, lưu lại với bảng mã Unicode UTF-8 rồi tải lên lại.",
        "The file cannot be read: it is not Unicode UTF-8 (it may be TCVN3 or VNI). "
        "Open it in a word processor, save it as Unicode UTF-8 text and upload it again.",
    ),
    "not_text": (
        "Không đọc được tệp: đây không phải là tệp văn bản thuần túy. "
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
    "word_locked": (
        "Tệp Word được đặt mật khẩu. Mở tệp, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ tài liệu), "
        "lưu lại rồi tải lên.",
        "The Word file is protected by a password. Open it, remove the password "
        "(File → Info → Protect Document), save it and upload it again.",
    ),
    "old_word": (
        "Tệp Word thuộc định dạng cũ (.doc). Mở tệp bằng Word hoặc LibreOffice, "
        "chọn “Lưu thành” (Save as), chọn kiểu .docx rồi tải tệp mới lên.",
        "The file is of the old Word format (.doc). Open it in Word or LibreOffice, "
        "save it as .docx and upload the new file.",
    ),
    "macros": (
        "Tệp Word có chứa macro nên không được nhận. "
        "Lưu lại thành tệp .docx không có macro rồi tải lên.",
        "The Word file holds macros and is not accepted. "
        "Save it as a .docx file without macros and upload it again.",
    ),
    "tracked_changes": (
        "Tệp Word còn {count} chỗ sửa đang được theo dõi (Track Changes). "
        "Chấp nhận hoặc từ chối tất cả các chỗ sửa, lưu lại rồi tải lên.",
        "The Word file still has {count} tracked changes. "
        "Accept or reject all of them, save the file and upload it again.",
    ),
    "broken_word": (
        "Tệp bị hỏng, không mở được như tệp Word (.docx). "
        "Mở tệp bằng Word hoặc LibreOffice, lưu lại thành .docx rồi tải lên.",
        "The file is damaged and cannot be opened as a Word file (.docx). "
        "Open it in Word or LibreOffice, save it as .docx and upload it again.",
    ),
    "unpacked_too_large": (
        "Nội dung của tệp khi giải nén quá lớn (trên {limit} MB hoặc quá nhiều phần), "
        "nên tệp không được mở. Bỏ bớt ảnh trong tệp hoặc tách tệp rồi tải lên lại.",
        "Unpacked, the file is too large (over {limit} MB, or too many parts), so it was not "
        "opened. Remove pictures or split the file and upload it again.",
    ),
    "no_word_inside": (
        "Tệp này không phải là tệp Word (.docx). "
        "Lưu văn bản thành tệp .docx, PDF có lớp chữ hoặc .txt rồi tải lên lại.",
        "This is no Word file (.docx). "
        "Save the document as .docx, PDF with a text layer or .txt and upload it again.",
    ),
    "no_text": (
        "Tệp không có chữ nào đọc được. Kiểm tra lại tệp; nếu nội dung là ảnh, "
        "xin tệp gốc của đơn vị soạn thảo hoặc nhận dạng chữ (OCR) rồi tải lên lại.",
        "The file holds no text that can be read. Check the file; if it holds pictures, ask the "
        "drafting office for the original file or run text recognition (OCR) first.",
    ),
    "pdf_locked": (
        "Tệp PDF được đặt mật khẩu. Bỏ mật khẩu của tệp rồi tải lên lại.",
        "The PDF file is protected by a password. Remove the password and upload it again.",
    ),
    "broken_pdf": (
        "Tệp PDF bị hỏng, không mở được. "
        "Mở tệp bằng phần mềm đọc PDF, in lại thành PDF hoặc xin lại tệp gốc rồi tải lên.",
        "The PDF file is damaged and cannot be opened. Print it to PDF again from a PDF viewer, "
        "or ask for the original file, and upload it again.",
    ),
    "too_many_pages": (
        "Tệp PDF có {pages} trang, vượt giới hạn {limit} trang. "
        "Tách tệp theo từng văn bản rồi tải lên lại.",
        "The PDF file has {pages} pages, more than the {limit} allowed. "
        "Split it into one file for each document and upload these.",
    ),
    "scan": (
        "Tệp PDF là bản quét: {pages} trang chỉ có ảnh, không có lớp chữ. "
        "Xin tệp gốc (Word hoặc PDF có lớp chữ) của đơn vị soạn thảo, hoặc nhận dạng chữ (OCR), "
        "kiểm tra lại kết quả rồi tải lên.",
        "The PDF file is a scan: {pages} pages hold images without a text layer. "
        "Ask the drafting office for the original (Word, or PDF with a text layer), or run text "
        "recognition (OCR), check the result and upload it again.",
    ),
    "fonts_unmapped": (
        "Phông chữ trong tệp PDF không cho biết ký tự Unicode nên không đọc được chữ. "
        "Xin tệp Word gốc, hoặc xuất lại PDF với phông chữ Unicode (như Times New Roman).",
        "The fonts of the PDF file do not tell their Unicode characters, so the text cannot be "
        "read. Ask for the Word file, or export the PDF again with a Unicode font.",
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
