"""By when a category must be renewed and a change published, and what came too late (INFO-34, 35).

A lag is counted in working days from the day on which the matter changed to the publication: the
first one, or the last where the matter changed after the first. The day of the change itself is
not counted.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from govportal import law
from govportal.information.holdings import Item
from govportal.sections import SectionSpec

DEFAULT_RULE = "information.update_within"
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def default_allowance(on: date) -> int | None:
    """Return within how many working days a change must be published where no category says so.

    None where no rule is in force.
    """
    try:
        return law.number(DEFAULT_RULE, on)
    except KeyError:
        return None


def renewal_due(spec: SectionSpec, updated_on: date | None) -> date | None:
    """Return the day by which something new is due, None where nothing is or none came yet."""
    if not spec.renewed_every or updated_on is None:
        return None
    if spec.renewed_every == "week":
        return updated_on + timedelta(days=7)
    return _months_later(updated_on, MONTHS[spec.renewed_every])


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def publication_due(changed_on: date, allowed: int) -> date:
    """Return the last day on which a change may be published."""
    return law.add_working_days(changed_on, allowed)


def next_due(
    spec: SectionSpec, allowed: int | None, updated_on: date | None, waiting: Iterable[Item]
) -> date | None:
    """Return the first day by which something must be published, *waiting* items included."""
    found = [renewal_due(spec, updated_on)]
    if allowed is not None:
        found += [publication_due(i.changed_on, allowed) for i in waiting if i.changed_on]
    return min(filter(None, found), default=None)


def is_late(item: Item, allowed: int | None, on: date) -> bool:
    """Return whether *item* was published too late, or is still unpublished and too late."""
    if item.changed_on is None or allowed is None:
        return False
    published_on = _published_after_change(item) if item.is_published else None
    if item.is_published and published_on is None:
        return False
    return publication_due(item.changed_on, allowed) < (published_on or on)


def lag(item: Item) -> int | None:
    """Return the working days from change to publication, None where either is not known."""
    published_on = _published_after_change(item) if item.is_published else None
    if item.changed_on is None or published_on is None:
        return None
    days = (published_on - item.changed_on).days
    later = (item.changed_on + timedelta(days=count) for count in range(1, days + 1))
    return sum(map(law.is_working_day, later))


def late_items(
    items: Iterable[Item], allowed: int | None, on: date, since: date = date.min
) -> list[Item]:
    """Return the items whose matter changed between *since* and *on* and that are late."""
    changed = [item for item in items if item.changed_on and since <= item.changed_on <= on]
    return [item for item in changed if is_late(item, allowed, on)]


def _published_after_change(item: Item) -> date | None:
    if item.published_on and item.changed_on and item.published_on >= item.changed_on:
        return item.published_on
    return item.updated_on
