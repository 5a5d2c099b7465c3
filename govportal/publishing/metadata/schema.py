"""The metadata in the words of schema.org, as attributes that need no script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govportal.publishing.metadata.values import Description

NAMES = {
    "name": "title",
    "description": "description",
    "author": "creator",
    "datePublished": "date",
    "inLanguage": "language",
    "keywords": "subject",
}
CONTACT = {"address": "address", "telephone": "phone", "email": "email"}


def properties(description: Description) -> Iterator[tuple[str, str]]:
    """Yield property and value of what the page itself is."""
    page = description.page
    found = {name: description.text(key) for name, key in NAMES.items()}
    if page.schema_type == "NewsArticle":
        found["headline"] = found["name"]
    for name, value in {**found, **page.schema_properties()}.items():
        if value:
            yield name, value


def publisher(description: Description) -> dict[str, Any]:
    """Return address and properties of the agency that publishes the page."""
    root = description.page.full_url[: -len(description.page.get_url_parts()[2])]
    return {"url": f"{root}/#agency", "properties": list(_agency(description))}


def _agency(description: Description) -> Iterator[tuple[str, str]]:
    """Yield what is said of the agency: its name everywhere, how to reach it on its home."""
    yield "name", description.text("publisher")
    page, place = description.page, description.place
    if not page.is_home:
        return
    yield "url", place.url
    for name, field in CONTACT.items():
        if value := place.words(place.portal, field):
            yield name, value
