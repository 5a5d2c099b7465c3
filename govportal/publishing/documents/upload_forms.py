"""The form in which files of legal documents are handed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govportal import law
from govportal.publishing.documents.handing_in import AT_ONCE
from govportal.publishing.documents.handling import IMPORTABLE
from govportal.security.uploads import (
    DOCUMENT_LIMIT,
    RefusedUpload,
    largest_limit,
    limit_of,
    limit_text,
)


class ManyFilesInput(forms.FileInput):
    """Lets a person choose many files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Takes one file or many. Each is judged by itself later, so that one spoils no other."""

    widget = ManyFilesInput(attrs={"accept": ",".join(f".{kind}" for kind in IMPORTABLE)})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files.

        Raises:
            ValidationError: there are none, too many, or together they are too large.
        """
        files = list(data or ())
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if any(isinstance(file, RefusedUpload) for file in files):
            limit = limit_text(largest_limit())
            message = _("Together the files are larger than %(limit)s. Upload fewer at once.")
            raise ValidationError(message % {"limit": limit}, code="too_large")
        most = law.number(AT_ONCE)
        if len(files) > most:
            message = _("These are more than %(most)d files. Upload fewer at once.")
            raise ValidationError(message % {"most": most}, code="too_many")
        return files


class UploadForm(forms.Form):
    """Asks for the files."""

    files = ManyFilesField(label=gettext_lazy("Files"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].error_messages["required"] = _("Choose at least one file.")
        self.fields["files"].help_text = _(
            "Files of the types %(kinds)s; up to %(count)d at once, each up to %(size)s. Each "
            "file becomes a draft of yours, to be checked and submitted."
        ) % {
            "kinds": ", ".join(IMPORTABLE),
            "count": law.number(AT_ONCE),
            "size": limit_text(limit_of(DOCUMENT_LIMIT)),
        }
