"""What is said of an address, in Vietnamese and English: what is wrong and what to do."""

from govportal.province import AgencySpec, Text

_MESSAGES: dict[str, tuple[str, str]] = {
    "diacritics": (
        "{address}: tên miền không được có dấu tiếng Việt. Viết lại bằng chữ không dấu.",
        "{address}: a host may not carry Vietnamese marks. Write it without them.",
    ),
    "label_shape": (
        "{address}: mỗi phần của tên miền chỉ gồm chữ cái a–z, chữ số và dấu gạch nối ở giữa, "
        "dài không quá 63 ký tự; không có khoảng trắng hoặc gạch dưới.",
        "{address}: each part of a host has letters a–z, digits and inner hyphens only, at most "
        "63 of them; no blank and no underscore.",
    ),
    "not_gov_vn": (
        "{address}: cổng của cơ quan nhà nước phải dùng tên miền .gov.vn.",
        "{address}: the portal of a state agency must be under .gov.vn.",
    ),
    "not_under_base": (
        "{address}: tên miền phải nằm dưới {base}.",
        "{address}: the host must be under {base}.",
    ),
    "unknown_name": (
        "{address}: không có cơ quan nào của tỉnh mang tên này. Kiểm tra chính tả, hoặc chỉ rõ "
        "cơ quan bằng --agency.",
        "{address}: no agency of the province has this name. Check the spelling, or name the "
        "agency with --agency.",
    ),
    "no_rule": (
        "{address}: quy chế không quy định tên miền cho {agency}. Hỏi cơ quan quản lý cổng trước "
        "khi dùng.",
        "{address}: the regulation fixes no address for {agency}. Ask the managing body first.",
    ),
    "reserved_label": (
        "{address}: nhãn này được dành riêng. {agency} dùng: {wanted}.",
        "{address}: this label is reserved. {agency} has: {wanted}.",
    ),
    "wrong_level": (
        "{address}: sai cấp tên miền đối với {agency}. Địa chỉ đúng: {wanted}.",
        "{address}: the host has the wrong level for {agency}. It should be: {wanted}.",
    ),
    "fixed_address": (
        "{address}: địa chỉ của {agency} được quy định cụ thể là: {wanted}.",
        "{address}: the address of {agency} is fixed as: {wanted}.",
    ),
    "wrong_path": (
        "{address}: đường dẫn này không được quy định cho {agency}. Địa chỉ đúng: {wanted}.",
        "{address}: this path is not provided for {agency}. It should be: {wanted}.",
    ),
    "wrong_name": (
        "{address}: dạng tên này không được phép đối với {agency}. Địa chỉ đúng: {wanted}.",
        "{address}: this form of name is not allowed for {agency}. It should be: {wanted}.",
    ),
    "encouraged": (
        "{address}: địa chỉ được khuyến khích, không bắt buộc.",
        "{address}: this address is encouraged, not required.",
    ),
    "national_name": (
        "{address}: quy chế của tỉnh cho phép, nhưng quy định của Chính phủ yêu cầu tên đầy đủ "
        "tiếng Việt không dấu đối với {agency}. Nên dùng tên đầy đủ.",
        "{address}: the province allows it, but the Government's decree asks for the full "
        "Vietnamese name of {agency}. Prefer the full name.",
    ),
}


def message(code: str, *, address: str, agency: AgencySpec | None, base: str, wanted: str) -> Text:
    """Return the text for *code* in both languages."""
    vietnamese, english = _MESSAGES[code]
    name_vi = agency.name.in_language("vi") if agency else ""
    name_en = agency.name.in_language("en") if agency else ""
    return Text(
        vi=vietnamese.format(address=address, agency=name_vi, base=base, wanted=wanted),
        en=english.format(address=address, agency=name_en, base=base, wanted=wanted),
    )
