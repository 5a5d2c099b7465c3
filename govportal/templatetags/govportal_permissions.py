"""What the form of groups calls a permission, whose name the database keeps in English."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import Permission
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

SENTENCES = {
    "add": _("Can add %(object)s"),
    "bulk_delete": _("Can delete %(object)s with all below"),
    "change": _("Can change %(object)s"),
    "choose": _("Can choose %(object)s"),
    "delete": _("Can delete %(object)s"),
    "lock": _("Can lock %(object)s"),
    "publish": _("Can publish %(object)s"),
    "unlock": _("Can unlock %(object)s"),
    "view": _("Can view %(object)s"),
}


@register.filter
def in_words(permission: Permission) -> str:
    """Return a permission as a sentence in the reader's language."""
    kind = permission.content_type
    sentence = SENTENCES.get(permission.codename.removesuffix(f"_{kind.model}"))
    return sentence % {"object": kind.name} if sentence else gettext(permission.name)
