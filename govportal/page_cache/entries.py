"""A stored answer: what may be stored, how it is sent again, how it travels to Redis."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.utils import timezone
from django.utils.cache import get_max_age
from django.utils.http import parse_etags

LONGEST = 300
"""Seconds an answer is kept at most, whatever happens."""
KINDS = ("text/html", "text/xml", "application/xml", "application/json")
FAMILIES = ("+xml", "+json")
FOR_ONE_READER = {"private", "no-store", "no-cache"}
OURS = {"content-length", "etag", "vary", "cache-control"}
DEFAULT_CONTROL = "public, max-age=0, s-maxage=60"
IN_304 = ("ETag", "Vary", "Cache-Control")


@dataclass(frozen=True)
class Entry:
    """An answer with its headers, plain and compressed, and the generation it belongs to."""

    scope: int
    generation: str
    expires: float
    headers: dict[str, str]
    plain: bytes
    packed: bytes
    _headers: tuple[ResponseHeaders, ResponseHeaders] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        tag = hashlib.sha256(self.plain).hexdigest()[:20]
        plain = self.headers | {"ETag": f'"{tag}"', "Content-Length": str(len(self.plain))}
        packed = self.headers | {
            "ETag": f'"{tag}-gz"',
            "Content-Length": str(len(self.packed)),
            "Content-Encoding": "gzip",
        }
        object.__setattr__(self, "_headers", (ResponseHeaders(plain), ResponseHeaders(packed)))

    @property
    def size(self) -> int:
        """Bytes the entry takes in memory, about."""
        return len(self.plain) + len(self.packed) + 2000

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the answer in the encoding *request* accepts, 304 if the reader has it."""
        meta = request.META
        is_packed = accepts_gzip(meta.get("HTTP_ACCEPT_ENCODING", ""))
        headers = self._headers[is_packed]
        asked = meta.get("HTTP_IF_NONE_MATCH")
        if asked and _names(asked, headers["ETag"]):
            return HttpResponseNotModified(headers={name: headers[name] for name in IN_304})
        body = self.packed if is_packed else self.plain
        response = HttpResponse(b"" if request.method == "HEAD" else body, content_type="")
        response.headers = _copied(headers)
        return response

    def dump(self) -> bytes:
        """Return the entry as Redis keeps it: a line of JSON, then the compressed body."""
        head = [self.scope, self.generation, self.expires, self.headers]
        return json.dumps(head).encode() + b"\n" + self.packed


def _copied(headers: ResponseHeaders) -> ResponseHeaders:
    """Return *headers* for one answer; that each is sound was looked at when it was stored."""
    copied = ResponseHeaders({})
    copied._store.update(headers._store)
    return copied


def load(data: bytes) -> Entry:
    """Return the entry that :meth:`Entry.dump` wrote.

    Raises:
        ValueError, OSError, EOFError: it is damaged.
    """
    head, _newline, packed = data.partition(b"\n")
    scope, generation, expires, headers = json.loads(head)
    return Entry(scope, generation, expires, headers, gzip.decompress(packed), packed)


def entry_of(response: Any, scope: int, generation: str, now: float) -> Entry | None:
    """Return *response* as an entry, None where it may not be stored."""
    seconds = min(get_max_age(response) or LONGEST, LONGEST)
    if not is_for_everybody(response):
        return None
    headers = {name: value for name, value in response.items() if name.lower() not in OURS}
    headers["Vary"] = "Accept-Encoding"
    headers["Cache-Control"] = response.get("Cache-Control", DEFAULT_CONTROL)
    packed = gzip.compress(response.content, 6, mtime=0)
    return Entry(scope, generation, expiry(now, seconds), headers, response.content, packed)


def is_for_everybody(response: Any) -> bool:
    """Return whether *response* is a whole public page that is the same for every reader."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    if get_max_age(response) == 0:
        return False
    kind = response.get("Content-Type", "").partition(";")[0].strip()
    if not kind.startswith(KINDS) and not kind.endswith(FAMILIES):
        return False
    control = _words_of(response, "Cache-Control")
    varies = _words_of(response, "Vary") - {"accept-encoding"}
    return not control & FOR_ONE_READER and not varies and "Content-Encoding" not in response


def _words_of(response: Any, header: str) -> set[str]:
    words = {word.strip() for word in response.get(header, "").lower().split(",")}
    return words - {""}


def expiry(now: float, seconds: int = LONGEST) -> float:
    """Return until when an answer made at *now* holds: pages say what is in force today."""
    here = datetime.fromtimestamp(now, timezone.get_default_timezone())
    midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return min(now + seconds, midnight.timestamp())


def accepts_gzip(accepted: str) -> bool:
    """Return whether the header Accept-Encoding *accepted* allows gzip."""
    if "gzip" not in accepted:
        return False
    for part in accepted.split(","):
        name, _semicolon, quality = part.replace(" ", "").partition(";q=")
        if name == "gzip":
            return not quality or quality.strip("0.") != ""
    return False


def _names(asked: str, tag: str) -> bool:
    tags = [found.removeprefix("W/") for found in parse_etags(asked)]
    return tag in tags or "*" in tags
