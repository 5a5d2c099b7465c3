"""Write the name of a body printed in capitals in normal case."""

import re
from collections.abc import Sequence

_LOCALITY = re.compile(
    r"\b(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)\s+(.+)$", re.IGNORECASE
)
_SHORT = {"ubnd": "UBND", "hđnd": "HĐND", "tp": "TP"}


def normal_case(name: str, texts: Sequence[str]) -> str:
    """The name by the rules for names of places, else as the text itself writes it."""
    if _LOCALITY.search(name):
        return _by_rule(name)
    return _as_written(name, texts) or _by_rule(name)


def _as_written(name: str, texts: Sequence[str]) -> str | None:
    text = " ".join(texts)
    pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    written = (found[0] for found in pattern.finditer(text))
    return next((words for words in written if words != words.upper()), None)


def _by_rule(name: str) -> str:
    lowered = name.lower()
    found = _LOCALITY.search(lowered)
    if found:
        lowered = lowered[: found.start(2)] + _titled(found[2])
    words = [_SHORT.get(word, word) for word in lowered.split()]
    return _capitalised(" ".join(words))


def _titled(words: str) -> str:
    return " ".join(_capitalised(word) for word in words.split())


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
