"""What a reading could not find, told to the editor."""

from dataclasses import dataclass, field

_TEMPLATES: dict[str, tuple[str, str]] = {
    "text_empty": (
        "Tệp không có nội dung. Kiểm tra lại tệp văn bản rồi tải lên lại.",
        "The file is empty. Check the file and upload it again.",
    ),
    "number_missing": (
        "Không tìm thấy số văn bản: bản gốc để trống. Nhập số trước khi trình duyệt.",
        "No document number was found: it is left blank. Enter it before submitting.",
    ),
    "symbol_missing": (
        "Không tìm thấy ký hiệu văn bản. Nhập ký hiệu (ví dụ: QĐ-UBND) trước khi trình duyệt.",
        "No document symbol was found. Enter it (such as QĐ-UBND) before submitting.",
    ),
    "type_missing": (
        "Không xác định được loại văn bản. Chọn loại văn bản trước khi trình duyệt.",
        "The kind of document could not be told. Choose it before submitting.",
    ),
    "issuer_missing": (
        "Không tìm thấy tên cơ quan ban hành. Chọn cơ quan ban hành trước khi trình duyệt.",
        "No issuing body was found. Choose it before submitting.",
    ),
    "issued_missing": (
        "Không tìm thấy ngày ban hành. Nhập ngày ban hành trước khi trình duyệt.",
        "No date of issue was found. Enter it before submitting.",
    ),
    "issued_incomplete": (
        "Ngày ban hành chưa đầy đủ (bản gốc in: “{printed}”). "
        "Nhập đủ ngày, tháng, năm trước khi trình duyệt.",
        "The date of issue is incomplete (printed: “{printed}”). "
        "Enter day, month and year before submitting.",
    ),
    "abstract_missing": (
        "Không tìm thấy trích yếu nội dung. Nhập trích yếu trước khi trình duyệt.",
        "No abstract was found. Enter it before submitting.",
    ),
    "preamble_missing": (
        "Không tìm thấy phần căn cứ ban hành. Đối chiếu với bản gốc và bổ sung nếu có.",
        "No legal grounds were found. Compare with the original and add them if there are any.",
    ),
    "recipients_missing": (
        "Không tìm thấy mục “Nơi nhận”. Đối chiếu với bản gốc và bổ sung nếu có.",
        "No list of recipients was found. Compare with the original and add it if there is one.",
    ),
    "signer_missing": (
        "Không tìm thấy họ tên người ký. Nhập họ tên và chức vụ người ký trước khi trình duyệt.",
        "No signer was found. Enter the signer's name and title before submitting.",
    ),
    "effective_missing": (
        "Không tìm thấy ngày có hiệu lực. Nhập ngày có hiệu lực trước khi trình duyệt.",
        "No effective date was found. Enter it before submitting.",
    ),
    "effective_incomplete": (
        "Ngày có hiệu lực chưa đầy đủ (bản gốc in: “{printed}”). "
        "Nhập ngày có hiệu lực trước khi trình duyệt.",
        "The effective date is incomplete (printed: “{printed}”). Enter it before submitting.",
    ),
    "decision_missing": (
        "Tệp không có phần quyết định ban hành kèm theo. "
        "Bổ sung nội dung quyết định hoặc nhập các thông tin của quyết định.",
        "The file does not hold the decision that issues the regulation. "
        "Add the decision or enter its details.",
    ),
    "regulation_missing": (
        "Không tìm thấy nội dung văn bản ban hành kèm theo quyết định. "
        "Kiểm tra tệp đã đủ các trang hay chưa.",
        "The regulation issued with the decision was not found. "
        "Check that the file holds all pages.",
    ),
    "articles_missing": (
        "Không tìm thấy điều nào trong văn bản. "
        "Kiểm tra lại tệp hoặc nhập nội dung theo cách thủ công.",
        "No article was found. Check the file or enter the content by hand.",
    ),
    "article_gap": (
        "Sau Điều {previous} là Điều {found}: thiếu Điều {expected}. "
        "Đối chiếu với bản gốc và bổ sung điều còn thiếu.",
        "Article {found} follows Article {previous}: Article {expected} is missing. "
        "Compare with the original and add what is missing.",
    ),
    "article_untitled": (
        "Điều {article} không có tên điều. Đối chiếu với bản gốc.",
        "Article {article} has no title. Compare with the original.",
    ),
    "clause_gap": (
        "Tại {place}, khoản {found} không nối tiếp khoản trước (đang chờ khoản {expected}). "
        "Đối chiếu với bản gốc và sửa số khoản nếu cần.",
        "In {place}, clause {found} does not follow the one before (clause {expected} was due). "
        "Compare with the original and correct the numbers if needed.",
    ),
    "point_gap": (
        "Tại {place}, điểm {found} không nối tiếp điểm trước (đang chờ điểm {expected}). "
        "Đối chiếu với bản gốc và sửa ký hiệu điểm nếu cần.",
        "In {place}, point {found} does not follow the one before (point {expected} was due). "
        "Compare with the original and correct the letters if needed.",
    ),
    "point_relabelled": (
        "Tại {place}, bản gốc in điểm “{printed})” hai lần; "
        "điểm thứ hai được hiểu là điểm {meant}. Đối chiếu với bản gốc.",
        "In {place}, point “{printed})” is printed twice; the second was read as point {meant}. "
        "Compare with the original.",
    ),
    "converted": (
        "Văn bản đã được chuyển từ bảng mã cũ {encoding} sang Unicode. "
        "Đối chiếu toàn văn với bản gốc trước khi trình duyệt.",
        "The text was converted from the legacy encoding {encoding} to Unicode. "
        "Compare all of it with the original before submitting.",
    ),
    "capitals_lost": (
        "Phông chữ hoa của TCVN3 (như .VnTimeH) dùng chung mã với chữ thường, nên chữ in hoa có "
        "dấu có thể thành chữ thường. Kiểm tra tên cơ quan, tiêu đề và tên chương.",
        "The capital fonts of TCVN3 (such as .VnTimeH) share their codes with small letters, so "
        "accented capitals may have become small. Check the names of bodies and all titles.",
    ),
    "decomposed": (
        "Tệp dùng Unicode tổ hợp; văn bản đã được chuyển sang Unicode dựng sẵn. "
        "Không cần làm gì thêm.",
        "The file uses decomposed Unicode; the text was brought to precomposed Unicode. "
        "Nothing needs to be done.",
    ),
    "comments": (
        "Tệp có {count} ghi chú (comment) của người soạn; ghi chú không được đưa vào văn bản. "
        "Kiểm tra đây đã là bản chính thức hay chưa.",
        "The file holds {count} comments of its authors; they were left out. "
        "Check whether this is the final version.",
    ),
    "footnotes": (
        "Tệp có {count} chú thích cuối trang hoặc cuối văn bản; chú thích không được đưa vào "
        "văn bản. Đối chiếu với bản gốc và bổ sung nếu cần.",
        "The file holds {count} footnotes or endnotes; they were left out of the text. "
        "Compare with the original and add them if needed.",
    ),
    "hidden_text": (
        "Tệp có chữ ẩn; chữ ẩn không được đưa vào văn bản. "
        "Hiện chữ ẩn trong phần mềm soạn thảo để kiểm tra, rồi tải lên lại nếu cần.",
        "The file has hidden text; it was left out. "
        "Show it in the word processor, check it and upload the file again if needed.",
    ),
    "pages_scanned": (
        "Các trang chỉ có ảnh quét, không đọc được chữ: {pages}. "
        "Nhập nội dung các trang này theo bản gốc.",
        "These pages are scanned images without text: {pages}. "
        "Enter what they hold from the original.",
    ),
    "attachment_unread": (
        "Sau phần ký còn nội dung không chia theo điều; "
        "nội dung này được giữ nguyên ở phần phụ lục. Kiểm tra phụ lục trước khi trình duyệt.",
        "Text without articles follows the signature; it was kept as an annex. "
        "Check the annexes before submitting.",
    ),
}


@dataclass(frozen=True)
class ReadingWarning:
    """One thing an editor has to look at."""

    code: str
    params: dict[str, str | int] = field(default_factory=dict)

    def message(self, language: str = "vi") -> str:
        """What was not found and what to do, in Vietnamese or English."""
        english = language.startswith("en")
        template = _TEMPLATES[self.code][1 if english else 0]
        return template.format(**self.params, place=self._place(english))

    def _place(self, english: bool) -> str:
        article, clause = self.params.get("article", ""), self.params.get("clause", "")
        if english:
            return f"clause {clause} of Article {article}" if clause else f"Article {article}"
        return f"khoản {clause} Điều {article}" if clause else f"Điều {article}"
