"""Legal documents read from files of several formats, and written to them; no Django."""

from .plain import Bounds, plain_text
from .reading import ReadFile, read_file
from .unreadable import LegacyEncoding, UnreadableFile
from .writing import write_docx, write_text

__all__ = [
    "Bounds",
    "LegacyEncoding",
    "ReadFile",
    "UnreadableFile",
    "plain_text",
    "read_file",
    "write_docx",
    "write_text",
]
