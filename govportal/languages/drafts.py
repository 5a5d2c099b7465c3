"""Keeps translations drafts until they are approved, whichever way they come to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_save
from wagtail.models import Locale, Page
from wagtail_localize.operations import TranslationCreator

from govportal.portals.tree import is_original
from govportal.publishing.models import PortalPage

CONVERSION = frozenset({"alias_of_id"})
"""What Wagtail and wagtail-localize save when a placeholder becomes a page of its own."""
UNPUBLISHED: dict[str, Any] = {
    "live": False,
    "has_unpublished_changes": True,
    "first_published_at": None,
    "last_published_at": None,
}


def connect() -> None:
    """Watch placeholders from now on."""
    pre_save.connect(_hide_converted, dispatch_uid="govportal-languages-converted")


def _hide_converted(
    instance: Any, update_fields: Collection[str] | None = None, **_signal: Any
) -> None:
    """Make a draft of a placeholder that becomes a page: it holds the original's text still."""
    if not isinstance(instance, PortalPage) or update_fields != CONVERSION:
        return
    placeholder = Page.objects.filter(pk=instance.pk).exclude(alias_of=None)
    if instance.alias_of_id is None and placeholder.exclude(alias_of__locale=instance.locale_id):
        placeholder.update(**UNPUBLISHED)
        for name, value in UNPUBLISHED.items():
            setattr(instance, name, value)


@transaction.atomic
def translate_below(page_id: int, locales: Iterable[Locale], components: Any, user: Any) -> None:
    """Start the translation of what is below a page, leaving alone what is translated already.

    wagtail-localize alone would write the original's text over versions that are public.
    """
    page = Page.objects.get(pk=page_id)
    for locale in locales:
        translated = Page.objects.filter(is_original(), locale=locale).values("translation_key")
        below = page.get_descendants().filter(is_original())
        creator = TranslationCreator(user, [locale])
        for original in below.exclude(translation_key__in=translated).order_by("path"):
            creator.create_translations(original)
        if components is not None:
            components.save(creator, sources_and_translations=creator.mappings)
