"""Find where the text of a document without articles starts, such as a notice or a letter."""

import re
from collections.abc import Sequence
from itertools import pairwise

from .dates import WORDED
from .header import NUMBER, SUBJECT, is_order, names_authority, title_of_kind
from .lines import Line
from .markers import CLAUSE, GROUND, ITEM, MOTTO, ends_sentence, is_left_hanging, starts_lower

ADDRESSED = re.compile(r"Kính gửi\b")
_HEAD_LINES = 15
_ENUMERATED = re.compile(r"(?:[IVX]{1,5}|[A-Z])[.)]\s")


def start_of_text(lines: Sequence[Line]) -> int:
    """The line below number, date, kind and abstract; the first one where there is no header."""
    title = title_of_kind([line.text for line in lines])
    if title < len(lines):
        order = (i for i in range(title + 1, len(lines)) if is_order(lines[i].text))
        return next(order, _below_abstract(lines, title + 1) - 1) + 1
    head = lines[:_HEAD_LINES]
    addressed = (i for i, line in enumerate(head) if ADDRESSED.match(line.text))
    return next(addressed, _below_head(head))


def _below_head(head: Sequence[Line]) -> int:
    return max((i + 1 for i, line in enumerate(head) if _is_of_head(line.text)), default=0)


def _is_of_head(text: str) -> bool:
    if NUMBER.match(text) or SUBJECT.match(text) or MOTTO.search(text):
        return True
    return WORDED.search(text) is not None and text[-1:].isdigit()


def _below_abstract(lines: Sequence[Line], start: int) -> int:
    for before, place in pairwise(range(start - 1, len(lines))):
        if _opens_text(lines[before], lines[place], is_first=place == start):
            return place
    return len(lines)


def _opens_text(before: Line, line: Line, is_first: bool) -> bool:
    text = line.text
    if any(shape.match(text) for shape in (GROUND, ADDRESSED, ITEM, CLAUSE, _ENUMERATED)):
        return True
    if names_authority(text) or starts_lower(text) or is_left_hanging(before.text):
        return False
    return ends_sentence(text) or (not is_first and (line.opens or line.after_blank))
