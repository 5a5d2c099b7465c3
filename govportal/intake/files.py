"""Files that come in: checked by their content, kept where nobody outside may fetch them."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.db import models
from django.http import FileResponse
from django.utils.translation import gettext_lazy

from govportal.publishing.documents.batches import private_storage


def place_of(file: PrivateFile, name: str) -> str:
    """Return where a file is stored: its name tells nothing and cannot be guessed."""
    return f"intake/{uuid4().hex}{PurePath(name).suffix.lower()}"


class PrivateFile(models.Model):
    """A file that came in, as it came: its name, size and checksum."""

    upload = models.FileField(storage=private_storage, upload_to=place_of, max_length=200)
    name = models.CharField(gettext_lazy("file"), max_length=255)
    size = models.PositiveBigIntegerField(gettext_lazy("size"))
    checksum = models.CharField(gettext_lazy("checksum (SHA-256)"), max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Whether it can become an image of the portal."""
        return PurePath(self.name).suffix.lower()[1:] in settings.WAGTAILIMAGES_EXTENSIONS


def keep(model: type[PrivateFile], file: File, **owner: Any) -> PrivateFile:
    """Store *file* as a *model* of *owner*."""
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return model.objects.create(
        upload=file, name=PurePath(file.name).name[-255:], size=file.size,
        checksum=digest.hexdigest(), **owner,
    )  # fmt: skip


def as_download(stored: PrivateFile) -> FileResponse:
    """Answer with a file to be saved, never shown: it came from outside."""
    response = FileResponse(
        stored.upload.open("rb"), as_attachment=True, filename=stored.name,
        content_type="application/octet-stream",
    )  # fmt: skip
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
