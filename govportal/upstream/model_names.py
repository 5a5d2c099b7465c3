"""Names of other packages' models that our screens show and their packages leave untranslated.

A model without ``verbose_name`` is called by its class. Permissions, filters and histories show
that name; here it becomes a text that is translated. Migrations don't see it.
"""

from __future__ import annotations

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, tuple[Promise, Promise]] = {
    "wagtailcore.Locale": (_("language"), _("languages")),
    "wagtailcore.UploadedFile": (_("uploaded file"), _("uploaded files")),
    "wagtailcore.PageSubscription": (_("subscription to a page"), _("subscriptions to pages")),
    "wagtail_localize.Translation": (_("translation"), _("translations")),
    "wagtail_localize.TranslationSource": (
        _("original of translations"),
        _("originals of translations"),
    ),
}


def name_models() -> None:
    """Give each model its name, singular and plural."""
    for label, names in NAMES.items():
        options = apps.get_model(label)._meta
        options.verbose_name, options.verbose_name_plural = names
