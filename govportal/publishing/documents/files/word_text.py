"""Walk through a Word file in printed order and give its paragraphs as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from govportal.publishing.regulations.markers import MOTTO, opens_signature

from .encodings import to_unicode
from .word_numbering import Numbering
from .word_styles import Styles

_COLUMN = "   "
_BREAKS = {"w:tab": _COLUMN, "w:cr": "\n", "w:noBreakHyphen": "-", "w:ptab": _COLUMN}
_CHARACTERS = {qn(name): text for name, text in _BREAKS.items()}
_SKIPPED = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:rPr"), qn("w:pPr"),
}  # fmt: skip
_BOX = qn("w:txbxContent")
_TEXTS = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}


@dataclass
class Seen:
    """What was met on the way: encodings named by fonts, text that is hidden."""

    encodings: set[str] = field(default_factory=set)
    has_hidden: bool = False


class WordText:
    """The paragraphs of a document; cells of a row are parted by wide gaps."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.seen = Seen()
        self._styles = styles
        self._numbering = numbering

    def paragraphs(self, parent: Any) -> Iterator[str]:
        """The paragraphs below an element; a line break is a newline, a new page a form feed."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield self._paragraph(child)
                for box in _boxes(child):
                    yield from self.paragraphs(box)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag not in _SKIPPED:
                yield from self.paragraphs(child)

    def _table(self, table: Any) -> Iterator[str]:
        rows = [[list(self.paragraphs(cell)) for cell in _cells(row)] for row in _rows(table)]
        if _is_for_layout(rows):
            for column in range(max(map(len, rows))):
                yield from (text for row in rows for cell in row[column : column + 1]
                            for text in cell)  # fmt: skip
            return
        for row in rows:
            yield _COLUMN.join(" ".join(" ".join(cell).split()) for cell in row)

    def _paragraph(self, paragraph: Any) -> str:
        text = "".join(self._inline(paragraph, paragraph))
        numbered = self._styles.numbering(paragraph)
        label = self._numbering.label(*numbered) if numbered and text.strip() else ""
        start = "\f" if _breaks_page(paragraph) else ""
        return f"{start}{label} {text}" if label else start + text

    def _inline(self, parent: Any, paragraph: Any) -> Iterator[str]:
        for child in parent:
            if child.tag == qn("w:r"):
                yield self._run(child, paragraph)
            elif child.tag not in _SKIPPED and child.tag != _BOX:
                yield from self._inline(child, paragraph)

    def _run(self, run: Any, paragraph: Any) -> str:
        text = "".join(_characters(run))
        if not text.strip():
            return text
        if self._styles.is_on("w:vanish", run, paragraph):
            self.seen.has_hidden = True
            return ""
        text = self._decoded(text, self._styles.font(run, paragraph))
        return text.upper() if self._styles.is_on("w:caps", run, paragraph) else text

    def _decoded(self, text: str, font: str) -> str:
        encoding = encoding_of_font(font)
        if not encoding or text.isascii():
            return text
        self.seen.encodings.add(encoding)
        decoded = to_unicode(text, encoding)
        return decoded.upper() if encoding == "TCVN3" and font.endswith("H") else decoded


def encoding_of_font(name: str) -> str:
    """The legacy encoding that a font stands for: ``.VnTime`` for TCVN3, ``VNI-Times`` for VNI."""
    if name.startswith(".Vn"):
        return "TCVN3"
    return "VNI" if name.upper().startswith("VNI-") else ""


def _characters(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag in _TEXTS:
            yield (child.text or "").replace("\n", " ")
        elif child.tag == qn("w:br"):
            yield "\f" if child.get(qn("w:type")) == "page" else "\n"
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]


def _breaks_page(paragraph: Any) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, not the older copy that Word keeps of each."""
    for child in paragraph:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)


def _rows(table: Any) -> Iterator[Any]:
    return _inside(table, qn("w:tr"))


def _cells(row: Any) -> Iterator[Any]:
    return _inside(row, qn("w:tc"))


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """The children of a kind, those within content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}:
            yield from _inside(child, tag)


def _is_for_layout(rows: Iterable[list[list[str]]]) -> bool:
    """Whether a table only puts header or signature side by side."""
    cells = [cell for row in rows for cell in row]
    texts = [text.strip() for cell in cells for text in cell]
    is_narrow = all(len(row) <= 3 for row in rows) and len(cells) > 1
    return is_narrow and any(MOTTO.search(text) or opens_signature(text) for text in texts)
