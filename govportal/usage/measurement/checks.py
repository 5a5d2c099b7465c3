"""System checks of what is configured for the measuring platform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from govportal.security import measuring_tag
from govportal.usage.measurement import exporters, gathering


@register(Tags.security)
def measurement_is_configured(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E031: the settings of the measuring platform can't be used. W021: its tag is on all pages."""
    messages = [
        Error(
            f"Không dùng được {name}. / {name} can't be used.",
            hint="URL và TAG là địa chỉ https, TAG có {id}; FIELDS chỉ nêu các giá trị có sẵn. / "
            "URL and TAG are https addresses, TAG with {id}; FIELDS names values out of: "
            f"{', '.join(gathering.VALUES)}.",
            id="govportal.E031",
        )
        for name in faults()
    ]
    return [*messages, *_measuring_tag()]


def faults() -> Iterator[str]:
    """Yield the settings of the measuring platform that can't be used."""
    url = settings.GOVPORTAL_MEASUREMENT_URL
    if url and not exporters.is_safe(url):
        yield "GOVPORTAL_MEASUREMENT_URL"
    if measuring_tag.is_faulty():
        yield "GOVPORTAL_MEASUREMENT_TAG"
    if gathering.unknown_values(settings.GOVPORTAL_MEASUREMENT_FIELDS.values()):
        yield "GOVPORTAL_MEASUREMENT_FIELDS"


def _measuring_tag() -> Iterator[CheckMessage]:
    if host := measuring_tag.origin():
        yield Warning(
            f"Trang công khai tải mã đo lường từ {host}: trình duyệt của người đọc gửi yêu cầu tới "
            f"đó. / Public pages load the measuring tag of {host}: browsers ask that host.",
            hint="Chỉ giữ GOVPORTAL_MEASUREMENT_TAG khi hợp đồng hoặc văn bản yêu cầu. / "
            "Keep GOVPORTAL_MEASUREMENT_TAG only where a contract or document demands it.",
            id="govportal.W021",
        )
