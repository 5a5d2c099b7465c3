"""Write a legal document as a Word file that reads back as the same structure."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from govportal.publishing.regulations import ParsedRegulation

from .printed import Beside, Printed, printed

_FONT, _SIZE = "Times New Roman", Pt(14)
_PAGE = (Cm(21), Cm(29.7))
_MARGINS = {"top": Cm(2), "bottom": Cm(2), "left": Cm(3), "right": Cm(2)}
_INDENT, _SPACING = Cm(1), Pt(6)
"""Decree 30/2020/NĐ-CP, annex I, part I: type face and size, A4, margins, indent, spacing."""
_DEEPEST = 9
_CENTRED = {"heading", "kind", "abstract", "centred"}
_BOLD = {"kind", "abstract"}


def as_docx(parsed: ParsedRegulation) -> bytes:
    """The document as a Word file, with real headings and in the order of Decree 30/2020."""
    document = docx.Document()
    _set_page(document)
    _set_styles(document)
    document.core_properties.title = " ".join(filter(None, (parsed.citation, parsed.abstract)))[
        :255
    ]
    document.core_properties.language = "vi-VN"
    document.core_properties.author = parsed.issuer or ""
    for part in printed(parsed):
        if isinstance(part, Printed):
            _add_paragraph(document, part)
        else:
            _add_columns(document, part)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE
    for side, width in _MARGINS.items():
        setattr(section, f"{side}_margin", width)


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = _SPACING
    for style in (normal, *(document.styles[f"Heading {n}"] for n in range(1, _DEEPEST + 1))):
        style.font.name, style.font.size = _FONT, _SIZE
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]
        fonts.set(qn("w:hAnsi"), _FONT)
        fonts.set(qn("w:cs"), _FONT)
    _set_language(normal)


def _set_language(style: Any) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    style.element.get_or_add_rPr().append(language)


def _add_paragraph(document: Any, part: Printed) -> None:
    if part.style == "heading":
        paragraph = document.add_paragraph(style=f"Heading {min(part.level, _DEEPEST)}")
    else:
        paragraph = document.add_paragraph()
    _add_lines(paragraph, part.lines, bold=part.style in _BOLD)
    if part.style in _CENTRED and (part.style != "heading" or len(part.lines) > 1):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = _INDENT


def _add_lines(paragraph: Any, lines: tuple[str, ...], bold: bool) -> None:
    for place, line in enumerate(lines):
        run = paragraph.add_run()
        if place:
            run.add_break()
        run.add_text(line)
        run.bold = bold or None


def _add_columns(document: Any, part: Beside) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, texts in zip(table.rows[0].cells, (part.left, part.right), strict=True):
        paragraph = cell.paragraphs[0]
        for place, text in enumerate(texts):
            paragraph = cell.add_paragraph() if place else paragraph
            paragraph.add_run(text)
            if not text.startswith("-"):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph()
