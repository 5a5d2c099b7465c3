"""The field in which files are sent in: each is checked by its content before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from govportal import law
from govportal.publishing.documents.upload_forms import ManyFilesInput
from govportal.security.uploads import (
    IMAGE_LIMIT,
    compose_name,
    document_limit,
    extension_of,
    limit_of,
    limit_text,
    refuse_unfit,
)

AT_ONCE = "intake.files_at_once"
PUBLIC_KINDS = ("docx", "jpeg", "jpg", "odt", "pdf", "png", "webp")
"""What the public may send: texts and photographs."""


def staff_kinds() -> tuple[str, ...]:
    """Return what staff may send: whatever may be kept as an image or a document."""
    return tuple(sorted({*settings.WAGTAILIMAGES_EXTENSIONS, *settings.WAGTAILDOCS_EXTENSIONS}))


class IncomingFilesField(forms.FileField):
    """Takes no file or some, each of an allowed type, fit in size and what it claims to be."""

    def __init__(self, *, kinds: Sequence[str] = (), **kwargs: Any) -> None:
        self._kinds = tuple(kinds)
        accept = {"accept": ",".join(f".{kind}" for kind in self.kinds), "class": "in1"}
        super().__init__(required=False, widget=ManyFilesInput(attrs=accept), **kwargs)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The extensions that are taken."""
        return self._kinds or staff_kinds()

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files.

        Raises:
            ValidationError: naming each file that can't be taken, and what to do.
        """
        files = list(data or ())
        most = law.number(AT_ONCE)
        if len(files) > most:
            message = _("These are more than %(most)d files. Send fewer at once.")
            raise ValidationError(message % {"most": most})
        limit = document_limit("pdf")
        if self._kinds and sum(file.size for file in files) > limit:
            message = _("Together the files are larger than %(limit)s. Upload fewer at once.")
            raise ValidationError(message % {"limit": limit_text(limit)})
        problems = [problem for file in files for problem in refusals(file, self.kinds)]
        if problems:
            raise ValidationError(problems)
        return files

    def describe(self) -> str:
        """Return what the field says of itself to those who fill it in."""
        return _("At most %(count)d files of the types %(kinds)s, documents up to %(size)s.") % {
            "count": law.number(AT_ONCE),
            "kinds": ", ".join(self.kinds),
            "size": limit_text(document_limit("pdf")),
        }


def refusals(file: Any, kinds: Sequence[str]) -> list[ValidationError]:
    """Return what speaks against taking *file*, which must be of one of *kinds*."""
    compose_name(file)
    extension = extension_of(file.name)
    is_image = extension in settings.WAGTAILIMAGES_EXTENSIONS
    limit = limit_of(IMAGE_LIMIT) if is_image else document_limit(extension)
    try:
        refuse_unfit(file, list(kinds), limit)
    except ValidationError as error:
        return [error]
    return []
