"""What the compiled scripts of other packages write in English, in the reader's language."""

from __future__ import annotations

import json

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Promise] = {
    "Edit": _("Edit"),
    "Remove": _("Remove"),
    "Save Selected": _("Save selected"),
    "More actions": _("More actions"),
    "{} to {} translation": _("Translation from {} to {}"),
}
"""Beside an object in rich text, in the calendar, and in the editor of translations."""


def script() -> SafeString:
    """Return the script that puts our words in their place; in English there is nothing to do."""
    if get_language() == "en":
        return SafeString()
    words = json.dumps({english: str(text) for english, text in TEXTS.items()})
    address = static("govportal/admin/leftover-texts.js")
    return format_html('<script src="{}" data-words="{}"></script>', address, words)
