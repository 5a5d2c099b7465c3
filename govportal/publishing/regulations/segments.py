"""Part a text into its header, decision, regulation, signature and annexes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .divisions import first_division
from .lines import Line
from .markers import (
    MOTTO,
    annex_heading,
    ends_sentence,
    is_attached_title,
    is_left_hanging,
    names_issuer,
    opens_signature,
)
from .plain_documents import start_of_text
from .sequence import Candidate, Run, Sequencer

_ISSUING = re.compile(
    r"Điều 1\s?[.:]\s?(?:Nay )?(?:ban hành|phê duyệt|công bố) .{0,600}kèm theo", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of articles: its lines and their headings, placed in these lines."""

    lines: Sequence[Line] = ()
    heads: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Segments:
    """The parts of a document, each empty when the text does not hold it."""

    header: Sequence[Line]
    decision: Part = Part()
    signature: Sequence[Line] = ()
    title: Sequence[Line] = ()
    body: Part = Part()
    text: Sequence[Line] = ()
    closing: Sequence[Line] = ()
    annexes: Sequence[Line] = ()


def segmented(lines: Sequence[Line]) -> Segments:
    """The parts of a document."""
    sequencer = Sequencer(lines)
    first = sequencer.run_from(0)
    if first is None:
        return _without_articles(lines)
    second = sequencer.run_from(first.limit)
    if second and _is_attached(lines, first, second):
        return _decision_and_regulation(lines, first, second)
    if _issues_a_regulation(lines, first):
        return _decision_only(lines, first)
    return _regulation_only(lines, first)


def _without_articles(lines: Sequence[Line]) -> Segments:
    start = start_of_text(lines)
    end = _first(lines, start, len(lines), lambda i: opens_signature(lines[i].text))
    annexes = _start_of_annexes(lines, end)
    return Segments(
        header=lines[:start],
        text=lines[start:end],
        closing=lines[end:annexes],
        annexes=lines[annexes:],
    )


def _decision_and_regulation(lines: Sequence[Line], first: Run, second: Run) -> Segments:
    start = first_division(lines, first.last + 1, second.first)
    end = _end_of_articles(lines, first, start)
    title = _first(lines, end, start, lambda i: is_attached_title(lines[i].text))
    rest = _end_of_articles(lines, second, second.limit)
    annexes = _start_of_annexes(lines, rest)
    return Segments(
        header=lines[: first.first],
        decision=_part(lines, first.heads, first.first, end),
        signature=lines[end:title],
        title=lines[title:start],
        body=_part(lines, second.heads, start, rest),
        closing=lines[rest:annexes],
        annexes=lines[annexes:],
    )


def _decision_only(lines: Sequence[Line], run: Run) -> Segments:
    end = _end_of_articles(lines, run, run.limit)
    annexes = _start_of_annexes(lines, end)
    return Segments(
        header=lines[: run.first],
        decision=_part(lines, run.heads, run.first, end),
        signature=lines[end:annexes],
        annexes=lines[annexes:],
    )


def _regulation_only(lines: Sequence[Line], run: Run) -> Segments:
    start = first_division(lines, 0, run.first)
    end = _end_of_articles(lines, run, run.limit)
    annexes = _start_of_annexes(lines, end)
    title = _first(lines, 0, start, lambda i: is_attached_title(lines[i].text))
    return Segments(
        header=lines[:title],
        title=lines[title:start],
        body=_part(lines, run.heads, start, end),
        closing=lines[end:annexes],
        annexes=lines[annexes:],
    )


def _part(lines: Sequence[Line], heads: tuple[Candidate, ...], start: int, end: int) -> Part:
    return Part(lines[start:end], tuple(replace(head, index=head.index - start) for head in heads))


def _is_attached(lines: Sequence[Line], first: Run, second: Run) -> bool:
    start, end = first.last + 1, second.first
    title = _first(lines, start, end, lambda i: is_attached_title(lines[i].text))
    annex = _first(lines, start, end, lambda i: _opens_annex(lines, i))
    if title == end:
        return annex == end and _issues_a_regulation(lines, first)
    return True


def _issues_a_regulation(lines: Sequence[Line], run: Run) -> bool:
    end = run.heads[1].index if len(run.heads) > 1 else min(run.limit, run.first + 40)
    text = " ".join(line.text for line in lines[run.first : end])
    return bool(_ISSUING.match(text))


def _end_of_articles(lines: Sequence[Line], run: Run, limit: int) -> int:
    return _first(lines, run.last + 1, limit, lambda i: _closes_articles(lines, i))


def _closes_articles(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if opens_signature(text) or names_issuer(text) or MOTTO.search(text):
        return True
    if not ends_sentence(lines[index - 1].text):
        return False
    return is_attached_title(text) or _opens_annex(lines, index)


def _opens_annex(lines: Sequence[Line], index: int) -> bool:
    before = lines[index - 1].text if index else ""
    return annex_heading(lines[index].text) is not None and not is_left_hanging(before)


def _start_of_annexes(lines: Sequence[Line], start: int) -> int:
    def opens(index: int) -> bool:
        text = lines[index].text
        return is_attached_title(text) or bool(MOTTO.search(text)) or _opens_annex(lines, index)

    return _first(lines, start, len(lines), opens)


def _first(lines: Sequence[Line], start: int, end: int, wanted: Callable[[int], bool]) -> int:
    return next((index for index in range(start, min(end, len(lines))) if wanted(index)), end)
