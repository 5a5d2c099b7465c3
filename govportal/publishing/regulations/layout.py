"""Join broken lines to paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from .lines import Line
from .markers import ITEM, POINT, breaks_a_name, ends_sentence, is_left_hanging, starts_lower

_FEWEST_BREAKS = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is broken: how long a full line is, whether blanks part paragraphs."""

    full_length: float = inf
    blanks_part_paragraphs: bool = True

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the first word of the next line would not have fitted on this one."""
        return _needed(line, following) >= self.full_length

    def goes_on(self, line: Line, following: Line) -> bool:
        """Whether the next line belongs to the same paragraph."""
        if following.opens:
            return False
        item = ITEM.match(following.text)
        if item:
            return not ends_sentence(line.text) and self.is_full(line, following)
        if starts_lower(following.text) or is_hyphenated(line.text):
            return True
        if ends_sentence(line.text):
            return self._sentence_goes_on(line, following)
        return (
            self.is_full(line, following)
            or is_left_hanging(line.text)
            or breaks_a_name(line.text)
            or following.text[:1].isdigit()
        )

    def _sentence_goes_on(self, line: Line, following: Line) -> bool:
        if line.text.endswith(":") or (following.after_blank and self.blanks_part_paragraphs):
            return False
        return self.is_full(line, following)

    def paragraphs(self, lines: Sequence[Line]) -> tuple[str, ...]:
        """The paragraphs of some lines, each on one line."""
        groups: list[list[str]] = []
        previous: Line | None = None
        for line in lines:
            if previous is not None and self.goes_on(previous, line):
                groups[-1].append(line.text)
            else:
                groups.append([line.text])
            previous = line
        return tuple(joined(group) for group in groups)


def measured(lines: Sequence[Line]) -> Layout:
    """The layout of a text, seen from the breaks that surely stand inside sentences."""
    broken = [pair for pair in pairwise(lines) if _is_broken_sentence(*pair)]
    if len(broken) < _FEWEST_BREAKS:
        return Layout()
    lengths = sorted(_needed(*pair) for pair in broken)
    spaced = sum(following.after_blank for _, following in broken)
    return Layout(lengths[len(lengths) // 10], spaced * 2 < len(broken))


def with_sure_openings(lines: Sequence[Line]) -> list[Line]:
    """The lines, without their claim to open paragraphs where sentences break across them.

    Pasted from elsewhere, each printed line may be a paragraph of its own in a file.
    """
    pairs = [pair for pair in pairwise(lines) if pair[1].opens]
    broken = sum(_is_broken_sentence(*pair) for pair in pairs)
    if broken < _FEWEST_BREAKS or broken * 20 < len(lines):
        return list(lines)
    return [replace(line, opens=False) for line in lines]


def joined(texts: Sequence[str]) -> str:
    """Broken lines on one line; a word broken at its hyphen is closed again."""
    parts: list[str] = []
    for text in texts:
        if parts and not is_hyphenated(parts[-1]):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def is_hyphenated(text: str) -> bool:
    """Whether a line ends inside a hyphenated word such as NĐ-CP."""
    return text.endswith("-") and text[-2:-1].isalnum()


def _needed(line: Line, following: Line) -> int:
    return line.width + 1 + len(following.text.split(" ", 1)[0])


def _is_broken_sentence(line: Line, following: Line) -> bool:
    text = following.text
    return text[:1].islower() and not ends_sentence(line.text) and not POINT.match(text)
