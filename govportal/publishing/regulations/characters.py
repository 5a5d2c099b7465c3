"""Bring text to one Unicode form without characters nobody sees."""

import re
import unicodedata

_NEWLINES = {"\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_SPACES = {"\u00a0": " ", "\u202f": " "} | {chr(code): " " for code in range(0x2000, 0x200B)}
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_CONTROLS = {chr(code): "" for code in (*range(0x20), *range(0x7F, 0xA0))}
_REPLACED = _CONTROLS | _NEWLINES | _SPACES | _INVISIBLE
_PATTERN = re.compile("[" + re.escape("".join(_REPLACED.keys() - {"\n", "\t", "\f"})) + "]")


def normalise(text: str) -> str:
    """NFC text with plain line ends; form feeds stay, as they break pages."""
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    visible = _PATTERN.sub(lambda found: _REPLACED[found[0]], lined)
    return unicodedata.normalize("NFC", visible)
