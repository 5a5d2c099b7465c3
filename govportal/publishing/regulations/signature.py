"""Read the list of recipients and the signature below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lines import Line
from .markers import MOTTO, RECIPIENTS, SIGNING, is_capitals, opens_signature

_SIGNING_BESIDE = re.compile(r"\s(?=(?:TM|KT|TL|TUQ)\.\s)")
_BULLET = re.compile(r"[-–+•]\s*")
_UNSIGNED = ("TM.", "Q.")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, under which title and authority, and who receives the document."""

    signer: str | None = None
    title: str | None = None
    authority: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def read_signature(lines: Sequence[Line]) -> Signature:
    """The signature and recipients of some lines."""
    cells = list(_cells(lines))
    place = _place_of_signer(cells)
    authority = tuple(dict.fromkeys(cell for cell in cells[:place] if _is_authority(cell)))
    return Signature(
        signer=cells[place] if place < len(cells) else None,
        title=_title(authority),
        authority=authority,
        recipients=_recipients([*cells[:place], *cells[place + 1 :]]),
    )


def _cells(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if MOTTO.search(line.text):
            return
        for cell in line.cells:
            yield from _beside(cell)


def _beside(cell: str) -> Iterator[str]:
    label = RECIPIENTS.match(cell)
    if label:
        yield label[0]
        cell = cell[label.end() :].strip()
    yield from (part for part in _SIGNING_BESIDE.split(cell) if part)


def _is_authority(cell: str) -> bool:
    return is_capitals(cell) and not _BULLET.match(cell)


def _title(authority: Sequence[str]) -> str | None:
    own = [cell for cell in authority if not SIGNING.match(cell)]
    if own:
        return own[0]
    acting = [cell for cell in authority if not cell.startswith(_UNSIGNED)]
    return acting[-1] if acting else None


def _place_of_signer(cells: Sequence[str]) -> int:
    first = next((i for i, cell in enumerate(cells) if _is_authority(cell)), len(cells))
    return next((i for i in range(first, len(cells)) if _is_name(cells[i])), len(cells))


def _is_name(cell: str) -> bool:
    words = cell.split()
    return 2 <= len(words) <= 6 and all(_is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    return word.isalpha() and word[0].isupper() and (len(word) == 1 or word[1:].islower())


def _recipients(cells: Sequence[str]) -> tuple[str, ...]:
    label = next((i for i, cell in enumerate(cells) if RECIPIENTS.match(cell)), len(cells))
    found: list[str] = []
    for cell in cells[label + 1 :]:
        if _BULLET.match(cell):
            found.append(_BULLET.sub("", cell, count=1))
        elif found and not found[-1].endswith((";", ".")) and not opens_signature(cell):
            found[-1] = f"{found[-1]} {cell}"
    return tuple(recipient.rstrip(";. ") for recipient in found)
