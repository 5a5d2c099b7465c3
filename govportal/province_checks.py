"""System checks of the province plugin: E001 to E019, W001 to W019."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils import timezone

from govportal import law, plugins
from govportal.portals import domains
from govportal.province_problems import ProvinceDataError
from govportal.publishing import platform_labels, republishing

VALUE_TYPES = {
    "int": ("một số nguyên, không có ngoặc kép", "a whole number, without quotation marks"),
    "bool": ("true hoặc false", "true or false"),
    "str": ("chữ trong ngoặc kép", "text in quotation marks"),
}


def _both(vietnamese: str, english: str) -> str:
    return f"{vietnamese} / {english}"


@register
def province_is_described(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E001: no plugin describes a province. E002: its data files are wrong."""
    try:
        plugins.province()
        plugins.agencies()
        plugins.map_areas()
    except plugins.NoProvinceError as error:
        return [Error(str(error), id="govportal.E001")]
    except ProvinceDataError as error:
        return [
            Error(problem.in_language("vi"), hint=problem.in_language("en"), id="govportal.E002")
            for problem in error.problems
        ]
    return [
        *_scheme_is_there(),
        *_address_rules_bind_kinds(),
        *_labels_are_allowed(),
        *_sections_hold_known_records(),
        *_languages_are_content_languages(),
        *_rules_are_defined(),
        *_accents_are_described(),
    ]


def _scheme_is_there() -> Iterator[CheckMessage]:
    if plugins.domain_scheme() is None:
        yield Error(
            _both("Gói tỉnh chưa nêu quy tắc tên miền.", "The plugin gives no domain scheme."),
            hint=_both("Thêm [domains] vào province.toml.", "Add [domains] to province.toml."),
            id="govportal.E003",
        )
        return
    for clash in domains.of_province().clashes():
        codes = ", ".join(agency.code for agency in clash.agencies)
        yield Error(
            _both(
                f"Nhiều cơ quan cùng được địa chỉ {clash.address}: {codes}.",
                f"Several agencies would have the address {clash.address}: {codes}.",
            ),
            hint=_both(
                "Ghi nhãn riêng ở cột label của agencies.csv.",
                "Give each a label of its own in the column label of agencies.csv.",
            ),
            id="govportal.E004",
        )


def _address_rules_bind_kinds() -> Iterator[CheckMessage]:
    known, scheme = plugins.agency_kinds(), plugins.domain_scheme()
    for rule in scheme.rules if scheme else ():
        for kind in (kind for kind in rule.kinds if kind not in known):
            yield Error(
                _both(
                    f"Quy tắc tên miền {rule.key}: loại cơ quan {kind} chưa được khai báo.",
                    f"Domain rule {rule.key}: the kind {kind} is not described.",
                ),
                hint=_both(
                    "Kiểm tra chính tả, hoặc khai báo trong [[province.agency_kinds]].",
                    "Check its spelling, or describe it in [[province.agency_kinds]].",
                ),
                id="govportal.E008",
            )


def _labels_are_allowed() -> Iterator[CheckMessage]:
    if plugins.domain_scheme() is None:
        return  # E003 says so
    book = domains.of_province().book
    for agency in (agency for agency in plugins.agencies() if agency.label):
        allowed = book.labels_allowed(agency)
        if agency.label not in allowed:
            where, labels = f"agencies.csv: {agency.code}.label", ", ".join(allowed)
            remedy = ("Để trống ô này.", "Leave the cell empty.")
            if labels:
                remedy = (
                    f"Dùng {labels}, hoặc để trống ô này.",
                    f"Use {labels}, or leave the cell empty.",
                )
            yield Error(
                _both(
                    f"{where}: không quy tắc tên miền nào cho phép nhãn {agency.label}.",
                    f"{where}: no domain rule allows the label {agency.label}.",
                ),
                hint=_both(*remedy),
                id="govportal.E010",
            )


def _languages_are_content_languages() -> Iterator[CheckMessage]:
    content = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    for language in (code for code in plugins.province().languages if code not in content):
        where = "province.toml: province.languages"
        yield Error(
            _both(
                f"{where}: không có ngôn ngữ nội dung {language}.",
                f"{where}: there is no content language {language}.",
            ),
            hint=_both(
                f"Dùng {', '.join(content)}, hoặc thêm ngôn ngữ vào WAGTAIL_CONTENT_LANGUAGES.",
                f"Use {', '.join(content)}, or add the language to WAGTAIL_CONTENT_LANGUAGES.",
            ),
            id="govportal.E011",
        )


def _sections_hold_known_records() -> Iterator[CheckMessage]:
    answered = [
        section
        for agency in plugins.agencies()
        for answer in plugins.manager.hook.sections(agency=agency)
        for section in answer
    ]
    named = {(section.key, section.record_type) for section in answered if section.record_type}
    known = plugins.record_types()
    for key, record_type in sorted(named):
        if record_type not in known:
            yield Error(
                _both(
                    f"Chuyên mục {key}: loại hồ sơ {record_type} chưa được khai báo.",
                    f"The section {key}: the kind of record {record_type} is not described.",
                ),
                hint=_both(
                    "Kiểm tra chính tả, hoặc khai báo trong [[record_types]].",
                    "Check its spelling, or describe it in [[record_types]].",
                ),
                id="govportal.E009",
            )


