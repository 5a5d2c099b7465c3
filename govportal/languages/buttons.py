"""The way to translate a page from a list of pages, without asking the database for each row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import ListingButton
from wagtail.models import Page

HOOK = "register_page_listing_more_buttons"


def translate_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    """Yield the way to translate *page* into a language that it lacks.

    The list has asked for all its rows at once which lack one. To synchronise a translation stays
    in the menu of the page itself.
    """
    lacks_one = getattr(page, "_has_untranslated_locale", False)
    if lacks_one and user.has_perm("wagtail_localize.submit_translation"):
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        yield ListingButton(
            _("Translate this page"), address, priority=60, icon_name="wagtail-localize-language"
        )


def replace_theirs() -> None:
    """Put ours in the place of wagtail-localize's, which asks twice for each row.

    Its hooks are registered by this: call it when all of ours are, which must come first.
    """
    from wagtail_localize import wagtail_hooks as theirs  # noqa: PLC0415

    registered = hooks._hooks.get(HOOK, [])
    registered[:] = [pair for pair in registered if pair[0] is not theirs.page_listing_more_buttons]
    hooks.register(HOOK, translate_button)
