"""Read a Vietnamese regulation from plain text into structure."""

from .files import UnreadableText, read_text_file
from .model import (
    Annex,
    Article,
    Clause,
    Division,
    Paragraph,
    ParsedRegulation,
    Point,
    Relation,
)
from .reader import read_regulation
from .warnings import ReadingWarning

__all__ = [
    "Annex",
    "Article",
    "Clause",
    "Division",
    "Paragraph",
    "ParsedRegulation",
    "Point",
    "ReadingWarning",
    "Relation",
    "UnreadableText",
    "read_regulation",
    "read_text_file",
]
