"""What can be wrong in the files of a province: reason and remedy, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from govportal.areas import MOST_POSITIONS
from govportal.facts import Text


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a province's data: where, why, and what to do."""

    file: str
    key: str
    reason: Text
    remedy: Text

    def in_language(self, language: str) -> str:
        """Return the problem as one line in *language*."""
        reason, remedy = self.reason.in_language(language), self.remedy.in_language(language)
        return f"{self.file}: {self.key}: {reason} {remedy}"


class ProvinceDataError(Exception):
    """The data of a province is wrong. Carries every problem found, in both languages."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.lines("vi") + self.lines("en")))

    def lines(self, language: str) -> list[str]:
        """Return the problems in *language*, one line each."""
        return [problem.in_language(language) for problem in self.problems]


def problems_of(path: Path, error: ValidationError, prefix: str = "") -> Iterator[Problem]:
    """Yield what pydantic found wrong in the file at *path*; *prefix* leads to the values there."""
    for item in error.errors(include_url=False):
        key = prefix + (".".join(str(part) for part in item["loc"]) or "-")
        code = str(item["type"])
        if code == "value_error":
            code = str(item["ctx"]["error"])
        yield problem_of(path, key, _CODES_OF_PYDANTIC.get(code, code), detail=_detail(item))


def _detail(item: Any) -> str:
    context = item.get("ctx", {})
    wanted = str(context.get("expected") or context.get("max_length") or "").replace(" or ", ", ")
    shown = "" if isinstance(item.get("input"), dict | list) else repr(item.get("input"))
    return f"{shown} ({wanted})" if wanted else shown


# Reason and remedy by code; ``{detail}`` is the offending value and what was expected.
_EXPLANATIONS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "file_missing": (
        ("không có tệp này.", "the file is missing."),
        ("Tạo tệp trong thư mục của gói tỉnh.", "Create it in the folder of the plugin."),
    ),
    "not_utf8": (
        ("tệp không ở mã UTF-8.", "the file is not in UTF-8."),
        ("Lưu lại tệp với bảng mã UTF-8.", "Save the file as UTF-8."),
    ),
    "toml_syntax": (
        ("sai cú pháp TOML: {detail}.", "it is not valid TOML: {detail}."),
        (
            "Sửa tại dòng, cột đã nêu; chữ đặt trong ngoặc kép, ngày viết như 2026-07-01.",
            "Mend it at the line and column named; text is in quotation marks, a day is written "
            "like 2026-07-01.",
        ),
    ),
    "missing": (
        ("thiếu giá trị bắt buộc.", "a required value is missing."),
        ("Bổ sung khóa này kèm căn cứ.", "Add this key with its source."),
    ),
    "empty": (
        ("giá trị bắt buộc đang bỏ trống.", "a required value is empty."),
        ("Điền giá trị kèm căn cứ.", "Fill it in with its source."),
    ),
    "not_a_day": (
        ("không đọc được ngày {detail}.", "{detail} can't be read as a day."),
        (
            "Viết năm-tháng-ngày, như 2026-07-01.",
            "Write year-month-day, like 2026-07-01.",
        ),
    ),
    "days_reversed": (
        ("valid_to đứng trước valid_from.", "valid_to is before valid_from."),
        ("Sửa một trong hai ngày.", "Mend one of the days."),
    ),
    "effect_before_issue": (
        ("effective_on đứng trước issued_on.", "effective_on is before issued_on."),
        ("Sửa một trong hai ngày.", "Mend one of the days."),
    ),
    "vietnamese_missing": (
        ("thiếu tiếng Việt (vi).", "Vietnamese (vi) is missing."),
        ('Thêm "vi" vào danh sách.', 'Add "vi" to the list.'),
    ),
    "language_unknown": (
        ("tỉnh không có ngôn ngữ {detail}.", "the province has no language {detail}."),
        (
            "Kiểm tra chính tả, hoặc thêm vào languages của [province].",
            "Check its spelling, or add it to languages of [province].",
        ),
    ),
    "not_a_table": (
        ("cần một bảng, không phải {detail}.", "a table is wanted, not {detail}."),
        (
            'Viết dạng {{ khóa = giá trị }}, văn bản là {{ vi = "…", en = "…" }}.',
            'Write {{ key = value }}; a text is {{ vi = "…", en = "…" }}.',
        ),
    ),
    "not_a_list": (
        ("cần một danh sách, không phải {detail}.", "a list is wanted, not {detail}."),
        ("Đặt các giá trị trong ngoặc vuông.", "Put the values in square brackets."),
    ),
    "no_domain": (
        ("không phải tên miền: {detail}.", "it is not a domain: {detail}."),
        (
            "Viết chữ thường không dấu, không có https://, như hungyen.gov.vn.",
            "Write plain lower-case letters without https://, like hungyen.gov.vn.",
        ),
    ),
    "host_outside": (
        ("địa chỉ không nằm dưới tên miền {detail}.", "the address is not under {detail}."),
        ("Sửa host, hoặc sửa base của [domains].", "Mend the host, or base of [domains]."),
    ),
    "placeholder_unknown": (
        ("{{{detail}}} không có nghĩa trong địa chỉ.", "{{{detail}}} means nothing in an address."),
        ("Chỉ dùng {{label}} và {{parent}}.", "Use {{label}} and {{parent}} only."),
    ),
    "semicolons": (
        ("các cột phân cách bằng dấu chấm phẩy.", "the columns are separated by semicolons."),
        (
            "Lưu lại dạng CSV UTF-8 phân cách bằng dấu phẩy.",
            "Save it as UTF-8 CSV separated by commas.",
        ),
    ),
    "cells_many": (
        ("dòng có nhiều ô hơn dòng đầu.", "the line has more cells than the first line."),
        (
            "Đặt ô có dấu phẩy trong ngoặc kép.",
            "Put a cell that holds a comma in quotation marks.",
        ),
    ),
    "cells_few": (
        ("dòng có ít ô hơn dòng đầu.", "the line has fewer cells than the first line."),
        (
            "Thêm dấu phẩy còn thiếu, cho cả ô để trống.",
            "Add the commas that are missing, for empty cells too.",
        ),
    ),
    "extra_forbidden": (
        ("khóa không có trong quy ước.", "this key is not known."),
        ("Kiểm tra chính tả hoặc bỏ khóa.", "Check its spelling or remove it."),
    ),
    "column_missing": (
        ("thiếu cột này ở dòng đầu.", "this column is missing from the first line."),
        ("Thêm cột, để trống nếu chưa có.", "Add the column; it may be empty."),
    ),
    "code_twice": (
        ("hai cơ quan dùng chung một mã.", "two agencies have this code."),
        ("Đặt cho mỗi cơ quan một mã riêng.", "Give each agency a code of its own."),
    ),
    "parent_unknown": (
        ("không có cơ quan cấp trên {detail}.", "there is no superior agency {detail}."),
        ("Sửa mã hoặc thêm cơ quan đó.", "Mend the code or add that agency."),
    ),
    "parent_circle": (
        ("cơ quan này là cấp trên của chính mình.", "this agency is its own superior."),
        ("Sửa cột parent của các cơ quan trong vòng.", "Mend the column parent of the circle."),
    ),
    "system_unknown": (
        ("không có hệ thống cổng {detail}.", "there is no portal system {detail}."),
        ("Dùng một khóa của [[province.systems]].", "Use a key of [[province.systems]]."),
    ),
    "kind_unknown": (
        ("loại cơ quan {detail} chưa được khai báo.", "the kind {detail} is not described."),
        (
            "Kiểm tra chính tả, hoặc khai báo trong [[province.agency_kinds]].",
            "Check its spelling, or describe it in [[province.agency_kinds]].",
        ),
    ),
    "province_row": (
        (
            "cần đúng một cơ quan loại province.",
            "exactly one agency of kind province is needed.",
        ),
        ("Thêm hoặc bỏ bớt dòng.", "Add the line, or remove the extra ones."),
    ),
    "systems_missing": (
        ("chưa có hệ thống cổng nào.", "no portal system is described."),
        ("Thêm ít nhất một [[province.systems]].", "Add at least one [[province.systems]]."),
    ),
    "choices_missing": (
        ("choices chỉ dùng, và bắt buộc, với kind = choice.", "choices go with kind = choice."),
        ("Khai báo choices hoặc sửa kind.", "Give the choices, or mend the kind."),
    ),
    "list_fields_missing": (
        ("fields chỉ dùng, và bắt buộc, với kind = list.", "fields go with kind = list."),
        ("Khai báo fields hoặc sửa kind.", "Give the fields, or mend the kind."),
    ),
    "field_twice": (
        ("hai trường của loại hồ sơ trùng khóa.", "two fields of the record have one key."),
        ("Đặt cho mỗi trường một khóa riêng.", "Give each field a key of its own."),
    ),
    "field_unknown": (
        ("nhắc đến trường không có trong fields.", "it names a field that is not in fields."),
        ("Kiểm tra chính tả khóa của trường.", "Check the spelling of the field's key."),
    ),
    "field_without_day": (
        (
            "begins_by và ends_by phải là trường kind = date.",
            "begins_by and ends_by need fields with kind = date.",
        ),
        ("Nêu trường khác hoặc sửa kind.", "Name another field, or mend the kind."),
    ),
    "record_type_missing": (
        (
            "record_type chỉ dùng, và bắt buộc, với kind = records.",
            "record_type goes with kind = records.",
        ),
        ("Nêu khóa của loại hồ sơ hoặc sửa kind.", "Name the record type, or mend the kind."),
    ),
    "code_missing": (
        ("địa chỉ không có {{code}}.", "the address lacks {{code}}."),
        (
            "Đặt {{code}} vào chỗ của mã trong địa chỉ.",
            "Put {{code}} where the code stands in the address.",
        ),
    ),
    "connection_twice": (
        ("hai hệ thống kết nối trùng khóa.", "two connections have one key."),
        ("Đặt cho mỗi hệ thống một khóa riêng.", "Give each connection a key of its own."),
    ),
    "accent_contrast": (
        (
            "màu nhấn không đủ tương phản với nền{detail}.",
            "the accent has too little contrast{detail}.",
        ),
        (
            "Chọn màu đậm hơn cho light, nhạt hơn cho dark; chữ cần 4.5, hình cần 3.0.",
            "Take darker colours for light, paler ones for dark; text needs 4.5, shapes 3.0.",
        ),
    ),
    "agency_unknown": (
        ("không có cơ quan {detail}.", "there is no agency {detail}."),
        ("Sửa mã hoặc thêm cơ quan đó.", "Mend the code or add that agency."),
    ),
    "json_invalid": (
        ("không phải tệp JSON hợp lệ ở mã UTF-8.", "it is not valid JSON in UTF-8."),
        ("Xuất lại tệp dạng GeoJSON.", "Export the file as GeoJSON again."),
    ),
    "union_tag_invalid": (
        ("chỉ nhận Polygon và MultiPolygon.", "only Polygon and MultiPolygon are read."),
        ("Xuất lại ranh giới dạng vùng.", "Export the boundary as an area."),
    ),
    "ring_short": (
        ("đường bao có dưới bốn điểm.", "the ring has fewer than four positions."),
        ("Vẽ lại đường bao của vùng.", "Draw the outline of the area again."),
    ),
    "ring_open": (
        ("đường bao không khép kín.", "the ring is not closed."),
        ("Lặp lại điểm đầu ở cuối đường.", "Repeat its first position at its end."),
    ),
    "position_wrong": (
        (
            "tọa độ không phải kinh độ, vĩ độ tính bằng độ.",
            "a position is not a longitude and a latitude in degrees.",
        ),
        ("Chuyển tọa độ sang WGS 84 (EPSG:4326).", "Convert the map to WGS 84 (EPSG:4326)."),
    ),
    "map_too_fine": (
        (
            f"bản đồ có hơn {MOST_POSITIONS} điểm.",
            f"the map has more than {MOST_POSITIONS} positions.",
        ),
        ("Làm đơn giản các đường bao.", "Simplify its outlines."),
    ),
    "area_twice": (
        ("hai vùng cùng mang mã {detail}.", "two areas have the code {detail}."),
        ("Gộp thành một vùng MultiPolygon.", "Join them in one MultiPolygon."),
    ),
    "names_missing": (
        ("quy tắc dùng {{label}} nhưng không nêu names.", "the rule has {{label}} but no names."),
        ("Nêu dạng tên được phép trong names.", "Say in names which forms of name are allowed."),
    ),
}
_CODES_OF_PYDANTIC = {
    "bool_type": "bool_parsing",
    "int_type": "int_parsing",
    "int_from_float": "int_parsing",
    "string_too_short": "empty",
    "model_type": "not_a_table",
    "model_attributes_type": "not_a_table",
    "tuple_type": "not_a_list",
    "date_type": "not_a_day",
    "date_parsing": "not_a_day",
    "date_from_datetime_parsing": "not_a_day",
    "date_from_datetime_inexact": "not_a_day",
}
_WRONG_VALUE = ("giá trị không hợp lệ: {detail}.", "the value is not valid: {detail}.")
_LOOK_IT_UP = ("Sửa theo tài liệu province.toml.", "Correct it by the province.toml reference.")
_HOW_TO_WRITE: dict[str, tuple[str, str]] = {
    "not_a_key": (
        "Viết chữ thường không dấu, chữ số, gạch dưới, dấu chấm, bắt đầu bằng chữ cái, như "
        "ke_hoach.",
        "Write plain lower-case letters, digits, underscores and dots, beginning with a letter, "
        "like ke_hoach.",
    ),
    "not_a_code": (
        "Viết chữ thường không dấu và chữ số, giữa các từ một dấu gạch nối, như so-tai-chinh.",
        "Write plain lower-case letters and digits, with one hyphen between words, like "
        "so-tai-chinh.",
    ),
    "not_an_abbreviation": (
        "Viết chữ cái không dấu, chữ số, dấu gạch nối, như STC.",
        "Write letters without marks, digits and hyphens, like STC.",
    ),
    "not_a_label": (
        "Viết chữ thường không dấu, chữ số, dấu gạch nối, như sotaichinh.",
        "Write plain lower-case letters, digits and hyphens, like sotaichinh.",
    ),
    "not_digits": ("Chỉ viết chữ số.", "Write digits only."),
    "not_a_host": (
        "Viết chữ thường không dấu, chữ số, dấu chấm, dấu gạch nối, như {{label}}.hungyen.gov.vn.",
        "Write plain lower-case letters, digits, dots and hyphens, like {{label}}.hungyen.gov.vn.",
    ),
    "not_a_month_day": ("Viết tháng-ngày, như 06-20.", "Write month-day, like 06-20."),
    "not_https": (
        "Viết địa chỉ bắt đầu bằng https://, không có khoảng trắng.",
        "Write an address that begins with https://, without blanks.",
    ),
    "not_http": (
        "Viết địa chỉ bắt đầu bằng http:// hoặc https://, không có khoảng trắng.",
        "Write an address that begins with http:// or https://, without blanks.",
    ),
    "not_an_accent": (
        "Viết chữ thường không dấu và chữ số, bắt đầu bằng chữ cái, như cham.",
        "Write plain lower-case letters and digits, beginning with a letter, like cham.",
    ),
    "not_a_colour": (
        "Viết dấu # rồi sáu chữ số hoặc chữ cái từ A đến F, như #1D4F91.",
        "Write # and six digits or letters from A to F, like #1D4F91.",
    ),
    "literal_error": (
        "Dùng một trong các giá trị trong ngoặc đơn.",
        "Use one of the values in brackets.",
    ),
    "string_too_long": (
        "Rút ngắn, nhiều nhất số ký tự trong ngoặc đơn.",
        "Shorten it to at most the number of characters in brackets.",
    ),
    "string_type": ("Đặt chữ trong ngoặc kép.", "Put the text in quotation marks."),
    "int_parsing": (
        "Viết số nguyên, không có ngoặc kép.",
        "Write a whole number, without quotation marks.",
    ),
    "bool_parsing": (
        "Viết yes hoặc no; trong province.toml viết true hoặc false, không có ngoặc kép.",
        "Write yes or no; in province.toml write true or false, without quotation marks.",
    ),
}
"""The remedy for a value that is not valid, by code."""


def problem_of(path: Path, key: str, code: str, detail: str = "") -> Problem:
    """Return the problem *code* of *key* in the file at *path*; *detail* is the value there."""
    wrong_value = (_WRONG_VALUE, _HOW_TO_WRITE.get(code, _LOOK_IT_UP))
    reason, remedy = _EXPLANATIONS.get(code, wrong_value)
    return Problem(
        file=path.name,
        key=key,
        reason=Text(vi=reason[0].format(detail=detail), en=reason[1].format(detail=detail)),
        remedy=Text(vi=remedy[0].format(), en=remedy[1].format()),
    )
