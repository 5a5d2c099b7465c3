"""Make anchors: ASCII, unique, the same at every reading."""

import re
import unicodedata
from collections import Counter

DECISION_PREFIX = "qd-"
"""What begins the anchors of the articles of an issuing decision."""
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """A text in ASCII letters and digits with hyphens."""
    latin = text.lower().replace("đ", "d")
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain).strip("-")


class Anchors:
    """Hand out anchors, numbering those asked for again."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def unique(self, wanted: str) -> str:
        """The anchor wanted, or the next free one after it."""
        self._given[wanted] += 1
        if self._given[wanted] == 1:
            return wanted
        return self.unique(f"{wanted}-{self._given[wanted]}")
