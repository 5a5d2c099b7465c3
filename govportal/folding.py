"""One way to compare Vietnamese text without regard to case, tone marks or typing form.

The same ``fold`` serves host labels, slugs, search and highlighting, so that what one of them
considers equal the others do too.
"""

import re
import unicodedata


def normalise(text: str) -> str:
    """Return *text* in NFC, the form in which everything is stored (TCVN 6909)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return *text* in lower case without tone or vowel marks: ``Đồng Tháp`` → ``dong thap``."""
    lowered = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def host_label(text: str) -> str:
    """Return *text* as the letters and digits of one host label: ``Phố Hiến`` → ``phohien``."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def slug(text: str) -> str:
    """Return *text* as a web address segment: ``Tin tức`` → ``tin-tuc``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def initials(text: str) -> str:
    """Return the first letters of the words of *text*: ``Việt Yên`` → ``vy``."""
    return "".join(word[0] for word in re.findall(r"[a-z0-9]+", fold(text)))
