"""Items and summaries as readers see them: plain values, and words in the reader's language."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from govportal import plugins
from govportal.languages.drift import Item, State, Summary
from govportal.languages.pages import Original

FIELDS = (
    "portal", "agency", "language", "title", "kind", "state", "required", "hand_edited",
    "not_begun", "original_changed_at", "translation_changed_at", "original", "translation",
)  # fmt: skip
SUMMARY_FIELDS = ("portal", "agency", "language", "required", *State.values, "hand_edited")


def as_data(item: Item) -> dict[str, Any]:
    """Return *item* as plain values with the fields :data:`FIELDS`; times with their zone."""
    return {
        "portal": item.portal.code,
        "agency": item.portal.agency.name,
        "language": item.language,
        "title": item.original.title,
        "kind": kind_name(item.original),
        "state": item.state.value,
        "required": item.is_required,
        "hand_edited": item.is_hand_edited,
        "not_begun": item.is_copy,
        "original_changed_at": _iso(item.original.written_at),
        "translation_changed_at": _iso(item.changed_at),
        "original": item.original.pk,
        "translation": item.version.pk if item.version else None,
    }


def summary_as_data(summary: Summary) -> dict[str, Any]:
    """Return *summary* as plain values with the fields :data:`SUMMARY_FIELDS`."""
    return {
        "portal": summary.portal.code,
        "agency": summary.portal.agency.name,
        "language": summary.language,
        "required": summary.required,
        **summary.counts,
        "hand_edited": summary.hand_edited,
    }


def kind_name(original: Original) -> str:
    """Return what the admin calls this kind of page or record."""
    record_type = plugins.record_types().get(original.kind or "")
    if record_type:
        return record_type.title.in_language(get_language() or "vi")
    return str(ContentType.objects.get_for_id(original.content_type_id).name)


def language_name(code: str) -> str:
    """Return the name of the language *code* in the reader's language."""
    return str(get_language_info(code)["name_translated"])


def state_name(item: Item) -> str:
    """Return the state of *item* in words; of a copy, that its translation has not begun."""
    if item.is_copy:
        return _("copied, not translated yet")
    return str(item.state.label)


def next_step(item: Item) -> tuple[str, str]:
    """Return what to do about *item* and the address in the admin where it is done."""
    if item.version is not None:
        label = _("Update") if item.state == State.OUTDATED else _("Edit")
        return label, reverse("wagtailadmin_pages:edit", args=[item.version.pk])
    address = reverse("wagtail_localize:submit_page_translation", args=[item.original.pk])
    return _("Translate"), f"{address}?select_locale={item.language}"


def _iso(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
