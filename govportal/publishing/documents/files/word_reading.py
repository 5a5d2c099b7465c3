"""Read a legal document from a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from govportal.publishing.regulations import ReadingWarning
from govportal.publishing.regulations.furniture import Row, kept_rows
from govportal.publishing.regulations.layout import with_sure_openings
from govportal.publishing.regulations.lines import lines_of, row_of
from govportal.publishing.regulations.reader import read_lines

from .content import Content, Options, in_unicode
from .unreadable import UnreadableFile
from .word_container import open_word
from .word_numbering import Numbering
from .word_styles import Styles
from .word_text import WordText

_TRACKED = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))


def read_word(data: bytes, options: Options) -> Content:
    """The document in a Word file.

    Raises:
        LegacyEncoding: its text is in a legacy encoding and may not be converted.
        UnreadableFile: it is locked, damaged, has tracked changes or no text.
    """
    document = open_word(data)
    body = document.element.body
    tracked = sum(1 for _ in body.iter(*_TRACKED))
    if tracked:
        raise UnreadableFile("tracked_changes", count=tracked)
    walk = word_text(document)
    paragraphs = list(walk.paragraphs(body))
    if not any(text.strip() for text in paragraphs):
        raise UnreadableFile("no_text")
    found = in_unicode(paragraphs, walk.seen.encodings, options)
    lines = lines_of(kept_rows(list(_rows(found.paragraphs))))
    notices = (*found.notices, *_notices(body, walk.seen.has_hidden))
    return Content(read_lines(with_sure_openings(lines)), notices, found.converted_from)


def word_text(document: Any) -> WordText:
    """Return what walks through *document*, one of python-docx, and gives its text."""
    return WordText(_styles(document), Numbering(_part(document, RELATIONSHIP_TYPE.NUMBERING)))


def _styles(document: Any) -> Styles:
    root = _part(document, RELATIONSHIP_TYPE.STYLES)
    return Styles(parse_xml(b"<styles/>") if root is None else root)


def _part(document: Any, kind: str) -> Any | None:
    """The root of a part that a document has beside its text, where it has one."""
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _rows(paragraphs: Iterable[str]) -> Iterator[Row]:
    opens_page = True
    for paragraph in paragraphs:
        for page_number, page in enumerate(paragraph.split("\f")):
            opens_page = opens_page or page_number > 0
            for place, raw in enumerate(page.split("\n")):
                yield _row(raw, opens_page, opens=place == 0)
                opens_page = opens_page and not raw.strip()


def _row(raw: str, opens_page: bool, opens: bool) -> Row:
    row = row_of(raw, opens_page)
    return Row(row.raw, row.text, row.cells, opens_page, False, opens and bool(row.text))


def _notices(body: Any, has_hidden: bool) -> Iterator[ReadingWarning]:
    comments = sum(1 for _ in body.iter(qn("w:commentReference")))
    if comments:
        yield ReadingWarning("comments", {"count": comments})
    notes = sum(1 for _ in body.iter(qn("w:footnoteReference"), qn("w:endnoteReference")))
    if notes:
        yield ReadingWarning("footnotes", {"count": notes})
    if has_hidden:
        yield ReadingWarning("hidden_text")
