"""What the readers of all formats share: what is asked of them and what they give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import is_normalized

from govportal.publishing.legacy_text import encoding_of
from govportal.publishing.regulations import ParsedRegulation, ReadingWarning
from govportal.publishing.regulations.characters import normalise

from .encodings import converted, sample_of
from .unreadable import LegacyEncoding

MOST_PAGES = 500


@dataclass(frozen=True)
class Options:
    """Whether legacy encodings are converted, and how many pages a file may have."""

    convert: bool = False
    most_pages: int = MOST_PAGES


@dataclass(frozen=True)
class Content:
    """What a reader of one format found."""

    parsed: ParsedRegulation
    notices: tuple[ReadingWarning, ...] = ()
    converted_from: str = ""


@dataclass(frozen=True)
class UnicodeText:
    """Paragraphs in precomposed Unicode, and what was done to them."""

    paragraphs: tuple[str, ...]
    notices: tuple[ReadingWarning, ...] = ()
    converted_from: str = ""


def in_unicode(paragraphs: Sequence[str], fonts: Iterable[str], options: Options) -> UnicodeText:
    """The paragraphs in Unicode; *fonts* are legacy encodings already decoded by their fonts.

    Raises:
        LegacyEncoding: there is text in a legacy encoding, and it may not be converted.
    """
    text = "\n".join(paragraphs)
    by_fonts = ", ".join(sorted(fonts))
    encoding = encoding_of(text)
    if (encoding or by_fonts) and not options.convert:
        sample = sample_of(text, encoding) if encoding else _opening(text)
        raise LegacyEncoding(encoding or by_fonts, sample)
    notices = list(_notices(text, encoding, by_fonts))
    if encoding:
        paragraphs = [converted(paragraph, encoding) for paragraph in paragraphs]
    clean = tuple(normalise(paragraph) for paragraph in paragraphs)
    return UnicodeText(clean, tuple(notices), encoding or by_fonts)


def _opening(text: str) -> str:
    words = next((line.split() for line in text.splitlines() if not line.isascii()), [])
    return " ".join(words[:14])


def _notices(text: str, encoding: str, by_fonts: str) -> Iterable[ReadingWarning]:
    if encoding or by_fonts:
        yield ReadingWarning("converted", {"encoding": encoding or by_fonts})
    if encoding == "TCVN3":
        yield ReadingWarning("capitals_lost")
    if not is_normalized("NFC", text):
        yield ReadingWarning("decomposed")
