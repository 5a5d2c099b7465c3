"""The letters of points and of what an amendment inserted, in their order."""

_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"


def is_later(letter: str, than: str) -> bool:
    """Whether a letter stands after another one; every letter does after none."""
    return not than or _LETTERS.index(letter) > _LETTERS.index(than)


def letter_after(letter: str) -> str:
    """The next letter that lists use: they go without f, j, w and z."""
    return next((later for later in _VIETNAMESE if is_later(later, letter)), "")


def is_inserted_after(letters: str, before: str) -> bool:
    """Whether letters such as the a of 5a follow those printed before them, or none."""
    return letters == letter_after(before[:1]) or (len(letters) == 2 and letters[0] == before[:1])


def ascii_label(label: str) -> str:
    """A label for use in an anchor: đ is dd, apart from d."""
    return label.replace("đ", "dd")
