"""The text of a legal document as it is shown, drawn once for as long as nothing in it changes.

A long text takes longer to draw than all else on its page. What is kept has its place by its whole
content: by the page as it was read, the address, the language, and the documents that it cites. So
it never shows what is no more, and another version, or a draft, has a place of its own.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from hashlib import blake2b
from sys import getsizeof
from threading import Lock
from typing import Any

from django.utils.translation import get_language
from wagtail.blocks import StreamValue

from govportal.publishing.documents.reference_links import Links

TARGET = (
    "pk", "path", "url_path", "issuer", "issued_on", "citation_key", "locale_id",
    "translation_key", "body", "decision",
)  # fmt: skip
"""What a link to another document depends on, besides its address."""
MOST_BYTES = 8 * 2**20
"""What a process keeps of texts."""


class Memory:
    """Values by key, those used last; *most* says how many bytes of them."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self._kept: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any) -> Any:
        """Return the value of *key*, None where it is not kept."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Any, value: Any, size: int) -> None:
        """Keep *value* of *size* bytes in the place of what was not used for longest."""
        with self._lock:
            self.held += size - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = value, size
            while self.held > self.most:
                _key, (_value, freed) = self._kept.popitem(last=False)
                self.held -= freed


memory = Memory(MOST_BYTES)


class DrawnText:
    """What is drawn of the text of the document *page* with its *links*."""

    def __init__(self, page: Any, links: Links) -> None:
        self.page, self.links = page, links

    def draw(self, name: str, draw: Callable[[], str]) -> str:
        """Return the part *name* of what is shown, by *draw* unless it is known."""
        key = name, self._place
        found: str | None = memory.get(key)
        if found is None:
            found = draw()
            memory.put(key, found, getsizeof(found))
        return found

    @cached_property
    def _place(self) -> bytes:
        links = self.links
        here = getattr(links.request, "endpoint", None)
        seen_from = here.url() if here else ""
        own = _digest([get_language(), seen_from, links.shown, *_content(self.page)])
        cited = memory.get(own)
        if cited is None:
            memory.put(own, links.cited, getsizeof(links.cited))
        else:
            links.cited = cited
        targets = [[*_content(row, TARGET), row.get_url(links.request)] for row in links.targets]
        return _digest([own.hex(), targets]) if targets else own


def _content(page: Any, names: Any = ()) -> list[Any]:
    """Return what a page holds in the fields *names*, in all of its fields where none is told."""
    names = names or [field.attname for field in page._meta.concrete_fields]
    return [_plain(getattr(page, name)) for name in names]


def _plain(value: Any) -> Any:
    return list(value.raw_data) if isinstance(value, StreamValue) else str(value)


def _digest(content: list[Any]) -> bytes:
    return blake2b(json.dumps(content, ensure_ascii=False).encode(), digest_size=16).digest()
