"""System checks of security: E020 to E039. Each says what is wrong and what to do, vi / en."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from govportal import law, plugins
from govportal.province_problems import ProvinceDataError
from govportal.security import csp
from govportal.security import settings as ours

Finding = tuple[str, str, str, str]

SHORTEST_KEY = 50
REQUIRED_MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "govportal.security.csp.ContentPolicyMiddleware",
    "govportal.portals.middleware.PortalMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "govportal.security.sessions.IdleSessionMiddleware",
    "govportal.security.accounts.AccountDutiesMiddleware",
    "axes.middleware.AxesMiddleware",
)
HTTPS_SETTINGS = (
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
)
UNSAFE_SOURCES = {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "http:", "https:"}


def _error(number: str, fault: tuple[str, str], remedy: tuple[str, str]) -> Error:
    return Error(" / ".join(fault), hint=" / ".join(remedy), id=f"govportal.{number}")


@register(Tags.security)
def no_rule_is_loosened(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E020: a setting of the deployment is looser than a security rule of law."""
    if list(_unreadable_rules()) or not _province_is_readable():
        return []  # E021 or E002 says so
    return [
        _error(
            "E020",
            (
                f"GOVPORTAL_RULES nới lỏng quy định {item.definition.id}: {item.wanted!r}, trong "
                f"khi {item.required.source} yêu cầu {item.required.value!r}.",
                f"GOVPORTAL_RULES loosens {item.definition.id}: {item.wanted!r}, while "
                f"{item.required.source} requires {item.required.value!r}.",
            ),
            (
                "Xóa dòng này khỏi GOVPORTAL_RULES hoặc đặt giá trị chặt hơn.",
                "Remove it from GOVPORTAL_RULES, or set a stricter value.",
            ),
        )
        for item in law.loosenings()
    ]


