"""What the body of an article may hold, and the structure of a legal text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from govportal.publishing.media_blocks import (
    AudioBlock,
    FigureBlock,
    GalleryBlock,
    InfographicBlock,
    TableBlock,
    VideoBlock,
)

RICH_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class QuoteBlock(blocks.StructBlock):
    """A quotation and who said it."""

    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(label=_("Speaker or source"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "govportal/blocks/quote.html"


class BodyBlocks(blocks.StreamBlock):
    """The body of an article or of a section's introduction."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", max_length=200,
        template="govportal/blocks/heading.html",
    )  # fmt: skip
    paragraph = blocks.RichTextBlock(label=_("Paragraph"), features=RICH_TEXT)
    figure = FigureBlock()
    quote = QuoteBlock()
    document = DocumentChooserBlock(
        label=_("Attached file"), template="govportal/blocks/document.html"
    )
    gallery = GalleryBlock()
    infographic = InfographicBlock()
    audio = AudioBlock()
    video = VideoBlock()
    table = TableBlock()


class PointBlock(blocks.StructBlock):
    """A lettered point of a clause."""

    label = blocks.CharBlock(label=_("Point"), max_length=5)
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "list-ul"
        label = _("Point")


class ClauseBlock(blocks.StructBlock):
    """A numbered clause of an article; without a number, its opening paragraph."""

    number = blocks.CharBlock(label=_("Clause"), max_length=5, required=False)
    text = blocks.TextBlock(label=_("Text"), required=False)
    points = blocks.ListBlock(PointBlock(), label=_("Points"), default=[], collapsed=True)

    class Meta:
        icon = "list-ol"
        label = _("Clause")


class DivisionBlock(blocks.StructBlock):
    """The heading of a part, a chapter or a section."""

    kind = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("part", _("Part")), ("chapter", _("Chapter")), ("section", _("Section"))],
        default="chapter",
    )
    number = blocks.CharBlock(label=_("Number"), max_length=10)
    title = blocks.CharBlock(label=_("Title"), max_length=500, required=False)

    class Meta:
        icon = "title"
        label = _("Part, chapter or section")
        template = "govportal/blocks/division.html"


class NumberBlock(blocks.IntegerBlock):
    """A whole number that is one as soon as the form is read.

    Wagtail compares what was sent with what is stored before it makes a number of it: a reader
    who approves a page would be taken for one who has changed it.
    """

    def value_from_form(self, value: Any) -> Any:
        """Return what was typed as a number where it is one."""
        is_number = isinstance(value, str) and value.strip().isdecimal()
        return int(value) if is_number else super().value_from_form(value)


class ArticleBlock(blocks.StructBlock):
    """An article with its clauses and points."""

    number = NumberBlock(label=_("Article"), min_value=1)
    title = blocks.CharBlock(label=_("Title of the article"), max_length=1000, required=False)
    clauses = blocks.ListBlock(ClauseBlock(), label=_("Clauses"), default=[], collapsed=True)

    class Meta:
        icon = "doc-full"
        label = _("Article")
        template = "govportal/blocks/article.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        prefix = (parent_context or {}).get("anchor_prefix", "")
        context["anchor"] = f"{prefix}dieu-{value['number']}"
        return context


class LawBlocks(blocks.StreamBlock):
    """The body of a legal text, article by article."""

    division = DivisionBlock()
    article = ArticleBlock()
    paragraph = blocks.TextBlock(label=_("Unnumbered paragraph"), icon="pilcrow")


class AnnexBlock(blocks.StructBlock):
    """An annex or a form that a legal text attaches."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=[("annex", _("Annex")), ("form", _("Form"))], default="annex"
    )
    title = blocks.CharBlock(label=_("Title"), max_length=500)
    text = blocks.TextBlock(label=_("Text"), required=False)

    class Meta:
        icon = "doc-empty"
        label = _("Annex or form")
        template = "govportal/blocks/annex.html"
