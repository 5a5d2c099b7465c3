"""What a reading of Akoma Ntoso tells: what could not be kept, and why a file is refused."""

from __future__ import annotations

from dataclasses import dataclass

from govportal.publishing.regulations import ReadingWarning
from govportal.publishing.regulations.unreadable import UnreadableFile

_WARNINGS: dict[str, tuple[str, str]] = {
    "akn_document_chosen": (
        "Tệp chứa {count} văn bản; chỉ văn bản đầu tiên được nhập. "
        "Tách các văn bản còn lại thành tệp riêng rồi nhập tiếp.",
        "The file holds {count} documents; only the first was taken. "
        "Put the others in files of their own and import them.",
    ),
    "akn_flattened": (
        "Phần tử “{name}” (dòng {line}) không có dạng tương ứng trên cổng: nội dung được giữ dưới "
        "dạng văn bản thường. Đối chiếu với bản gốc.",
        "The element “{name}” (line {line}) has no counterpart on the portal: its words were kept "
        "as plain text. Compare with the original.",
    ),
    "akn_level_changed": (
        "Cấp “{name}” (dòng {line}) được nhập thành cấp “{kind}”. Đối chiếu với bản gốc.",
        "The level “{name}” (line {line}) was taken as “{kind}”. Compare with the original.",
    ),
    "akn_markup_dropped": (
        "Định dạng “{name}” ({count} chỗ) không được giữ; lời văn vẫn giữ nguyên.",
        "The markup “{name}” ({count} times) was not kept; its words were.",
    ),
    "akn_not_kept": (
        "Không đưa được vào văn bản phần “{name}” (dòng {line}): “{text}”. "
        "Bổ sung vào mục phù hợp nếu cần.",
        "The part “{name}” (line {line}) has no place in the document: “{text}”. "
        "Add it where it belongs if it is needed.",
    ),
    "akn_metadata_not_kept": (
        "Thông tin mô tả “{name}” (dòng {line}) không được nhập. "
        "Đối chiếu với tệp gốc và nhập vào mục phù hợp nếu cần.",
        "The metadata “{name}” (line {line}) was not taken over. "
        "Compare with the file and enter it where it belongs if it is needed.",
    ),
    "akn_number_unclear": (
        "Số điều “{printed}” (dòng {line}) không phải là số; điều này được đánh số {number}. "
        "Sửa lại theo bản gốc nếu cần.",
        "The article's number “{printed}” (line {line}) is no number; the article was counted "
        "as {number}. Correct it by the original if needed.",
    ),
}

_ERRORS: dict[str, tuple[str, str]] = {
    "akn_too_large": (
        "Tệp quá lớn: {size} MB, tối đa {limit} MB. Chia văn bản thành nhiều tệp rồi nhập lại.",
        "The file is too large: {size} MB, at most {limit} MB. Divide it and import the parts.",
    ),
    "akn_document_type": (
        "Tệp XML có khai báo DOCTYPE nên không được đọc vì lý do an toàn. "
        "Xóa khai báo này rồi tải lên lại.",
        "The XML file declares a DOCTYPE and is not read, for safety. "
        "Delete the declaration and upload the file again.",
    ),
    "akn_not_xml": (
        "Tệp XML có lỗi ở dòng {line}: {reason}. Xuất lại tệp từ hệ thống nguồn rồi tải lên lại.",
        "The XML is broken at line {line}: {reason}. "
        "Export the file from its source again and upload it again.",
    ),
    "akn_other_xml": (
        "Đây không phải là tệp Akoma Ntoso 3.0: phần tử gốc là “{name}”. "
        "Xuất văn bản theo chuẩn Akoma Ntoso 3.0 của OASIS rồi tải lên lại.",
        "This is not Akoma Ntoso 3.0: the root element is “{name}”. "
        "Export the document by the OASIS standard Akoma Ntoso 3.0 and upload it again.",
    ),
    "akn_not_valid": (
        "Tệp không đúng lược đồ Akoma Ntoso 3.0 ở dòng {line}: {reason}. "
        "Sửa chỗ này trong tệp rồi tải lên lại.",
        "The file breaks the Akoma Ntoso 3.0 schema at line {line}: {reason}. "
        "Correct the place in the file and upload it again.",
    ),
    "akn_unsupported": (
        "Tệp Akoma Ntoso này chứa loại “{name}”, không phải văn bản pháp luật. "
        "Chỉ nhập được: act, bill, doc, statement.",
        "This Akoma Ntoso file holds a “{name}”, which is no legal document. "
        "Only these can be imported: act, bill, doc, statement.",
    ),
}


class InvalidAkomaNtoso(UnreadableFile):
    """A file that is no Akoma Ntoso or breaks its schema; `params` name the line."""

    def message(self, language: str = "vi") -> str:
        """What is wrong with the file, where, and what to do, in Vietnamese or English."""
        return _ERRORS[self.code][language.startswith("en")].format(**self.params)


@dataclass(frozen=True)
class AkomaNtosoWarning(ReadingWarning):
    """One thing of a foreign file that the portal keeps otherwise, or not at all."""

    def message(self, language: str = "vi") -> str:
        """What became of it and what to do, in Vietnamese or English."""
        return _WARNINGS[self.code][language.startswith("en")].format(**self.params)