@register(Tags.security)
def rules_of_deployment_are_readable(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E021: a setting of the deployment names no rule, or its value is of another type."""
    return [
        _error(
            "E021",
            (
                f"GOVPORTAL_RULES: không đọc được {rule_id!r}: {value!r}.",
                f"GOVPORTAL_RULES: {rule_id!r}: {value!r} can't be read.",
            ),
            (
                "Xem tên và kiểu giá trị bằng lệnh: manage.py govportal rules.",
                "See names and types of values with: manage.py govportal rules.",
            ),
        )
        for rule_id, value in _unreadable_rules()
    ]


def _province_is_readable() -> bool:
    try:
        plugins.rules()
    except ProvinceDataError:
        return False
    return True


def _unreadable_rules() -> Iterator[tuple[str, object]]:
    types = {"int": int, "bool": bool, "str": str}
    for rule_id, value in settings.GOVPORTAL_RULES.items():
        definition = law.definitions().get(rule_id)
        if definition is None or type(value) is not types[definition.type]:
            yield rule_id, value


@register(Tags.security)
def trial_is_only_a_trial(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E022: the reliefs of a trial are switched on in real use."""
    if not settings.GOVPORTAL_TRIAL or settings.GOVPORTAL_PROFILE == "development":
        return []
    return [
        _error(
            "E022",
            (
                "GOVPORTAL_TRIAL chỉ dùng được với GOVPORTAL_PROFILE=development.",
                "GOVPORTAL_TRIAL is only possible with GOVPORTAL_PROFILE=development.",
            ),
            ("Bỏ biến GOVPORTAL_TRIAL.", "Unset GOVPORTAL_TRIAL."),
        )
    ]


@register(Tags.security)
def production_is_complete(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E023 to E026, W020: what a production installation must stand on."""
    if settings.GOVPORTAL_PROFILE == "development":
        return []
    checks: tuple[Callable[[], Iterator[CheckMessage]], ...] = (
        _secrets, _database, _cache, _https, _storage,
    )  # fmt: skip
    return [message for check in checks for message in check()]


def _secrets() -> Iterator[CheckMessage]:
    if settings.DEBUG or len(settings.SECRET_KEY) < SHORTEST_KEY:
        yield _error(
            "E023",
            (
                f"DEBUG đang bật hoặc SECRET_KEY ngắn hơn {SHORTEST_KEY} ký tự.",
                f"DEBUG is on, or SECRET_KEY has fewer than {SHORTEST_KEY} characters.",
            ),
            (
                "Tắt DEBUG; tạo khóa mới và đặt vào biến môi trường SECRET_KEY.",
                "Switch DEBUG off; make a new key and put it into the variable SECRET_KEY.",
            ),
        )


def _database() -> Iterator[CheckMessage]:
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        yield _error(
            "E024",
            ("Cơ sở dữ liệu không phải PostgreSQL.", "The database is not PostgreSQL."),
            ("Đặt DATABASE_URL=postgresql://…", "Set DATABASE_URL=postgresql://…"),
        )


def _cache() -> Iterator[CheckMessage]:
    if "redis" not in settings.CACHES["default"]["BACKEND"].lower():
        yield _error(
            "E025",
            (
                "Bộ nhớ đệm không phải Redis nên giới hạn đăng nhập không dùng chung giữa các "
                "tiến trình.",
                "The cache is not Redis, so limits on signing in are not shared by processes.",
            ),
            ("Đặt REDIS_URL=redis://…", "Set REDIS_URL=redis://…"),
        )


def _https() -> Iterator[CheckMessage]:
    if off := [name for name in HTTPS_SETTINGS if not getattr(settings, name)]:
        names = ", ".join(off)
        yield _error(
            "E026",
            (f"Chưa bắt buộc HTTPS: {names}.", f"HTTPS is not enforced: {names}."),
            (
                "Bỏ các dòng này khỏi tệp cấu hình: govportal đã đặt sẵn giá trị đúng.",
                "Remove these lines from the settings: govportal sets them rightly.",
            ),
        )


def _storage() -> Iterator[CheckMessage]:
    if "storages." not in settings.STORAGES["default"]["BACKEND"]:
        yield Warning(
            "Tệp tải lên nằm trên đĩa của một máy chủ. / "
            "Uploaded files are on the disk of one server.",
            hint="Đặt S3_BUCKET để dùng kho lưu trữ đối tượng. / "
            "Set S3_BUCKET to keep them in object storage.",
            id="govportal.W020",
        )


@register(Tags.security)
def content_policies_are_strict(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E027: an added source isn't an origin. E028: a policy allows unsafe scripts."""
    messages = [
        _error(
            "E027",
            (
                f"GOVPORTAL_CSP_EXTRA_SOURCES: không nhận {fault!r}.",
                f"GOVPORTAL_CSP_EXTRA_SOURCES: {fault!r} is not accepted.",
            ),
            (
                f"Chỉ thêm địa chỉ dạng https://may-chu cho: {', '.join(sorted(csp.EXTENSIBLE))}.",
                f"Add only https://host, and only to: {', '.join(sorted(csp.EXTENSIBLE))}.",
            ),
        )
        for fault in csp.faults_of_extra_sources()
    ]
    return [*messages, *_unsafe_scripts()]


def _unsafe_scripts() -> Iterator[CheckMessage]:
    policies = {"CONTENT_SECURITY_POLICY": csp.public_policy()}
    policies["GOVPORTAL_ADMIN_CONTENT_SECURITY_POLICY"] = csp.admin_policy()
    for name, directives in policies.items():
        sources = directives.get("script-src") or directives.get("default-src") or ["*"]
        if unsafe := sorted(UNSAFE_SOURCES.intersection(sources)):
            yield _error(
                "E028",
                (
                    f"{name} cho phép mã lệnh không an toàn: {', '.join(unsafe)}.",
                    f"{name} allows unsafe scripts: {', '.join(unsafe)}.",
                ),
                (
                    "Bỏ các nguồn này khỏi script-src.",
                    "Remove these sources from script-src.",
                ),
            )


@register(Tags.security)
def guards_are_in_place(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E029: a middleware of security is missing or in a wrong place. E030: a guard is missing."""
    found = [name for name in settings.MIDDLEWARE if name in REQUIRED_MIDDLEWARE]
    messages = []
    if found != list(REQUIRED_MIDDLEWARE) or settings.MIDDLEWARE[-1] != REQUIRED_MIDDLEWARE[-1]:
        messages.append(
            _error(
                "E029",
                (
                    "MIDDLEWARE thiếu thành phần bảo mật hoặc sai thứ tự.",
                    "MIDDLEWARE lacks a part of security, or the order is wrong.",
                ),
                (
                    f"Giữ đúng thứ tự: {', '.join(REQUIRED_MIDDLEWARE)}; phần tử cuối phải đứng "
                    "cuối danh sách.",
                    f"Keep this order: {', '.join(REQUIRED_MIDDLEWARE)}; the last one must stand "
                    "last of all.",
                ),
            )
        )
    return [*messages, *_missing_guards()]


def _missing_guards() -> Iterator[CheckMessage]:
    validators = [item["NAME"] for item in settings.AUTH_PASSWORD_VALIDATORS]
    expected = [item["NAME"] for item in ours.AUTH_PASSWORD_VALIDATORS]
    missing = [name for name in expected if name not in validators]
    if settings.AUTHENTICATION_BACKENDS[0] != ours.AUTHENTICATION_BACKENDS[0]:
        missing.append(f"AUTHENTICATION_BACKENDS[0]: {ours.AUTHENTICATION_BACKENDS[0]}")
    if not settings.AXES_ENABLED:
        missing.append("AXES_ENABLED")
    if missing:
        names = ", ".join(missing)
        yield _error(
            "E030",
            (f"Thiếu chốt kiểm soát đăng nhập: {names}.", f"Guards are missing: {names}."),
            (
                "Giữ giá trị mà govportal.settings đã đặt.",
                "Keep what govportal.settings sets.",
            ),
        )
