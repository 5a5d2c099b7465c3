"""The articles of a section, of all years or of one year or month that the reader asks for.

A list shows only so many pages by number: whatever is older is reached by its year, so that a long
section is neither counted nor skipped to its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dates import MONTHS
from wagtail.models import Page

from govportal.publishing.cached_reading import read_cached
from govportal.publishing.listed.models import ARTICLE, ListedPage
from govportal.publishing.page_lists import PER_PAGE, all_articles, first_page_of, numbered_articles
from govportal.publishing.sharing.lists import SharedBelow

YEAR, MONTH = "nam", "thang"
FIRST_YEAR = 1990
YEARS_SECONDS = 600
"""How long the years of a section are remembered; the present year needs no reading."""


@dataclass(frozen=True)
class Period:
    """A link that narrows the list to a year or a month."""

    label: str
    query: str
    is_current: bool


class ArticleArchive:
    """The articles below *section* that *request* asks for, and the ways to narrow them.

    A year or month that makes no sense is left out, as if it had not been asked for.
    """

    def __init__(self, section: Page, request: HttpRequest) -> None:
        self.section = section
        self.now = timezone.localtime()
        self.year = _number(request.GET.get(YEAR), FIRST_YEAR, self.now.year)
        self.month = _number(request.GET.get(MONTH), 1, 12) if self.year else None
        self.page_obj = first_page_of(self._articles(), request)

    def _articles(self) -> Any:
        shared = SharedBelow(self.section)
        if self.year is None:
            return numbered_articles(shared)
        begin, end = _bounds(self.year, self.month)
        return all_articles(shared).filter(shown_at__gte=begin, shown_at__lt=end)

    @property
    def chosen(self) -> str:
        """What holds of the query, as it stands in addresses: ``nam=2026&thang=5``."""
        year = f"{YEAR}={self.year}" if self.year else ""
        return f"{year}&{MONTH}={self.month}" if self.month else year

    @property
    def context(self) -> dict[str, Any]:
        """What the template of a section needs."""
        number, chosen = self.page_obj.number, self.chosen
        found = {"archive": self, "page_obj": self.page_obj}
        if not chosen:
            return found
        page = f"&page={number}" if number > 1 else ""
        return found | {"kept_query": f"{chosen}&", "canonical_query": f"?{chosen}{page}"}

    @property
    def years(self) -> Iterator[Period]:
        """Yield the years in which something was published, the newest first.

        None for a list that fits on one page as it is.
        """
        if self.year or self.page_obj.paginator.count > PER_PAGE:
            for year in _years_of(self.section, self.now):
                yield Period(str(year), f"?{YEAR}={year}", year == self.year)

    @property
    def months(self) -> Iterator[Period]:
        """Yield the months of the chosen year up to now."""
        if self.year:
            last = self.now.month if self.year == self.now.year else 12
            for month in range(1, last + 1):
                query = f"?{YEAR}={self.year}&{MONTH}={month}"
                yield Period(str(MONTHS[month]), query, month == self.month)


def _number(text: str | None, least: int, most: int) -> int | None:
    is_short = text is not None and text.isascii() and text.isdigit() and len(text) <= 4
    number = int(text) if is_short and text else 0
    return number if least <= number <= most else None


def _bounds(year: int, month: int | None) -> tuple[datetime, datetime]:
    """Return the first moment of the year or month, and the first one after it."""
    begin = datetime(year, month or 1, 1)  # noqa: DTZ001 - the zone is added below
    is_last = month in {None, 12}
    end = datetime(year + 1, 1, 1) if is_last else datetime(year, (month or 1) + 1, 1)  # noqa: DTZ001
    return timezone.make_aware(begin), timezone.make_aware(end)


def _years_of(section: Page, now: datetime) -> list[int]:
    """Return the years of the articles listed in *section*; read at most every few minutes."""

    def read() -> list[int]:
        listed = ListedPage.objects.filter(place=section.pk, kind=ARTICLE).order_by()
        years = [moment.year for moment in listed.datetimes("at", "year")]
        return [year for year in years if FIRST_YEAR <= year <= now.year]

    remembered = read_cached(f"govportal-years-{section.pk}", read, YEARS_SECONDS) or []
    return sorted({now.year, *remembered}, reverse=True)
