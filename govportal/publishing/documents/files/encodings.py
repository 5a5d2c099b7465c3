"""Vietnamese in the encodings before Unicode, brought to Unicode.

TCVN3 is the 8-bit code of TCVN 5712:1993 as the ABC fonts use it: a byte for each accented small
letter, seven for the capitals without tone; accented capitals have a font of their own. VNI for
Windows prints the marks as a second character after the vowel. Both reach us as Latin-1.
"""

from __future__ import annotations

import re
import unicodedata

from govportal.publishing.legacy_text import encoding_of

_TCVN3_CODES = (
    "ĂÂÊÔƠƯĐăâêôơưđ"  # A1-AE
    "\0\0\0\0\0\0àảãáạ\0ằẳẵắ"  # AF-BE
    "\0\0\0\0\0\0\0ặầẩẫấậè\0ẻẽéẹềểễếệìỉ"  # BF-D8
    "\0\0\0ĩíịò\0ỏõóọồổỗốộờởỡớợù\0ủũúụừửữứựỳỷỹýỵ"  # D9-FE
)
TCVN3 = {0xA1 + i: ord(letter) for i, letter in enumerate(_TCVN3_CODES) if letter != "\0"}
"""Code to letter; as a table of `str.translate`."""

_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_ROUND = dict(zip("âàáåãä", ("", *_TONES.values()), strict=True))
_BREVE = dict(zip("êèéúüë", ("", *_TONES.values()), strict=True))
_MARKS = (
    dict(_TONES)
    | {mark: "\u0302" + tone for mark, tone in _ROUND.items()}
    | {mark: "\u0306" + tone for mark, tone in _BREVE.items()}
)
_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_BASES = "aeouyôö"
_VNI = re.compile(f"([{_BASES}])([{''.join(_MARKS)}])|([{''.join(_SINGLE)}])", re.IGNORECASE)
_MINUS = {0x2212: ord("ư"), 0x2010: ord("ư")}
"""What programs made of the soft hyphen, the code of ư in TCVN3."""

SAMPLE_WORDS = 14


def to_unicode(text: str, encoding: str) -> str:
    """The Unicode of a *text* in the encoding ``TCVN3`` or ``VNI``; it must be all in it."""
    if encoding == "TCVN3":
        return text.translate(TCVN3 | _MINUS)
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def converted(paragraph: str, encoding: str) -> str:
    """A paragraph in Unicode; one with letters that only Unicode has is so already."""
    is_unicode = any(letter > "ÿ" and letter.isalpha() for letter in paragraph)
    return paragraph if is_unicode else to_unicode(paragraph, encoding)


def sample_of(text: str, encoding: str) -> str:
    """The first words of *text* that are in the encoding, converted."""
    lines = (line for line in text.splitlines() if encoding_of(line) == encoding)
    words = converted(next(lines, text), encoding).split()
    return " ".join(words[:SAMPLE_WORDS])


def _vni_letter(found: re.Match[str]) -> str:
    base, mark, single = found.groups()
    if single:
        return _cased(_SINGLE[single.lower()], single)
    plain = _SINGLE.get(base.lower(), base.lower())
    return _cased(unicodedata.normalize("NFC", plain + _MARKS[mark.lower()]), base)


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter
