"""What the categories of portals hold, in a number of queries that grows with neither.

An item is an article, a record or a legal document; its translations are the same item, aliases
are none. It belongs to every category whose page it lies below. Text on the page of a category of
articles is an item too. What was withdrawn after a day no longer counts on that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from govportal.information.answers import ITEM_TYPES
from govportal.information.sections import CategoryKey, SectionRow, Trees, above
from govportal.portals.models import Portal
from govportal.portals.tree import is_original


@dataclass
class Item:
    """An item in all its languages."""

    is_published: bool = False
    published_on: date | None = None
    """The day of its first publication, in whichever language."""
    updated_on: date | None = None
    changed_on: date | None = None
    """The day on which its matter changed, as its editor or the document states it."""

    def add_version(self, published: Any, updated: Any, changed: date | None) -> None:
        """Add a published version; None as a day means that it is not known."""
        self.is_published = True
        self.published_on = min(filter(None, (self.published_on, published)), default=None)
        self.updated_on = max(filter(None, (self.updated_on, updated)), default=None)
        self.add_change(changed)

    def add_change(self, changed: date | None) -> None:
        """Add what a version says of the day of the change."""
        self.changed_on = max(filter(None, (self.changed_on, changed)), default=None)


@dataclass
class Holding:
    """What one category of one portal holds."""

    pages: list[SectionRow] = field(default_factory=list)
    """Its pages, the Vietnamese one first."""
    items: dict[Any, Item] = field(default_factory=lambda: defaultdict(Item))

    @property
    def is_open(self) -> bool:
        """Whether the public can read its page in some language."""
        return any(page.is_public for page in self.pages)

    @property
    def published(self) -> list[Item]:
        """The items that the public can read."""
        return [item for item in self.items.values() if item.is_published]

    @property
    def unpublished(self) -> list[Item]:
        """The items that no language has published."""
        return [item for item in self.items.values() if not item.is_published]

    @property
    def updated_on(self) -> date | None:
        """The day of the newest publication."""
        return max((item.updated_on for item in self.published if item.updated_on), default=None)


Holdings = dict[CategoryKey, Holding]


def holdings(portals: Iterable[Portal], on: date, of_articles: Set[CategoryKey]) -> Holdings:
    """Return what the categories of *portals* hold *on* a day, those without page left out.

    The text on the page of a category counts where the category is one of articles.
    """
    ids = [portal.pk for portal in portals]
    trees = Trees(ids)
    sections = trees.sections()
    found: Holdings = defaultdict(Holding)
    for section in sorted(sections.values(), key=lambda row: row.path):
        found[section.portal_id, section.key].pages.append(section)
    for path, key, item in _items(trees, on):
        _add(found, sections, path, key, item)
    for section in list(sections.values()):
        is_item = section.has_introduction and section.is_public
        if is_item and (section.portal_id, section.key) in of_articles:
            last = section.last_published_at
            item = _published(last, last, on) or Item()
            _add(found, sections, section.path, section.translation_key, item)
    _add_questions(found, ids, on)
    return found


def _add(
    found: Holdings, sections: dict[str, SectionRow], path: str, key: Any, version: Item
) -> None:
    for row in filter(None, map(sections.get, above(path))):
        _merge(found[row.portal_id, row.key].items[key], version)


def _merge(item: Item, version: Item) -> None:
    if version.is_published:
        item.add_version(version.published_on, version.updated_on, version.changed_on)
    else:
        item.add_change(version.changed_on)


def _items(trees: Trees, on: date) -> Iterator[tuple[str, Any, Item]]:
    pages = trees.pages(Page.objects.type(*ITEM_TYPES).filter(is_original()))
    changed = Coalesce("articlepage__source_changed_on", "recordpage__source_changed_on")
    rows = pages.annotate(
        is_public=trees.public, changed=changed, issued=F("legaldocumentpage__issued_on")
    ).values_list(
        "path", "translation_key", "is_public", "changed", "issued",
        "first_published_at", "last_published_at",
    )  # fmt: skip
    for path, key, is_public, changed_on, issued_on, first, last in rows.iterator():
        if not is_public:
            yield path, key, Item(changed_on=changed_on)
        elif (version := _published(first, last, on)) is None:
            yield path, key, Item()
        else:
            version.changed_on = changed_on or issued_on
            yield path, key, version


def _published(first: datetime | None, last: datetime | None, on: date) -> Item | None:
    published_on, updated_on = _day(first), _day(last)
    if published_on and published_on > on:
        return None
    if updated_on and updated_on > on:
        updated_on = None
    return Item(True, published_on, updated_on or published_on)


def _day(instant: datetime | None) -> date | None:
    zone = timezone.get_default_timezone()
    return timezone.localtime(instant, zone).date() if instant else None


def _add_questions(found: Holdings, portals: list[int], on: date) -> None:
    """Count the questions of citizens that were answered in public by the end of the day."""
    after = datetime.combine(on + timedelta(days=1), time.min, timezone.get_default_timezone())
    answered = Q(feedback__published_at__lt=after)
    rows = Portal.objects.filter(pk__in=portals).values_list("pk")
    rows = rows.annotate(count=Count("feedback", filter=answered))
    for pk, count, last in rows.annotate(last=Max("feedback__published_at", filter=answered)):
        for number in range(count):
            found[pk, "feedback"].items[number] = Item(True, _day(last), _day(last))
