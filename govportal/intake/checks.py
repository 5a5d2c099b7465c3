"""System check of the lists of revoked certificates."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from govportal.intake import revocation


@register(Tags.security)
def revocation_lists_are_of_use(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W022: a file in the folder of lists of revoked certificates is broken or out of date."""
    return [_warning(path.name, is_outdated) for path, is_outdated in revocation.problems()]


def _warning(name: str, is_outdated: bool) -> Warning:
    fault = (
        f"{name}: danh sách chứng thư số bị thu hồi đã quá hạn. / "
        f"{name}: the list of revoked certificates is out of date."
    )
    if not is_outdated:
        fault = (
            f"{name}: không phải danh sách chứng thư số bị thu hồi. / "
            f"{name}: this is not a list of revoked certificates."
        )
    return Warning(
        fault,
        hint="Thay bằng danh sách mới của tổ chức chứng thực trong GOVPORTAL_SIGNATURE_CRLS. / "
        "Put the authority's new list into the folder GOVPORTAL_SIGNATURE_CRLS.",
        id="govportal.W022",
    )
