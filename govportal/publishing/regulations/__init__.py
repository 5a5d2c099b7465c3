"""Read a Vietnamese regulation from plain text into structure."""

from .files import read_text_file
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
from .unreadable import UnreadableFile
from .warnings import ReadingWarning

UnreadableText = UnreadableFile

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
    "UnreadableFile",
    "UnreadableText",
    "read_regulation",
    "read_text_file",
]
