"""The files of a folder and of all folders below, in an order that is the same every time."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from govportal.folding import normalise
from govportal.publishing.documents.batches import NAME_LENGTH

SYSTEM_FILES = {"Thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Found:
    """A file, or what stands in its place: *error* says why nothing can be read there."""

    path: Path
    name: str
    """The path from the folder that was asked for, in composed letters."""
    error: OSError | None = None


def files_in(paths: Iterable[Path]) -> Iterator[Found]:
    """Yield each file of *paths*, of which some are folders, once."""
    seen: set[str] = set()
    for path in map(_as_it_is_written, paths):
        for found in _below(path, os.path.basename(os.path.abspath(path)) or str(path), ()):
            place = os.path.realpath(found.path)
            if found.error is not None or place not in seen:
                seen.add(place)
                yield found


def is_system_file(name: str) -> bool:
    """Return whether *name* is of a file that programs leave behind: hidden, or a lock."""
    return name.startswith((".", "~$")) or name in SYSTEM_FILES


def _as_it_is_written(path: Path) -> Path:
    """Return *path* in the letters, composed or not, in which the disk has it."""
    forms = (path, *(Path(unicodedata.normalize(form, str(path))) for form in ("NFC", "NFD")))
    return next((form for form in forms if os.path.lexists(form)), path)


def _below(path: Path, name: str, above: tuple[str, ...]) -> Iterator[Found]:
    try:
        path.stat()  # says what is wrong where `is_file` says no
        if path.is_file():
            yield Found(path, _shown(name))
        elif path.is_dir():
            yield from _in_folder(path, name, above)
        else:
            yield _fault(path, name, errno.EINVAL)
    except OSError as error:
        yield Found(path, _shown(name), error)


def _in_folder(folder: Path, name: str, above: tuple[str, ...]) -> Iterator[Found]:
    place = os.path.realpath(folder)
    if place in above:
        yield _fault(folder, name, errno.ELOOP)
        return
    entries = sorted(os.listdir(folder), key=lambda entry: (normalise(entry), entry))
    entries = [entry for entry in entries if not is_system_file(entry)]
    if not entries and not above:
        yield _fault(folder, name, errno.ENODATA)
    for entry in entries:
        yield from _below(folder / entry, f"{name}/{entry}", (*above, place))


def _fault(path: Path, name: str, code: int) -> Found:
    return Found(path, _shown(name), OSError(code, os.strerror(code)))


def _shown(name: str) -> str:
    """Return *name* as it is printed and kept: letters that are none are replaced."""
    text = normalise(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return text if len(text) <= NAME_LENGTH else f"…{text[1 - NAME_LENGTH :]}"
