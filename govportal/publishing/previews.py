"""How an editor sees a page before it is public: on a telephone, and in its other languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PreviewableMixin

NARROWEST = 360
"""The narrowest telephone that pages are made for, in pixels."""
SIZES = [
    size | ({"device_width": NARROWEST} if size["name"] == "mobile" else {})
    for size in PreviewableMixin.DEFAULT_PREVIEW_SIZES
]


def modes(page: Any) -> list[tuple[str, Any]]:
    """Return the page itself and each of its versions in another language."""
    return [("", _("This page")), *((code, _name(code)) for code in _versions(page))]


def version_in(page: Any, language: str) -> Page | None:
    """Return the newest draft of *page* in another *language*, None where there is none."""
    pk = _versions(page).get(language)
    if pk is None:
        return None
    version: Page = Page.objects.get(pk=pk).specific.get_latest_revision_as_object()
    return version


def know_versions(page: Any, versions: Iterable[Page]) -> None:
    """Let *page* know its *versions* in all other languages, which were read with their locale."""
    known = {own.locale.language_code: own.pk for own in versions if own.alias_of_id is None}
    page._versions_to_preview = dict(sorted(known.items()))


def _versions(page: Any) -> dict[str, int]:
    """Return the ids of the versions of *page* by language, asked for once an object."""
    if not hasattr(page, "_versions_to_preview"):
        rows = Page.objects.none()
        if page.pk:
            rows = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
        rows = rows.exclude(locale=page.locale_id).order_by("locale__language_code")
        page._versions_to_preview = dict(rows.values_list("locale__language_code", "pk"))
    return page._versions_to_preview  # type: ignore[no-any-return]


def _name(code: str) -> str:
    return str(get_language_info(code)["name_translated"])
