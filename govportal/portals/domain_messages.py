"""What is said of an address, in Vietnamese and English: what is wrong and what to do."""

from collections.abc import Sequence

from govportal.province import AgencySpec, Text

NAMED = 6
"""How many agencies a message names before it stops."""

_MESSAGES: dict[str, tuple[str, str]] = {
    "empty": (
        "Chưa có tên miền. Nhập tên miền, ví dụ: {base}.",
        "There is no host. Give one, for example: {base}.",
    ),
    "diacritics": (
        "{address}: tên miền không được có dấu tiếng Việt hoặc ký tự ngoài bảng chữ cái Latinh. "
        "Viết lại bằng chữ không dấu.",
        "{address}: a host may not carry Vietnamese marks or letters that are not Latin. Write it "
        "without them.",
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
    "too_deep": (
        "{address}: quy chế của tỉnh không có tên miền ở cấp này. Bỏ bớt phần trước {base}.",
        "{address}: the province has no addresses at this level. Use fewer parts before {base}.",
    ),
    "ambiguous": (
        "{address}: nhãn này có thể chỉ nhiều cơ quan: {agencies}. Chỉ rõ cơ quan bằng --agency.",
        "{address}: this label may mean several agencies: {agencies}. Name one with --agency.",
    ),
    "taken": (
        "{address}: đây là địa chỉ của {agencies}. Chọn dạng tên khác.",
        "{address}: this is the address of {agencies}. Choose another form of the name.",
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
    "wrong_parent": (
        "{address}: {agency} không thuộc đơn vị cấp trên này. Địa chỉ đúng: {wanted}.",
        "{address}: {agency} does not belong to this superior unit. It should be: {wanted}.",
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


def message(
    code: str, *, address: str, agencies: Sequence[AgencySpec], base: str, wanted: str
) -> Text:
    """Return the text for *code* in both languages; the first agency is the one judged."""
    texts = [
        text.format(
            address=address,
            agency=agencies[0].name.in_language(language) if agencies else "",
            agencies=_names(agencies, language),
            base=base,
            wanted=wanted,
        )
        for language, text in zip(("vi", "en"), _MESSAGES[code], strict=True)
    ]
    return Text(vi=texts[0], en=texts[1])


def _names(agencies: Sequence[AgencySpec], language: str) -> str:
    names = [agency.name.in_language(language) for agency in agencies[:NAMED]]
    return ", ".join(names) + ("…" if len(agencies) > NAMED else "")
