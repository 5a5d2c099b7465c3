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
from govportal.publishing.outline import article_anchor

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
    """The heading of a part, a chapter, a section or a subsection."""

    kind = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[
            ("part", _("Part")),
            ("chapter", _("Chapter")),
            ("section", _("Section")),
            ("subsection", _("Subsection")),
        ],
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


class LaterFieldsBlock(blocks.StructBlock):
    """A block that got fields after texts were stored with it; empty, they are not stored.

    Wagtail compares what is stored with what the form sends: a reader who approves an older
    text would be taken for one who has changed it.
    """

    later_fields: tuple[str, ...] = ()

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored of *value*."""
        found = super().get_prep_value(value)
        return {k: v for k, v in found.items() if v or k not in self.later_fields}


class ArticleValue(blocks.StructValue):
    """An article as it stands in a stream."""

    @property
    def label(self) -> str:
        """The number with the letter of an inserted article: ``5``, ``5a``."""
        return f"{self['number']}{self.get('suffix') or ''}"


class ArticleBlock(LaterFieldsBlock):
    """An article with its clauses and points."""

    later_fields = ("suffix",)

    number = NumberBlock(label=_("Article"), min_value=1)
    suffix = blocks.RegexBlock(
        label=_("Letter of an inserted article"),
        regex=r"^[a-zđ]{0,2}$", required=False, default="",
        help_text=_("“a” in Article 5a, which stands after Article 5."),
        error_messages={"invalid": _("Enter a small letter, such as a or b.")},
    )  # fmt: skip
    title = blocks.CharBlock(label=_("Title of the article"), max_length=1000, required=False)
    clauses = blocks.ListBlock(ClauseBlock(), label=_("Clauses"), default=[], collapsed=True)

    class Meta:
        icon = "doc-full"
        label = _("Article")
        value_class = ArticleValue
        template = "govportal/blocks/article.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        prefix = (parent_context or {}).get("anchor_prefix", "")
        context["anchor"] = prefix + article_anchor(value)
        return context


class LawBlocks(blocks.StreamBlock):
    """The body of a legal text, article by article."""

    division = DivisionBlock()
    article = ArticleBlock()
    paragraph = blocks.TextBlock(label=_("Unnumbered paragraph"), icon="pilcrow")


class AnnexValue(blocks.StructValue):
    """An annex as it stands in a stream."""

    @property
    def heading(self) -> str:
        """The label and the title in one line, neither of them twice."""
        parts = dict.fromkeys(filter(None, (self.get("label"), self["title"])))
        return ". ".join(parts)


class AnnexBlock(LaterFieldsBlock):
    """An annex or a form that a legal text attaches."""

    later_fields = ("label",)

    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=[("annex", _("Annex")), ("form", _("Form"))], default="annex"
    )
    label = blocks.CharBlock(
        label=_("Label"), max_length=100, required=False, default="",
        help_text=_("The words by which it is quoted."),
    )  # fmt: skip
    title = blocks.CharBlock(label=_("Title"), max_length=500)
    text = blocks.TextBlock(label=_("Text"), required=False)

    class Meta:
        icon = "doc-empty"
        value_class = AnnexValue
        label = _("Annex or form")
        template = "govportal/blocks/annex.html"
