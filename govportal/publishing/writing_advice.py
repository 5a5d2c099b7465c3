"""What would make a page easier to read and to find: told to its editor, never a reason to refuse.

What has to be right before a page is published is in :mod:`govportal.publishing.page_checks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from lxml import html
from lxml.etree import ParserError
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from govportal.folding import fold

LONGEST_TITLE = 120
"""In characters: more fits no list, no search result and no shared link."""
PICTURES = frozenset({".avif", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
SAYING_NOTHING = frozenset({
    "tai day", "o day", "day", "xem tai day", "xem o day", "tai ve tai day", "bam vao day",
    "nhan vao day", "kich vao day", "click vao day", "xem them", "xem chi tiet", "chi tiet",
    "doc them", "lien ket", "link", "duong link", "here", "click here", "see here", "read more",
    "more", "details", "this link", "this page", "download here",
})  # fmt: skip
"""Words of links that tell nothing when they are read alone (WCAG 2.4.4), without marks."""
NO_SOURCE = frozenset({
    "internet", "mang", "suu tam", "st", "tong hop", "nhieu nguon", "nguon internet", "website",
    "various", "unknown",
})  # fmt: skip
"""What is written in place of a source and names none (ATTR-01), without marks."""
ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
RANKS = {"part": 0, "chapter": 1, "section": 2, "subsection": 3}


@dataclass(frozen=True)
class Advice:
    """Something to write better: where it stands, and what to do."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def advice_on(page: Page) -> list[Advice]:
    """Return what could be written better on *page*, in the order of the page."""
    found = [*_on_title(page), *_on_summary(page)]
    for field in page._meta.concrete_fields:
        value = getattr(page, field.attname) if isinstance(field, StreamField) else None
        if value:
            found += _on_stream(value, capfirst(str(field.verbose_name)))
    return [*found, *_on_source(page)]


def _on_title(page: Page) -> Iterator[Advice]:
    title, place = page.title, capfirst(_("title"))
    # The title of a legal document is the State's own.
    is_ours = not hasattr(page, "citation")
    if is_ours and len(title) > LONGEST_TITLE:
        values = {"length": len(title), "most": LONGEST_TITLE}
        text = _("%(length)d characters long; keep it below %(most)d, and tell the rest in the "
                 "summary.")  # fmt: skip
        yield Advice(place, text % values)
    if is_ours and title.isupper() and len(title.split()) > 2:
        yield Advice(
            place, _("Written in capitals only, which is hard to read. Use small letters.")
        )


def _on_summary(page: Page) -> Iterator[Advice]:
    if getattr(page, "summary", None) == "":
        text = _("Empty. One or two sentences help readers in lists and search results.")
        yield Advice(capfirst(_("summary")), text)


def _on_source(page: Page) -> Iterator[Advice]:
    source = getattr(page, "source", None)
    if source is None:
        return
    place = capfirst(_("source"))
    if not source.strip():
        yield Advice(place, _("Missing. Name the agency or press organisation it comes from."))
    elif fold(source).strip(" .") in NO_SOURCE:
        text = _("“%(source)s” names nobody. Name the agency or press organisation it comes from.")
        yield Advice(place, text % {"source": source})


def _on_stream(stream: StreamValue, label: str) -> Iterator[Advice]:
    children = list(stream)
    for number, child in enumerate(children, start=1):
        place = f"{label}, {number} ({child.block.label})"
        following = children[number].block_type if number < len(children) else ""
        if child.block_type == "heading" and following in ("", "heading"):
            yield Advice(place, _("No text follows this heading. Write some, or remove it."))
        yield from (Advice(place, text) for text in _on_value(child.value))
    yield from _on_divisions(children, label)


def _on_divisions(children: list[Any], label: str) -> Iterator[Advice]:
    """Yield the headings of a legal text that stand below none of the level above."""
    seen = -1
    for number, child in enumerate(children, start=1):
        rank = RANKS.get(child.value["kind"]) if child.block_type == "division" else None
        if rank is None:
            continue
        if rank == RANKS["subsection"] and seen < RANKS["section"]:
            place = f"{label}, {number} ({child.block.label})"
            yield Advice(place, _("A subsection stands below a section. Check the levels."))
        seen = rank


def _on_value(value: Any) -> Iterator[str]:
    """Yield advice on everything within *value*, of whatever kind of block."""
    if isinstance(value, RichText):
        yield from _on_text(value.source)
    elif isinstance(value, StructValue):
        yield from _on_picture(value)
        for part in value.values():
            yield from _on_value(part)
    elif isinstance(value, ListValue):
        for part in value:
            yield from _on_value(part)
    elif isinstance(value, StreamValue):
        for child in value:
            yield from _on_value(child.value)


def _on_text(source: str) -> Iterator[str]:
    try:
        root = html.fragment_fromstring(source, create_parent=True)
    except (ParserError, ValueError):
        return
    for link in root.iter("a"):
        yield from _on_link(" ".join(link.text_content().split()))
    for paragraph in root.iter("p"):
        words = paragraph.text_content().strip()
        bold = "".join(part.text_content() for part in paragraph.iter("b", "strong")).strip()
        if words and words == bold:
            text = _("“%(words)s” is bold like a heading. Use the block Heading instead.")
            yield text % {"words": _short(words)}


def _on_link(words: str) -> Iterator[str]:
    if fold(words).strip(" .:…>»") in SAYING_NOTHING:
        text = _("The link “%(words)s” does not say where it leads. Link the name of what readers "
                 "find there.")  # fmt: skip
        yield text % {"words": words}
    elif ADDRESS.fullmatch(words):
        text = _("The link “%(words)s” is a bare address. Write the name of the page instead.")
        yield text % {"words": _short(words)}


def _on_picture(value: StructValue) -> Iterator[str]:
    image = value.get("image")
    if image is None:
        return
    alt = getattr(image, "contextual_alt_text", "") or ""
    if PurePath(alt.strip()).suffix.lower() in PICTURES:
        yield _("The alternative text “%(alt)s” is the name of a file. Say what the image shows."
                ) % {"alt": alt}  # fmt: skip
    elif not alt and not getattr(image, "decorative", False) and not image.description:
        yield _("The image “%(image)s” has no alternative text. Say what it shows.") % {
            "image": image.title
        }
    if value.get("author") == "":
        yield _("The photographer of “%(image)s” is not named.") % {"image": image.title}


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"
