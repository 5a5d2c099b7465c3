"""Write a legal document as plain text that reads back as the same structure."""

from govportal.publishing.regulations import ParsedRegulation


def write_text(parsed: ParsedRegulation) -> str:
    """The document as plain text, with one paragraph on each line."""
    raise NotImplementedError
