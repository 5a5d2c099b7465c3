"""Decide where the title of an article ends and its text starts."""

import re
from collections.abc import Sequence

from .layout import Layout
from .lines import Line
from .markers import ITEM, breaks_a_name, ends_sentence, is_left_hanging, starts_lower

_LONGEST = {True: 120, False: 300}
_RULING = re.compile(
    r"(?:Ban hành|Quyết định này|Nghị quyết này|Bãi bỏ|Sửa đổi|Thay thế|Giao |Các ông|Các Ông"
    r"|Chánh Văn phòng|Giám đốc|Thủ trưởng|Chủ tịch|Ủy ban|Uỷ ban)"
)


def title_length(
    lines: Sequence[Line], layout: Layout, labels_follow: bool, in_decision: bool
) -> int:
    """How many of the lines before the first clause or point make the title."""
    if not lines or (in_decision and _RULING.match(lines[0].text)):
        return 0
    if any(line.opens for line in lines[1:]):
        return _printed_title(lines, labels_follow, in_decision)
    if labels_follow and _is_title_throughout(lines, _LONGEST[in_decision]):
        return len(lines)
    length = _broken_title(lines, layout, in_decision)
    return 0 if ends_sentence(lines[length - 1].text) else length


def _printed_title(lines: Sequence[Line], labels_follow: bool, in_decision: bool) -> int:
    """The lines up to the next paragraph, where the file itself tells the paragraphs."""
    end = next(i for i, line in enumerate(lines) if i and line.opens)
    return end if _is_title_throughout(lines[:end], _LONGEST[in_decision]) else 0


def _is_title_throughout(lines: Sequence[Line], longest: int) -> bool:
    if any(ends_sentence(line.text) or ITEM.match(line.text) for line in lines):
        return False
    return sum(len(line.text) for line in lines) <= longest


def _broken_title(lines: Sequence[Line], layout: Layout, in_decision: bool) -> int:
    length = 1
    while length < len(lines) and not ends_sentence(lines[length - 1].text):
        if not _title_goes_on(lines[length - 1], lines[length], layout, in_decision):
            break
        length += 1
    return length


def _title_goes_on(line: Line, following: Line, layout: Layout, in_decision: bool) -> bool:
    if ITEM.match(following.text):
        return False
    if starts_lower(following.text) or is_left_hanging(line.text) or breaks_a_name(line.text):
        return True
    return in_decision and layout.is_full(line, following)
