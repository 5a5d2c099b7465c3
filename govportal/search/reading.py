"""Reads the texts of attached files, each content once; what can't be read stops nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from govportal.publishing.documents.files import Bounds, UnreadableFile, plain_text
from govportal.search.attached import checksum_of, public_files
from govportal.search.models import EntryFile, FileText

LARGEST = 50_000_000
"""Bytes of a file that is read at all."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Effort:
    """How much may be read at once: bytes of a file, seconds of one and of all."""

    largest: int = LARGEST
    seconds_each: float = 20
    seconds: float = float("inf")
    keeps_part: bool = True


AT_PUBLICATION = Effort(largest=2_000_000, seconds_each=2, seconds=3, keeps_part=False)
"""Somebody waits; what takes longer is left to ``govportal search-index``."""


def read_files(page_ids: Iterable[int] | None, effort: Effort) -> set[int]:
    """Read files of the pages, of all when None, that were not read yet.

    Return the pages that are to be indexed again.
    """
    waiting = EntryFile.objects.filter(text=None)
    if page_ids is not None:
        waiting = waiting.filter(entry__page__in=page_ids)
    files = public_files().filter(pk__in=waiting.values("file"))
    files = files.exclude(file_size__gt=effort.largest)
    until = time.monotonic() + effort.seconds
    read: list[int] = []
    for file in files.order_by("pk").iterator(chunk_size=100):
        if time.monotonic() > until:
            break
        if _read(file, effort):
            read.append(file.pk)
    again = EntryFile.objects.filter(file__in=read, text=None)
    return set(again.values_list("entry__page_id", flat=True))


def _read(file: Any, effort: Effort) -> bool:
    """Keep the text of *file*; return whether that, or why it has none, is known now."""
    try:
        file.get_file_hash()
        if (file.get_file_size() or 0) > effort.largest:
            return False
        key = checksum_of(file)
        if not FileText.objects.filter(pk=key).exists():
            FileText.objects.get_or_create(pk=key, defaults=_content(file, effort))
    except TimeoutError:
        return False  # next time, with more of it
    except OSError:
        logger.warning("file %s is not there; its text can't be searched", file.pk)
        return False
    return True


def _content(file: Any, effort: Effort) -> dict[str, str]:
    with file.open_file() as content:
        data = content.read()
    try:
        bounds = Bounds(seconds=effort.seconds_each, keeps_part=effort.keeps_part)
        return {"text": plain_text(data, bounds)}
    except TimeoutError:
        raise
    except UnreadableFile as error:
        problem = error.code
        logger.warning("text of file %s can't be read: %s", file.pk, problem)
    except Exception:  # of libraries, about files that anybody may have made
        problem = "failed"
        logger.exception("text of file %s can't be read", file.pk)
    return {"problem": problem}


def forget_unused() -> int:
    """Forget the texts of files that no public page attaches any more; return their number."""
    return int(FileText.objects.filter(files=None).delete()[0])
