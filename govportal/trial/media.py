"""The pictures and files of the samples: made in code, kept in the portal's own collection."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import Workbook
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from govportal.facts import Text
from govportal.portals.models import Portal
from govportal.trial import marks, pictures, sample_data
from govportal.trial.sample_data import SampleFile

MARK = Text(vi="[Mẫu]", en="[Sample]")
SECTION = "media"
"""What the marks of pictures and files say in place of a category."""
PICTURES = {
    "portrait": Text(vi="Hình bóng một người", en="Silhouette of a person"),
    "map": Text(vi="Hình vẽ bản đồ ba vùng", en="Drawing of a map with three areas"),
    "landscape": Text(vi="Hình vẽ ngôi nhà bên sông", en="Drawing of a house by a river"),
}


def marked_title(title: str, language: str) -> str:
    """Return *title* with the mark that tells readers it is a sample."""
    return f"{MARK.in_language(language)} {title}"


class Media:
    """The pictures and files of one portal, each made when it is first asked for."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._made: dict[tuple[str, str], Any] = {}

    def picture(self, name: str) -> Any:
        """Return the drawing *name* as an image of the portal."""
        if (name, "") not in self._made:
            shown = PICTURES[name].vi
            self._made[name, ""] = self._keep(
                get_image_model(), marked_title(shown, "vi"), pictures.drawing(name),
                description=shown,
            )  # fmt: skip
        return self._made[name, ""]

    def file(self, key: str, language: str) -> Any:
        """Return the file *key* in *language* as a document of the portal."""
        if (key, language) not in self._made:
            file = sample_data.files()[key]
            title = marked_title(file.title.in_language(language), language)
            name = file.name if language == "vi" else f"{language}-{file.name}"
            content = ContentFile(content_of(file, language), name)
            self._made[key, language] = self._keep(get_document_model(), title, content)
        return self._made[key, language]

    def _keep(self, model: Any, title: str, file: ContentFile, **facts: Any) -> Any:
        made = model.objects.create(
            title=title, file=file, collection=self._portal.collection, **facts
        )
        marks.mark(made, (self._portal.code, SECTION))
        return made


def content_of(file: SampleFile, language: str) -> bytes:
    """Return what *file* holds in *language*."""
    if file.text is not None:
        return file.text.in_language(language).encode()
    rows = list(rows_of(file, language))
    return _workbook(rows) if file.name.endswith(".xlsx") else _csv(rows)


def rows_of(file: SampleFile, language: str) -> Iterator[list[str | int]]:
    """Yield the rows of *file* in *language*, that of headings first."""
    for row in file.rows:
        yield [cell.in_language(language) if isinstance(cell, Text) else cell for cell in row]


def _csv(rows: list[list[str | int]]) -> bytes:
    stream = StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _workbook(rows: list[list[str | int]]) -> bytes:
    workbook, stream = Workbook(), BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(stream)
    return stream.getvalue()
