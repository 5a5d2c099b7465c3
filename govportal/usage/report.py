"""Draws the figures of use together: views and ratings by section, page, day or month."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Sum, TextChoices
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from govportal.portals.models import Portal
from govportal.usage.models import DailyViews, Rating

WEIGHTS = {Rating.Value.YES: 100, Rating.Value.PARTLY: 50, Rating.Value.NO: 0}
"""What a rating is worth, in percent of full satisfaction."""


class By(TextChoices):
    """What a line of the report stands for."""

    SECTION = "section", _("section")
    PAGE = "page", _("page")
    DAY = "day", _("day")
    MONTH = "month", _("month")


@dataclass
class Figures:
    """The sums of one line."""

    views: int = 0
    ratings: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Rating.Value.values, 0))

    @property
    def rated(self) -> int:
        """How many readers rated."""
        return sum(self.ratings.values())

    @property
    def satisfaction(self) -> int | None:
        """The average rating in percent, None where nobody rated."""
        worth = sum(WEIGHTS[Rating.Value(value)] * count for value, count in self.ratings.items())
        return round(worth / self.rated) if self.rated else None

    def add(self, other: Figures) -> None:
        """Add the sums of *other*."""
        self.views += other.views
        for value, count in other.ratings.items():
            self.ratings[value] += count


@dataclass(frozen=True)
class Line:
    """One line of the report: whose figures, of what, with the page to open where there is one."""

    portal: Portal | None
    label: str
    page_id: int | None
    figures: Figures


Key = tuple[Any, ...]


def draw(portals: Collection[Portal], by: str, first: date, last: date) -> list[Line]:
    """Return the lines of *portals* from *first* to *last* day, both included.

    Days come in their order; sections and pages begin with the most read.
    """
    keys = ["period"] if is_time(by) else ["portal_id", f"{by}_id"]
    found = _sums(portals, keys, first, last, by)
    if is_time(by):
        return [Line(None, _period(key[0], by), None, found[key]) for key in sorted(found)]
    return _named(found, {portal.pk: portal for portal in portals})


def is_time(by: str) -> bool:
    """Return whether the lines stand for times, not for pages."""
    return by in (By.DAY, By.MONTH)


def total(lines: Iterable[Line]) -> Figures:
    """Return the sums of all *lines*."""
    figures = Figures()
    for line in lines:
        figures.add(line.figures)
    return figures


def _sums(
    portals: Collection[Portal], keys: list[str], first: date, last: date, by: str
) -> dict[Key, Figures]:
    found: dict[Key, Figures] = {}
    views, ratings = (
        _rows(model, portals, first, last, by) for model in (DailyViews, Rating)
    )  # fmt: skip
    for *key, number in views.values_list(*keys).annotate(Sum("views")):
        found.setdefault(tuple(key), Figures()).views = number
    for *key, value, number in ratings.values_list(*keys, "value").annotate(Sum("count")):
        found.setdefault(tuple(key), Figures()).ratings[value] = number
    return found


def _rows(model: Any, portals: Collection[Portal], first: date, last: date, by: str) -> Any:
    period = TruncMonth("day") if by == By.MONTH else F("day")
    rows = model.objects.filter(portal__in=portals, day__range=(first, last)).order_by()
    return rows.annotate(period=period)


def _period(day: date, by: str) -> str:
    return day.strftime("%m/%Y" if by == By.MONTH else "%d/%m/%Y")


def _named(found: dict[Key, Figures], portals: dict[int, Portal]) -> list[Line]:
    ids = {page_id for _portal, page_id in found}
    titles = dict(Page.objects.filter(pk__in=ids).values_list("pk", "title"))
    lines = [
        Line(portals[portal], titles.get(page) or str(_("(deleted or added up)")), page, figures)
        for (portal, page), figures in found.items()
    ]
    return sorted(lines, key=lambda line: (-line.figures.views, -line.figures.rated, line.label))
