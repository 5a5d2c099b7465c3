"""Write a legal document as a Word file that reads back as the same structure."""

from govportal.publishing.regulations import ParsedRegulation


def write_docx(parsed: ParsedRegulation) -> bytes:
    """The document as a Word file, with real headings and in the order of Decree 30/2020."""
    raise NotImplementedError
