"""Reads what staff upload before it is kept: how large it is, and whether it is what it claims.

Every way of Wagtail's admin to an image or a document goes through the two forms below: adding
one, adding many, the chooser's window and replacing a file. Which extensions are allowed are
Wagtail's settings ``WAGTAILIMAGES_EXTENSIONS`` and ``WAGTAILDOCS_EXTENSIONS``; how large a file
may be are rules.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.forms import Field, FileField
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from govportal import law
from govportal.folding import normalise
from govportal.security import file_contents

MEGABYTE = 1024 * 1024
FORM_FIELDS = MEGABYTE
"""What a form may send beside its file, in bytes, before the whole of it is too large."""

IMAGE_LIMIT = "uploads.image_size"
DOCUMENT_LIMIT = "uploads.document_size"
MEDIA_LIMIT = "uploads.media_size"


class RefusedUpload(UploadedFile):
    """What is left of a file that was too large to be received: its name and size."""


class LimitedUploadHandler(FileUploadHandler):
    """Keeps nothing of a request that is larger than any file may be."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Look at the length that the browser announces, before anything is read."""
        self.is_too_large = content_length > largest_limit() + FORM_FIELDS

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Let no other handler keep a file that is refused."""
        super().new_file(*args, **kwargs)
        if self.is_too_large:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None if self.is_too_large else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.is_too_large:
            return None
        return RefusedUpload(BytesIO(), self.file_name, self.content_type, file_size)


def limit_of(rule: str) -> int:
    """Return the size that *rule* allows, in bytes."""
    return law.number(rule) * MEGABYTE


def limit_text(limit: int) -> str:
    """Return *limit* as it is told to people: “50 MB”, not “50.0 MB”."""
    return re.sub(r"[.,]0(?=\D)", "", filesizeformat(limit))


def largest_limit() -> int:
    """Return the size of the largest file that may be uploaded anywhere, in bytes."""
    return max(limit_of(rule) for rule in (IMAGE_LIMIT, DOCUMENT_LIMIT, MEDIA_LIMIT))


def document_limit(extension: str) -> int:
    """Return how large a document with *extension* may be, in bytes: sound and film may more."""
    is_media = extension in file_contents.AUDIO | file_contents.VIDEO
    return limit_of(MEDIA_LIMIT if is_media else DOCUMENT_LIMIT)


def refuse_unfit(file: File, allowed: list[str], limit: int, in_any_encoding: bool = False) -> None:
    """Refuse a file that is too large, of a type not allowed, or not what its name says.

    The size comes first: nothing of a file that is too large is read. Text must be in Unicode,
    unless *in_any_encoding* says that it will be converted.

    Raises:
        ValidationError: naming the file, what is wrong with it and what to do.
    """
    if isinstance(file, RefusedUpload) or file.size > limit:
        raise _refusal(file, *_too_large(file, limit))
    extension = extension_of(file.name)
    if extension not in allowed:
        raise _refusal(file, *_type_not_allowed(extension, allowed))
    fault = file_contents.fault_of(file, extension, in_any_encoding)
    file.seek(0)
    if fault:
        raise _refusal(file, *fault)


def extension_of(name: str) -> str:
    """Return the extension of *name* in small letters, without its dot."""
    return PurePath(name).suffix.lower().removeprefix(".")


def _too_large(file: File, limit: int) -> tuple[str, str]:
    sizes = {"size": filesizeformat(file.size), "limit": limit_text(limit)}
    return (
        _("the file has %(size)s, and at most %(limit)s are allowed.") % sizes,
        _("Make it smaller or split it, and upload it again."),
    )


def _type_not_allowed(extension: str, allowed: list[str]) -> tuple[str, str]:
    return (
        _("files of the type “%(extension)s” are not allowed here.") % {"extension": extension},
        _("Save it as one of these: %(allowed)s.") % {"allowed": ", ".join(allowed)},
    )


def _refusal(file: File, problem: str, remedy: str) -> ValidationError:
    # Wagtail's uploader of many files puts the message into the page as markup.
    name = file.name.translate({ord(sign): "" for sign in "<>&"})
    return ValidationError(f"“{name}”: {problem} {remedy}", code="unfit_file")


def compose_name(data: Any) -> None:
    """Write the name of an upload in composed letters: storages drop marks that stand alone."""
    if getattr(data, "name", None):
        data.name = normalise(data.name)


class CheckedImageField(WagtailImageField):
    """Takes an image whose content is what its extension says."""

    def to_python(self, data: Any) -> Any:
        compose_name(data)
        file = FileField.to_python(self, data)
        if file is not None:
            refuse_unfit(file, list(settings.WAGTAILIMAGES_EXTENSIONS), self.max_upload_size)
        return super().to_python(data)


class CheckedDocumentField(WagtailDocumentField):
    """Takes a document whose content is what its extension says."""

    def to_python(self, data: Any) -> Any:
        compose_name(data)
        file = FileField.to_python(self, data)
        if file is not None:
            limit = document_limit(extension_of(file.name))
            refuse_unfit(file, list(settings.WAGTAILDOCS_EXTENSIONS), limit)
        return super().to_python(data)


class ComposedTitleMixin:
    """Keeps the title, which Wagtail takes from the file's name, in composed letters."""

    cleaned_data: dict[str, Any]

    def clean_title(self) -> str:
        """Return the title as Vietnamese is stored: NFC (INFO-37)."""
        return normalise(self.cleaned_data["title"])


class ImageForm(ComposedTitleMixin, BaseImageForm):
    """Wagtail's form of an image, with the file's content checked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace_file_field(self.fields, CheckedImageField, limit_of(IMAGE_LIMIT))


class DocumentForm(ComposedTitleMixin, BaseDocumentForm):
    """Wagtail's form of a document, with the file's content checked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace_file_field(self.fields, CheckedDocumentField, largest_limit())


def _replace_file_field(fields: dict[str, Field], field_class: type[Field], limit: int) -> None:
    # Wagtail names the class of this field itself; the limit may have changed since it started.
    was = fields.get("file")
    if was is None:
        return
    field = field_class(label=was.label, required=was.required, widget=was.widget)
    field.max_upload_size, field.max_upload_size_text = limit, limit_text(limit)
    field.help_text = _("Maximum filesize: %(size)s.") % {"size": field.max_upload_size_text}
    field.error_messages["file_too_large_unknown_size"] = _(
        "The file is larger than %(size)s. Make it smaller or split it, and upload it again."
    ) % {"size": field.max_upload_size_text}
    fields["file"] = field
