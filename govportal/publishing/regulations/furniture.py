"""Tell what a page prints around its text: page numbers, running heads, loose links."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .markers import annex_heading, ends_sentence, is_left_hanging

_PAGE_NUMBER = re.compile(
    r"[-–—]?\s?[0-9]{1,3}\s?[-–—]?|(?:Trang|Page)\s[0-9]{1,4}(?:/[0-9]{1,4})?"
)
_DECORATION = re.compile(r"[-–—_=*~.\s]{3,}")
_LINK = re.compile(r"https?://[^\s<>“”\"]+")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line before it is known whether it belongs to the text."""

    raw: str
    text: str
    cells: tuple[str, ...]
    opens_page: bool
    closes_page: bool
    opens: bool = False


def kept_rows(rows: list[Row]) -> list[Row]:
    """The rows with furniture replaced by blank ones."""
    dropped = {*_decorations(rows), *_running_heads(rows), *_page_numbers(rows)}
    dropped |= set(_loose_links(rows, dropped))
    return [_blank(row) if index in dropped else row for index, row in enumerate(rows)]


def _blank(row: Row) -> Row:
    return replace(row, raw="", text="", cells=(), opens=False)


def _decorations(rows: list[Row]) -> Iterator[int]:
    for index, row in enumerate(rows):
        if row.text and _DECORATION.fullmatch(row.text) and not row.text.startswith("..."):
            yield index


def _page_numbers(rows: list[Row]) -> Iterator[int]:
    in_annexes = False
    for index, row in enumerate(rows):
        in_annexes = in_annexes or annex_heading(row.text) is not None
        if len(row.text) < 20 and _PAGE_NUMBER.fullmatch(row.text):
            # Cells of an annex's table look like page numbers too.
            if _at_page_edge(rows, index) or (not in_annexes and _stands_alone(rows, index)):
                yield index


def _at_page_edge(rows: list[Row], index: int) -> bool:
    first, last = index == 0, index == len(rows) - 1
    return (rows[index].opens_page and not first) or (rows[index].closes_page and not last)


def _stands_alone(rows: list[Row], index: int) -> bool:
    before = rows[index - 1].text if index else ""
    after = rows[index + 1].text if index + 1 < len(rows) else ""
    return not after and (not before or ends_sentence(before) or _is_only_links(before))


def _running_heads(rows: list[Row]) -> list[int]:
    edges = [index for page in _pages(rows) for index in {*page[:2], *page[-2:]}]
    pages = sum(row.opens_page for row in rows)
    if pages < 3:
        return []
    seen = Counter(_masked(rows[index]) for index in edges)
    return [index for index in edges if seen[_masked(rows[index])] >= max(3, 0.6 * pages)]


def _pages(rows: list[Row]) -> Iterator[list[int]]:
    page: list[int] = []
    for index, row in enumerate(rows):
        if row.opens_page:
            yield page
            page = []
        if row.text:
            page.append(index)
    yield page


def _masked(row: Row) -> str:
    return _DIGITS.sub("#", row.text[:200])


def _loose_links(rows: list[Row], dropped: set[int]) -> Iterator[int]:
    worded = [index for index, row in enumerate(rows) if row.text and index not in dropped]
    lone = {index for index in worded if _is_only_links(rows[index].text)}
    printed = _links_in_sentences(rows, worded, lone) if lone else set()
    before, after = _sentences_around(rows, worded, lone)
    for index in lone:
        repeated = set(rows[index].text.split()) <= printed
        if _is_at_page_foot(before[index], after[index], repeated):
            yield index


def _is_only_links(text: str) -> bool:
    return all(word.startswith(("http://", "https://")) for word in text.split())


def _links_in_sentences(rows: list[Row], worded: list[int], lone: set[int]) -> set[str]:
    texts = (rows[index].text for index in worded if index not in lone)
    return {link.rstrip(".,;:)") for text in texts for link in _LINK.findall(text)}


def _sentences_around(
    rows: list[Row], worded: list[int], lone: set[int]
) -> tuple[dict[int, Row | None], dict[int, Row | None]]:
    return _nearest(rows, worded, lone), _nearest(rows, worded[::-1], lone)


def _nearest(rows: list[Row], order: list[int], lone: set[int]) -> dict[int, Row | None]:
    nearest: dict[int, Row | None] = {}
    last: Row | None = None
    for index in order:
        if index in lone:
            nearest[index] = last
        else:
            last = rows[index]
    return nearest


def _is_at_page_foot(before: Row | None, after: Row | None, repeated: bool) -> bool:
    if before is None or before.text.endswith(":"):
        return False
    if ends_sentence(before.text) or (repeated and not is_left_hanging(before.text)):
        return True
    return after is not None and _opens_page(after)


def _opens_page(row: Row) -> bool:
    # Extracted pages often open with one space where the form feed was.
    return row.opens_page or (row.raw[:1] == " " and row.raw[1:2] not in ("", " "))
