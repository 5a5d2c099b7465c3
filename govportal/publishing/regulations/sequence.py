"""Find the article headings of a text: by the shape of the line and by their sequence."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .labels import is_inserted_after
from .lines import Line
from .markers import (
    ARTICLE,
    division_heading,
    ends_sentence,
    is_attached_title,
    is_capitals,
    is_left_hanging,
    starts_lower,
)

_HEADINGS_BETWEEN = 14


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line shaped like an article heading.

    It is sure when the line before it is complete, and doubtful when that line breaks off
    before the words it announces.
    """

    index: int
    number: int
    suffix: str
    sure: bool
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Article headings in one sequence, and the line where the next sequence starts."""

    heads: tuple[Candidate, ...]
    limit: int

    @property
    def first(self) -> int:
        """The line of the first heading."""
        return self.heads[0].index

    @property
    def last(self) -> int:
        """The line of the last heading."""
        return self.heads[-1].index


class Sequencer:
    """Follow article numbers through a text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._candidates = [found for i in range(len(lines)) if (found := _candidate(lines, i))]
        self._end = len(lines)
        self._sure: dict[int, list[int]] = {}
        for candidate in self._candidates:
            if candidate.sure and not candidate.suffix:
                self._sure.setdefault(candidate.number, []).append(candidate.index)

    def run_from(self, start: int) -> Run | None:
        """The first sequence of headings at or after a line."""
        heads: list[Candidate] = []
        limit = self._end
        place = bisect_right(self._candidates, start - 1, key=lambda found: found.index)
        for candidate in self._candidates[place:]:
            if heads and candidate.number == 1 and candidate.sure and not candidate.suffix:
                limit = candidate.index
                break
            if self._follows(candidate, heads[-1] if heads else None):
                heads.append(candidate)
        return Run(tuple(heads), limit) if heads else None

    def _follows(self, candidate: Candidate, before: Candidate | None) -> bool:
        if candidate.suffix:
            return before is not None and _is_inserted(candidate, before)
        previous = before.number if before else 0
        if candidate.number != previous + 1:
            return (
                candidate.sure and candidate.number > previous and self._is_gap(candidate, previous)
            )
        return candidate.sure or self._fits(candidate)

    def _is_gap(self, candidate: Candidate, previous: int) -> bool:
        expected = self._next_sure(previous + 1, candidate.index)
        return expected > self._next_sure(1, candidate.index) or expected == self._end

    def _fits(self, candidate: Candidate) -> bool:
        same = self._next_sure(candidate.number, candidate.index)
        following = self._next_sure(candidate.number + 1, candidate.index)
        restart = self._next_sure(1, candidate.index) if candidate.number > 1 else self._end
        if candidate.doubtful:
            return following < min(same, restart)
        return same >= min(following, restart)

    def _next_sure(self, number: int, index: int) -> int:
        places = self._sure.get(number, [])
        place = bisect_right(places, index)
        return places[place] if place < len(places) else self._end


def _is_inserted(candidate: Candidate, before: Candidate) -> bool:
    same = candidate.number == before.number and not candidate.doubtful
    return same and is_inserted_after(candidate.suffix, before.suffix)


def _candidate(lines: Sequence[Line], index: int) -> Candidate | None:
    line = lines[index]
    text = line.text
    found = ARTICLE.match(text) if text[:1] in "Đđ" else None
    if not found or starts_lower(text) or starts_lower(text[found.end() :]):
        return None
    before = lines[index - 1].text if index else ""
    hanging = is_left_hanging(before) and not line.opens
    is_first = found[1] == "1" and _opens_attachment(lines, index)
    is_titled = index > 1 and division_heading(lines[index - 2].text) is not None
    sure = line.opens or is_first or is_titled or (not hanging and _is_complete(before))
    return Candidate(index, int(found[1]), found[2].lower(), sure, hanging)


def _opens_attachment(lines: Sequence[Line], index: int) -> bool:
    above = lines[max(0, index - _HEADINGS_BETWEEN) : index]
    return any(is_attached_title(line.text) for line in above)


def _is_complete(before: str) -> bool:
    if not before or ends_sentence(before) or is_capitals(before) or before.endswith(")"):
        return True
    return division_heading(before) is not None