def _rules_are_defined() -> Iterator[CheckMessage]:
    known = law.definitions()
    for given_by, rule in plugins.rules():
        if rule.id in known and type(rule.value).__name__ != known[rule.id].type:
            yield Error(
                _both(
                    f"Quy tắc {rule.id} ({given_by}): {rule.value!r} không đúng kiểu giá trị.",
                    f"The rule {rule.id} ({given_by}): {rule.value!r} is of the wrong type.",
                ),
                hint=_both(
                    f"Cần {VALUE_TYPES[known[rule.id].type][0]}.",
                    f"It must be {VALUE_TYPES[known[rule.id].type][1]}.",
                ),
                id="govportal.E005",
            )
        if rule.id not in known:
            yield Error(
                _both(
                    f"Không có quy tắc nào tên {rule.id} ({given_by}).",
                    f"There is no rule named {rule.id} ({given_by}).",
                ),
                hint=_both(
                    "Xem danh sách: manage.py govportal rules.",
                    "See the list: manage.py govportal rules.",
                ),
                id="govportal.E005",
            )


def _accents_are_described() -> Iterator[CheckMessage]:
    """E012: an accent that a kind of agency asks for is unknown, or a key is given twice."""
    known = plugins.accents()
    given = [accent.key for answer in plugins.manager.hook.accents() for accent in answer]
    for key in sorted({key for key in given if given.count(key) > 1}):
        yield Error(
            _both(f"Hai màu nhấn cùng khóa {key}.", f"Two accents have the key {key}."),
            hint=_both(
                "Đặt khóa khác: màu nhấn có sẵn không thay được.",
                "Give it another key: core's own accents can't be replaced.",
            ),
            id="govportal.E012",
        )
    for kind in plugins.agency_kinds().values():
        if kind.accent and kind.accent not in known:
            yield Error(
                _both(
                    f"Loại cơ quan {kind.key} dùng màu nhấn {kind.accent} chưa được khai báo.",
                    f"The kind {kind.key} has the accent {kind.accent}, which nobody describes.",
                ),
                hint=_both(
                    f"Dùng một trong: {', '.join(known)}, hoặc khai báo [[accents]].",
                    f"Use one of {', '.join(known)}, or describe it in [[accents]].",
                ),
                id="govportal.E012",
            )


@register
def languages_are_pinned(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E006: the columns of translated names are fixed at Vietnamese and English."""
    if tuple(settings.MODELTRANSLATION_LANGUAGES) == ("vi", "en"):
        return []
    return [
        Error(
            _both(
                "MODELTRANSLATION_LANGUAGES phải là ('vi', 'en').",
                "MODELTRANSLATION_LANGUAGES must be ('vi', 'en').",
            ),
            hint=_both(
                "Ngôn ngữ nội dung khác khai báo ở WAGTAIL_CONTENT_LANGUAGES.",
                "Declare further content languages in WAGTAIL_CONTENT_LANGUAGES.",
            ),
            id="govportal.E006",
        )
    ]


@register
def aggregated_news_is_licensed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E007: aggregated news is on without its licence (Nghị định 147/2024/NĐ-CP, Điều 24.3)."""
    try:
        systems = [system.key for system in plugins.province().systems]
        unlicensed = [key for key in systems if republishing.lacks_licence(key)]
    except (plugins.NoProvinceError, ProvinceDataError):
        return []  # E001 or E002 says so
    return [
        Error(
            _both(
                f"Đã bật thông tin tổng hợp (content.aggregated_news) cho hệ thống {key} nhưng "
                "chưa khai số giấy phép.",
                f"Aggregated news (content.aggregated_news) is on for the system {key} without "
                "the number of its licence.",
            ),
            hint=_both(
                "Khai số giấy phép ở quy tắc content.aggregated_news_licence, hoặc tắt tính năng.",
                "Give the number in the rule content.aggregated_news_licence, or switch it off.",
            ),
            id="govportal.E007",
        )
        for key in unlicensed
    ]


@register
def province_has_not_ended(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W001: the province no longer exists; its rules are kept for the record."""
    try:
        province = plugins.province()
    except (plugins.NoProvinceError, ProvinceDataError):
        return []
    if not province.is_historical or not settings.IS_PRODUCTION:
        return []
    return [
        Warning(
            _both(
                f"{province.name.vi} đã kết thúc ngày {province.valid_to}: đây là bộ quy tắc cũ.",
                f"{province.name.en} ended on {province.valid_to}: these rules are historical.",
            ),
            id="govportal.W001",
        )
    ]


@register
def platform_labels_are_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W002: a shared digital platform lacks its label or conformity on the day the law sets."""
    try:
        lacking = list(platform_labels.lacking(timezone.localdate()))
    except (plugins.NoProvinceError, ProvinceDataError):
        return []  # E001 or E002 says so
    return [
        Warning(
            _both(
                f"Hệ thống {system.key} chưa có nhãn nền tảng số hoặc địa chỉ công bố hợp quy "
                f"({article}).",
                f"The system {system.key} lacks its platform label or the address of its "
                f"conformity ({article}).",
            ),
            hint=_both(
                "Bổ sung identifier và conformity_url trong [province.systems.platform_label].",
                "Add identifier and conformity_url to [province.systems.platform_label].",
            ),
            id="govportal.W002",
        )
        for system, article in lacking
    ]
