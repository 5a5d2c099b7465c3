"""Read the lines of one article into title, clauses and points."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .labels import ascii_label, is_inserted_after, is_later, letter_after
from .layout import Layout
from .lines import Line
from .markers import ARTICLE, CLAUSE, POINT, ends_sentence, is_left_hanging, starts_lower
from .model import Article, Clause, Point
from .titles import title_length
from .warnings import ReadingWarning

_WIDEST_GAP = 30


@dataclass(slots=True)
class _Block:
    """Lines under one clause or point label; the label is empty for the opening lines."""

    clause: str = ""
    point: str = ""
    printed: str = ""
    lines: list[Line] = field(default_factory=list)


class ArticleReader:
    """Read articles one by one, gathering warnings."""

    def __init__(self, layout: Layout, prefix: str = "") -> None:
        self.warnings: list[ReadingWarning] = []
        self._layout = layout
        self._prefix = prefix

    def read(self, number: int, lines: Sequence[Line], suffix: str = "") -> Article:
        """The article whose heading stands on the first line."""
        label = f"{number}{suffix}" if suffix else number
        blocks = _Splitter(label, self.warnings).split(_below_label(lines))
        title, intro = self._opening(blocks)
        anchor = f"{self._prefix}dieu-{number}{ascii_label(suffix)}"
        if not title and not self._prefix:
            self.warnings.append(ReadingWarning("article_untitled", {"article": label}))
        return Article(
            number,
            title,
            anchor,
            intro,
            self._clauses(blocks, anchor),
            self._points(blocks, "", anchor),
            suffix,
        )

    def _opening(self, blocks: Sequence[_Block]) -> tuple[str, tuple[str, ...]]:
        lines = blocks[0].lines
        length = title_length(lines, self._layout, len(blocks) > 1, in_decision=bool(self._prefix))
        title = " ".join(self._layout.paragraphs(lines[:length]))
        return title, self._layout.paragraphs(lines[length:])

    def _clauses(self, blocks: Sequence[_Block], anchor: str) -> tuple[Clause, ...]:
        grouped: dict[str, list[_Block]] = {}
        for block in blocks:
            if block.clause:
                grouped.setdefault(block.clause, []).append(block)
        return tuple(self._clause(group, anchor) for group in grouped.values())

    def _clause(self, blocks: Sequence[_Block], article: str) -> Clause:
        number = blocks[0].clause
        anchor = f"{article}-khoan-{ascii_label(number)}"
        return Clause(number, self._text(blocks[0]), anchor, self._points(blocks, number, anchor))

    def _points(self, blocks: Sequence[_Block], clause: str, above: str) -> tuple[Point, ...]:
        return tuple(
            Point(block.point, block.printed, self._text(block), _anchor(block, above))
            for block in blocks
            if block.point and block.clause == clause
        )

    def _text(self, block: _Block) -> str:
        return "\n".join(self._layout.paragraphs(block.lines))


class _Splitter:
    """Part the lines of an article at its clause and point labels, in their sequence."""

    def __init__(self, article: int | str, warnings: list[ReadingWarning]) -> None:
        self._article = article
        self._warnings = warnings
        self._blocks = [_Block()]
        self._line = self._before = Line("", (), False, 0)

    def split(self, lines: Sequence[Line]) -> list[_Block]:
        for line in lines:
            self._line = line
            rest = self._clause_rest(line.text)
            if rest is None:
                rest = self._point_rest(line.text)
            text = line.text if rest is None else rest
            if text:
                self._blocks[-1].lines.append(line.below_label(text))
            self._before = line
        return self._blocks

    def _clause_rest(self, text: str) -> str | None:
        found = CLAUSE.match(text)
        if not found or not self._is_believable(text[found.end() :]):
            return None
        number, letters = int(found[1]), found[2]
        previous, inserted = _parted(self._blocks[-1].clause)
        if letters and not (number == previous and is_inserted_after(letters, inserted)):
            return None
        if not letters and not self._clause_follows(number, previous, text[found.end() :]):
            return None
        self._blocks.append(_Block(clause=f"{number}{letters}"))
        return text[found.end() :]

    def _clause_follows(self, number: int, previous: int, rest: str) -> bool:
        if number == previous + 1:
            return True
        if not previous < number <= previous + _WIDEST_GAP or starts_lower(rest):
            return False
        if not self._starts_afresh():
            return False
        self._warn("clause_gap", expected=previous + 1, found=number)
        return True

    def _point_rest(self, text: str) -> str | None:
        found = POINT.match(text)
        if not found or not self._is_believable(text[found.end() :]):
            return None
        last = self._blocks[-1]
        meant = self._meant(found[1], found[2], last.point)
        if meant is None:
            return None
        self._blocks.append(_Block(clause=last.clause, point=meant, printed=found[1] + found[2]))
        return text[found.end() :]

    def _meant(self, printed: str, inserted: str, before: str) -> str | None:
        clause, previous = self._blocks[-1].clause, before[:1]
        if inserted:
            follows = int(inserted) == int(before[1:] or 0) + 1 and printed == previous
            return printed + inserted if follows else None
        if printed == before == "d":
            self._warn("point_relabelled", clause=clause, printed="d", meant="đ")
            return "đ"
        expected = letter_after(previous)
        if printed == expected:
            return printed
        if not is_later(printed, previous) or not self._starts_afresh():
            return None
        self._warn("point_gap", clause=clause, expected=expected, found=printed)
        return printed

    def _is_believable(self, rest: str) -> bool:
        if self._line.opens:
            return True
        before = self._before.text
        if is_left_hanging(before) and not (before.endswith(",") and not starts_lower(rest)):
            return False
        return ends_sentence(before) or not starts_lower(rest)

    def _starts_afresh(self) -> bool:
        return self._line.opens or ends_sentence(self._before.text)

    def _warn(self, code: str, **params: str | int) -> None:
        self._warnings.append(ReadingWarning(code, {"article": self._article, **params}))


def _below_label(lines: Sequence[Line]) -> list[Line]:
    first = lines[0]
    found = ARTICLE.match(first.text)
    rest = first.text[found.end() :] if found else first.text
    return [first.below_label(rest), *lines[1:]]


def _parted(clause: str) -> tuple[int, str]:
    digits = clause.rstrip("abcdefghijklmnopqrstuvwxyzđ")
    return int(digits or 0), clause[len(digits) :]


def _anchor(block: _Block, above: str) -> str:
    return f"{above}-diem-{ascii_label(block.point)}"
