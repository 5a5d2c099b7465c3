"""Finds the links in what a page says: in its text, its blocks and its fields for addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from django.db.models import URLField
from django.utils.encoding import iri_to_uri
from lxml import html
from lxml.etree import ParserError
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from govportal.operations.links.models import LONGEST, TEXT

PAGE, DOCUMENT = "page:", "document:"
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_OF_DATABASE = {"page": PAGE, "document": DOCUMENT}


def links_of(page: Page) -> dict[str, str]:
    """Return the addresses that *page*, which is of its own type, links to, with their words."""
    found: dict[str, str] = {}
    base = page.full_url or ""
    for field in page._meta.concrete_fields:
        if isinstance(field, (URLField, RichTextField, StreamField)):
            for address, words in _links_in(field, field.value_from_object(page), base):
                found[address] = found.get(address) or words
    return found


def _links_in(field: Any, value: Any, base: str) -> Iterator[tuple[str, str]]:
    if not isinstance(field, StreamField):
        yield from _in_text(value or "", base)
        return
    for text in _texts(list(value.raw_data)):
        yield from _in_text(text, base)
    for model, key, _model_path, _content_path in field.extract_references(value):
        if issubclass(model, Page):
            yield f"{PAGE}{key}", ""


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a stream as it is stored, whatever blocks hold it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _in_text(text: str, base: str) -> Iterator[tuple[str, str]]:
    if _ADDRESS.fullmatch(text.strip()):
        yield normal(text), ""
    elif "<a " in text:
        yield from _in_html(text, base)


def _in_html(text: str, base: str) -> Iterator[tuple[str, str]]:
    try:
        links = list(html.fragment_fromstring(text, create_parent="div").iter("a"))
    except (ParserError, ValueError):
        return  # nothing that a browser would show as a link
    for link in links:
        words = " ".join(link.text_content().split())[:TEXT]
        kind = _OF_DATABASE.get(link.get("linktype", ""))
        if kind:
            yield f"{kind}{link.get('id', '')}", words
        elif _ADDRESS.match(address := _absolute(link.get("href", "").strip(), base)):
            yield normal(address), words


def _absolute(address: str, base: str) -> str:
    """Return where a browser goes that finds *address* on the page at *base*."""
    try:
        return "" if address.startswith("#") else urljoin(base, address)
    except ValueError:
        return address


def normal(address: str) -> str:
    """Return *address* as it is asked for: no fragment, no password, foreign letters encoded."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").encode("idna").decode()
        place = f"{host}:{parts.port}" if parts.port else host
    except (ValueError, UnicodeError):
        return iri_to_uri(address)[:LONGEST]  # asked for, it turns out not to be an address
    asked = parts.scheme.lower(), place, parts.path or "/", parts.query, ""
    return iri_to_uri(urlunsplit(asked))[:LONGEST]
