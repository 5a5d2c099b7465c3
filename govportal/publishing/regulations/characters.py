"""Bring text to one Unicode form without characters nobody sees."""

import unicodedata

_NEWLINES = {"\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_SPACES = dict.fromkeys(
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f", " "
)
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_CONTROLS = {chr(code): "" for code in (*range(0x20), *range(0x7F, 0xA0))}
_KEPT = {"\n": "\n", "\t": "\t", "\f": "\f"}
_TABLE = str.maketrans(_CONTROLS | _KEPT | _NEWLINES | _SPACES | _INVISIBLE)


def normalise(text: str) -> str:
    """NFC text with plain line ends; form feeds stay, as they break pages."""
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lined.translate(_TABLE))
