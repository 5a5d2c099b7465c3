"""The field that names provisions of a document: words for people, anchors in the database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govportal.publishing.regulations.anchors import DECISION_PREFIX
from govportal.publishing.regulations.provisions import (
    UnclearProvisionError,
    read_provisions,
    steps_of,
)

SEPARATOR = ", "
NAMES = {
    "dieu": gettext_lazy("Article %(number)s"),
    "khoan": gettext_lazy("clause %(number)s"),
    "diem": gettext_lazy("point %(number)s"),
    "chuong": gettext_lazy("Chapter %(number)s"),
    "muc": gettext_lazy("Section %(number)s"),
    "phan": gettext_lazy("Part %(number)s"),
    "phu-luc": gettext_lazy("Annex %(number)s"),
    "mau": gettext_lazy("Form %(number)s"),
}
_ROMAN = re.compile(r"[ivxlc]+")
_ARTICLES = {"dieu", "khoan", "diem"}


def in_words(anchors: Iterable[str]) -> str:
    """Return how a person cites the provisions with these *anchors*, in the language in use."""
    return "; ".join(_words_of(anchor) for anchor in anchors)


def _words_of(anchor: str) -> str:
    steps = [_step(*step) for step in steps_of(anchor)]
    words = reduce(_within, steps) if steps else anchor
    if steps and anchor.startswith(DECISION_PREFIX):
        words = _("%(provision)s (issuing decision)") % {"provision": words}
    return words


def _within(whole: str, part: str) -> str:
    return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}


def _step(step: str, label: str) -> str:
    shown = label.replace("dd", "đ") if step in _ARTICLES else label.replace("-", " ")
    if step not in _ARTICLES and _ROMAN.fullmatch(shown):
        shown = shown.upper()
    return (str(NAMES[step]) % {"number": shown}).strip()


class ProvisionsFormField(forms.CharField):
    """Takes “clause 2 of Article 5; Article 9” or anchors; a draft keeps what is not understood."""

    is_deferred_validation = False

    def prepare_value(self, value: Any) -> Any:
        """Show what is stored as a person would write it."""
        try:
            anchors = read_provisions(value or "")
        except UnclearProvisionError:
            return value
        # The form does not read the words for an issuing decision.
        named = (it if it.startswith(DECISION_PREFIX) else in_words([it]) for it in anchors)
        return "; ".join(named)

    def to_python(self, value: Any) -> str:
        """Return the anchors of what is named.

        Raises:
            ValidationError: the words name no provisions that we understand.
        """
        text = super().to_python(value)
        try:
            return SEPARATOR.join(read_provisions(text))
        except UnclearProvisionError as error:
            if self.is_deferred_validation:
                return text
            raise ValidationError(unclear(str(error))) from error


def unclear(words: str) -> str:
    """Return what to tell of *words* that name no provision."""
    message = _(
        "“%(words)s” is not understood. Name each provision with its article, such as “clause 2 "
        "of Article 5; Article 9”."
    )
    return message % {"words": words}


class ProvisionsField(models.CharField):
    """Anchors of provisions, divided by commas; empty for the whole document."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": ProvisionsFormField, **kwargs})
