"""Find where the divisions above an article start."""

from collections.abc import Sequence

from .lines import Line
from .markers import division_heading, is_capitals, is_left_hanging

_LONGEST_TITLE = 8


def first_division(lines: Sequence[Line], start: int, article: int) -> int:
    """The first division heading right above an article, else the article itself."""
    found = article
    for index in range(article - 1, start - 1, -1):
        if _opens_division(lines, index):
            found = index
        elif found - index > _LONGEST_TITLE and not is_capitals(lines[index].text):
            break
    return found


def _opens_division(lines: Sequence[Line], index: int) -> bool:
    before = lines[index - 1].text if index else ""
    return division_heading(lines[index].text) is not None and not is_left_hanging(before)
