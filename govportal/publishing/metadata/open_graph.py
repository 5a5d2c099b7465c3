"""What a page looks like where somebody shares its link (the Open Graph protocol)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govportal.publishing.metadata.values import Description
from govportal.publishing.pictures import SMALL_FORMATS

LOCALES = {"vi": "vi_VN", "en": "en_US"}
"""The protocol wants a territory with each language."""
SMALLEST_WIDTH = 400
"""Pixels: smaller renditions make no picture of a shared link."""


def properties(description: Description, address: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield property and value of the page at *address*, at the cost of no query."""
    page, place = description.page, description.place
    yield "og:title", description.text("title")
    yield "og:type", "article" if page.schema_type == "NewsArticle" else "website"
    yield "og:url", address["canonical"]
    yield "og:site_name", place.words(place.portal, "name")
    yield "og:locale", LOCALES.get(place.language, place.language)
    for language in address["alternates"]:
        if language != place.language:
            yield "og:locale:alternate", LOCALES.get(language, language)
    if text := description.text("description"):
        yield "og:description", text
    yield from _image(getattr(page, "image", None), place.url)


def _image(image: Any, url: str) -> Iterator[tuple[str, str]]:
    """Yield the widest rendition of *image* among those already read, if any serves."""
    found = (
        item
        for item in getattr(image, "prefetched_renditions", ())
        if not item.filter_spec.endswith(SMALL_FORMATS)  # networks read only the plain ones
    )
    rendition = max(found, key=lambda item: item.width, default=None)
    if rendition is None or rendition.width < SMALLEST_WIDTH:
        return
    root = "/".join(url.split("/", 3)[:3])
    address = rendition.file.url
    yield "og:image", root + address if address.startswith("/") else address
    yield "og:image:width", str(rendition.width)
    yield "og:image:height", str(rendition.height)
    if image.description:
        yield "og:image:alt", image.description
