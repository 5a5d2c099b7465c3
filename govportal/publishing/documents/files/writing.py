"""Write a legal document as plain text or Word file that reads back as the same structure."""

from __future__ import annotations

from collections.abc import Iterator

from govportal.publishing.regulations import ParsedRegulation

from .printed import Beside, Printed, printed


def write_text(parsed: ParsedRegulation) -> str:
    """The document as plain text: a paragraph on each line, blank lines between paragraphs."""
    return "\n\n".join("\n".join(lines) for lines in _paragraphs(parsed)) + "\n"


def write_docx(parsed: ParsedRegulation) -> bytes:
    """The document as a Word file, with real headings and in the order of Decree 30/2020."""
    from .docx_writing import as_docx  # noqa: PLC0415 – python-docx takes memory of each worker

    return as_docx(parsed)


def _paragraphs(parsed: ParsedRegulation) -> Iterator[tuple[str, ...]]:
    for part in printed(parsed):
        if isinstance(part, Printed):
            yield part.lines
        else:
            yield from _columns(part)


def _columns(part: Beside) -> Iterator[tuple[str, ...]]:
    return (column for column in (part.left, part.right) if column)
