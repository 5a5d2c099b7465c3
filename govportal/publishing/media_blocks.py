"""Pictures, sound, film, graphics and tables in the body of a page (INFO-36).

What WCAG 2.2 AA asks of each is a required field: a draft may lack it, a published page may not.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from govportal.publishing.prose import ProseBlock
from govportal.security.file_contents import AUDIO, VIDEO

DESCRIPTION = ["bold", "italic", "ol", "ul"]


class FileOfTypeBlock(DocumentChooserBlock):
    """A file of one of certain types, chosen among those of the portal."""

    extensions: ClassVar[frozenset[str]] = frozenset()

    def clean(self, value: Any) -> Any:
        """Refuse a file of another type, unless a draft is being kept."""
        file = super().clean(value)
        extension = file.file_extension.lower() if file else ""
        if file and not self.is_deferred_validation and extension not in self.extensions:
            raise ValidationError(
                gettext("“%(file)s” is not of the right type. Choose a file of the type %(types)s.")
                % {"file": file.title, "types": ", ".join(sorted(self.extensions))}
            )
        return file

    def deconstruct(self) -> Any:
        """Stand in migrations as the chooser it is: which files fit is not the database's."""
        return "wagtail.documents.blocks.DocumentChooserBlock", [], self._constructor_args[1]


class AudioFileBlock(FileOfTypeBlock):
    """A sound file."""

    extensions = AUDIO


class VideoFileBlock(FileOfTypeBlock):
    """A film."""

    extensions = VIDEO


class CaptionsFileBlock(FileOfTypeBlock):
    """The captions of a film in the format WebVTT."""

    extensions = frozenset({"vtt"})


def _picture() -> ImageBlock:
    block = ImageBlock(label=_("Image"))
    block.child_blocks["image"].label = _("Image")  # Wagtail makes one of the name, in English
    return block


class FigureBlock(blocks.StructBlock):
    """A picture with its caption and its author."""

    image = _picture()
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    author = blocks.CharBlock(label=_("Photographer"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("Image with caption")
        template = "govportal/blocks/figure.html"


class GalleryBlock(blocks.StructBlock):
    """Pictures that belong together."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    pictures = blocks.ListBlock(FigureBlock(), label=_("Pictures"), default=[], min_num=1)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "govportal/blocks/gallery.html"


class InfographicBlock(blocks.StructBlock):
    """A drawing that says what words say as well."""

    image = _picture()
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    description = ProseBlock(
        label=_("Everything the drawing says, in words"), features=DESCRIPTION,
        help_text=_("Required: readers who do not see the drawing read this (WCAG 1.1.1)."),
    )  # fmt: skip

    class Meta:
        icon = "view"
        label = _("Infographic")
        template = "govportal/blocks/infographic.html"


class AudioBlock(blocks.StructBlock):
    """A recording with what is said in it."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    file = AudioFileBlock(label=_("Sound file"))
    transcript = ProseBlock(
        label=_("Transcript"), features=DESCRIPTION,
        help_text=_("Required: what is heard, in words (WCAG 1.2.1)."),
    )  # fmt: skip

    class Meta:
        icon = "media"
        label = _("Sound")
        template = "govportal/blocks/audio.html"


class VideoBlock(blocks.StructBlock):
    """A film with captions and what is seen and said in it."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    file = VideoFileBlock(label=_("Film"))
    captions = CaptionsFileBlock(
        label=_("Captions"), help_text=_("Required: a WebVTT file of captions (WCAG 1.2.2)."),
    )  # fmt: skip
    transcript = ProseBlock(
        label=_("Transcript"), features=DESCRIPTION,
        help_text=_("Required: what is seen and said, in words (WCAG 1.2.3)."),
    )  # fmt: skip
    poster = ImageChooserBlock(label=_("Picture before the film starts"), required=False)

    class Meta:
        icon = "media"
        label = _("Film")
        template = "govportal/blocks/video.html"


class TableBlock(TypedTableBlock):
    """A table with a caption, a heading for each column and, where wanted, for each row."""

    row_heading = blocks.CharBlock(label=_("Row heading"), required=False, max_length=300)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)
    number = blocks.DecimalBlock(label=_("Number"), required=False)

    def clean(self, table: Any) -> Any:
        """Refuse a table that names not what it shows, unless a draft is being kept."""
        cleaned = super().clean(table)
        if not self.is_deferred_validation:
            _refuse_unnamed(cleaned)
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        template = "govportal/blocks/table.html"


def _refuse_unnamed(table: Any) -> None:
    problems = []
    if not table.columns or not table.row_data:
        problems.append(gettext("The table is empty. Fill it in or remove it."))
    if not (table.caption or "").strip():
        problems.append(gettext("Give the table a caption that says what it shows."))
    if not all(column["heading"].strip() for column in table.columns):
        problems.append(gettext("Give every column of the table a heading."))
    if problems:
        raise TypedTableBlockValidationError(non_block_errors=problems)
