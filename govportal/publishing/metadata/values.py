"""What the metadata of a page say: what it knows of itself, and what editors put in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.text import Truncator

from govportal import plugins
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.publishing.metadata.elements import Element, elements, joined, values_in

if TYPE_CHECKING:
    from govportal.publishing.metadata.models import DescribedPage

Values = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Place:
    """Where a page stands: what its metadata take from around it."""

    portal: Portal
    language: str
    url: str
    subject: str = ""

    def words(self, owner: Any, name: str) -> str:
        """Return the attribute *name* of an agency or portal in the language of the page."""
        with translation.override(self.language):
            return str(getattr(owner, name) or "")


@dataclass(frozen=True)
class Description:
    """The metadata of a page."""

    page: DescribedPage
    place: Place
    values: Values
    automatic: Values

    def text(self, key: str) -> str:
        """Return the element *key* as one text, empty where the page has none."""
        return joined(self.values.get(key, ()))

    def filled(self) -> Iterable[tuple[Element, str]]:
        """Yield the elements that have a value, in the order of the law."""
        return ((element, self.text(key)) for key, element in elements().items() if self.text(key))


def place_of(page: Any, parent: Any = None, subject: str = "") -> Place | None:
    """Return where *page* stands, a new one below *parent*; None outside every portal."""
    above = page if page.path else parent
    home = routing.table().home_of(above.path) if above is not None else None
    if home is None:
        return None
    url = page.full_url if page.path else f"{above.full_url or ''}{page.slug}/"
    return Place(home.portal, home.language, url or "", subject)


def describe(page: DescribedPage, place: Place) -> Description:
    """Return the metadata of *page*: of each element the editors' text, else the page's own."""
    automatic = _automatic(page, place)
    written = {
        key: values
        for key, text in page.metadata.items()
        if key in elements() and (values := values_in(elements()[key], str(text)))
    }
    return Description(page, place, automatic | written, automatic)


def _automatic(page: DescribedPage, place: Place) -> Values:
    own = page.described_as(place)
    found = _of_place(place) | {key: value for key, value in own.items() if value}
    found["description"] = page.search_description or page.described_text(place)
    known = {key: _values(found.get(key), element) for key, element in elements().items()}
    return {key: values for key, values in known.items() if values}


def _of_place(place: Place) -> dict[str, Any]:
    agency = place.words(place.portal.agency, "name")
    return {
        "creator": agency,
        "publisher": agency,
        "identifier": place.url,
        "language": place.language,
        "source": place.words(place.portal, "name"),
        "subject": place.subject,
        "type": "Text",
        "format": "text/html",
        "coverage": plugins.province().name.in_language(place.language),
    }


def _values(found: Any, element: Element) -> tuple[str, ...]:
    several = found if isinstance(found, list | tuple) else [found]
    words = (" ".join(str(value or "").split()) for value in several)
    return tuple(_shortened(word, element.longest) for word in words if word)


def _shortened(word: str, longest: int) -> str:
    return word if len(word) <= longest else Truncator(word).chars(longest)


def text_of(stream: Any) -> str:
    """Return the words of a stream of blocks."""
    return " ".join(stream.stream_block.get_searchable_content(stream)) if stream else ""


def day_of(moment: Any) -> str:
    """Return the day of *moment* in the standard form; a page not yet published appears today."""
    if moment is None:
        return timezone.localdate().isoformat()
    return (moment if type(moment) is date else timezone.localtime(moment).date()).isoformat()
